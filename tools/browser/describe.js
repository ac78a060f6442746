// What assistive technology knows of an element. Runs in a world of its own, out of the page's sight; role and name
// are the browser's own, by two functions of its console, which are lent to scripts like this one.
(() => {
  if (globalThis.eyehand) return;
  const roleOf = getAccessibleRole;
  const nameOf = getAccessibleName;
  const LONGEST_NAME = 300;
  const LONGEST_VALUE = 20000;
  const ACTED_ON = new Set(
    ("button checkbox columnheader combobox gridcell link listbox menuitem menuitemcheckbox menuitemradio option radio " +
      "rowheader scrollbar searchbox slider spinbutton switch tab textbox treeitem").split(" "),
  );
  const NO_VALUE = new Set(["button", "submit", "reset", "image", "checkbox", "radio", "file", "hidden"]);
  const everSecret = new WeakSet();

  const parentOf = (node) => node.assignedSlot ?? node.parentElement ?? node.getRootNode().host ?? null;

  /** What a field's value is kept secret as: "password", "one-time-code", "cc-csc", or "". */
  const secretKind = (element) => {
    if (!["input", "textarea"].includes(element.localName)) return "";
    const purposes = (element.getAttribute("autocomplete") ?? "").toLowerCase().split(/\s+/);
    for (const kind of ["one-time-code", "cc-csc"]) if (purposes.includes(kind)) return kind;
    const password = purposes.includes("current-password") || purposes.includes("new-password");
    if (element.type === "password" || password) everSecret.add(element);
    return everSecret.has(element) ? "password" : "";
  };

  const editingHost = (element) => {
    if (!element.isContentEditable) return null;
    let host = element;
    while (host.parentElement?.isContentEditable) host = host.parentElement;
    return host;
  };

  /** The chosen options' labels, a line each. */
  const chosen = (select) => [...select.selectedOptions].map((option) => option.label.trim()).join("\n");

  const valueOf = (element) => {
    if (secretKind(element)) return null;
    if (element.localName === "select") return chosen(element);
    if (element.localName === "textarea") return element.value.slice(0, LONGEST_VALUE);
    if (element.localName === "input") return NO_VALUE.has(element.type) ? null : element.value.slice(0, LONGEST_VALUE);
    if (editingHost(element) === element) return element.innerText.replace(/\n$/, "").slice(0, LONGEST_VALUE);
    return null;
  };

  const checkedOf = (element) => {
    if (element.localName === "input" && ["checkbox", "radio"].includes(element.type)) {
      return element.indeterminate ? null : element.checked;
    }
    const said = element.getAttribute("aria-checked") ?? element.getAttribute("aria-pressed");
    return said === "true" ? true : said === "false" ? false : null;
  };

  const kindOf = (element) => {
    const secret = secretKind(element);
    if (secret) return secret;
    return ["input", "select"].includes(element.localName) ? element.type : "";
  };

  const boxOf = (element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return [left, top, right, bottom];
  };

  /** Role, name, box (CSS pixels of this document's window) and state of an element; null for none. */
  const describe = (element, box) => {
    if (!element || element.nodeType !== Node.ELEMENT_NODE) return null;
    return {
      role: roleOf(element) || "generic",
      name: (nameOf(element) || "").trim().slice(0, LONGEST_NAME),
      box: box ?? boxOf(element),
      kind: kindOf(element),
      value: valueOf(element),
      checked: checkedOf(element),
      enabled: !element.matches(":disabled") && element.getAttribute("aria-disabled") !== "true",
    };
  };

  /** What a pointer on this element acts on: {element, box}, the box that of the label when one was hit. */
  const meant = (element) => {
    for (let at = element; at; at = parentOf(at)) {
      const label = at.localName === "label" ? at : null;
      if (label?.control) return { element: label.control, box: boxOf(label) };
      const host = editingHost(at);
      if (host) return { element: host, box: boxOf(host) };
      if (["input", "select", "textarea"].includes(at.localName)) {
        // A box that the page hides in order to draw its own is known by its label.
        const around = at.labels?.length ? [...at.labels].find((one) => one.contains(element)) : null;
        const rect = boxOf(at);
        const hidden = rect[2] - rect[0] < 4 || rect[3] - rect[1] < 4;
        return { element: at, box: hidden && around ? boxOf(around) : rect };
      }
      if (ACTED_ON.has(roleOf(at))) return { element: at, box: boxOf(at) };
    }
    const nothing = element === document.body || element === document.documentElement;
    return { element: nothing ? null : element, box: boxOf(element) };
  };

  const deepest = (x, y) => {
    let found = document.elementFromPoint(x, y);
    while (found?.shadowRoot) {
      const inner = found.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === found) break;
      found = inner;
    }
    return found;
  };

  const focused = () => {
    let found = document.activeElement;
    while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
    return found && found !== document.body && found !== document.documentElement ? found : null;
  };

  const isFrame = (element) => ["iframe", "frame"].includes(element?.localName);

  /** Where an inner frame's window lies in this one: left and top of its content, and its CSS pixels per one here. */
  const placeOf = (frame) => {
    const rect = frame.getBoundingClientRect();
    const style = getComputedStyle(frame);
    const scale = frame.offsetWidth ? rect.width / frame.offsetWidth : 1;
    const left = rect.left + (frame.clientLeft + parseFloat(style.paddingLeft || 0)) * scale;
    const top = rect.top + (frame.clientTop + parseFloat(style.paddingTop || 0)) * scale;
    return { left, top, scale };
  };

  /** The element as it can be seen, perhaps after scrolling: null when it is not rendered or has no size. */
  const visible = (element) => {
    if (!element.isConnected || element.nodeType !== Node.ELEMENT_NODE) return null;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return null;
    const [left, top, right, bottom] = boxOf(element);
    return right > left && bottom > top ? describe(element) : null;
  };

  const LOOKED_AT = 20000;
  const FIELDS = new Set(["textbox", "searchbox", "combobox", "spinbutton", "checkbox", "radio", "slider"]);
  const MAY_BE_FIELD = "input, textarea, select, [role], [contenteditable]";

  /** What can be seen of this role and name, in open shadow trees as well. */
  const alike = (role, name, most) => {
    const found = [];
    const open = [document];
    let looked = 0;
    while (open.length && found.length < most) {
      for (const element of open.pop().querySelectorAll("*")) {
        if (++looked > LOOKED_AT || found.length >= most) break;
        if (element.shadowRoot) open.push(element.shadowRoot);
        if (FIELDS.has(role) && !element.matches(MAY_BE_FIELD)) continue; // to ask for a role takes long
        if (roleOf(element) === role && (nameOf(element) || "").trim() === name) found.push(visible(element));
      }
    }
    return found.filter((one) => one);
  };

  globalThis.eyehand = {
    alike,
    describe, meant, deepest, focused, isFrame, placeOf, visible, secretKind, editingHost, valueOf, parentOf, boxOf,
    at: (x, y) => {
      const found = deepest(x, y);
      if (!found) return null;
      const { element, box } = meant(found);
      return describe(element, box);
    },
  };
})();
