// Tells what a person does on a page: pointer, keys, wheel, and what fields hold afterwards. It listens before the
// page does, hears only the person (trusted events), and never says what a secret field holds or which keys were
// pressed in it. It needs describe.js.
(() => {
  if (globalThis.eyehandWatches) return;
  globalThis.eyehandWatches = true;
  const { describe, meant, secretKind, editingHost, valueOf, parentOf, focused } = globalThis.eyehand;
  const top = window === window.top;
  const document_ = Math.random().toString(36).slice(2);
  const fields = new WeakMap();
  const before = new WeakMap();
  const closed = new WeakSet();
  let made = 0;

  const say = (kind, event, more) => {
    const said = { kind, unix_ms: performance.timeOrigin + event.timeStamp, ...more };
    if (top) Object.assign(said, { width: innerWidth, ratio: devicePixelRatio });
    globalThis.eyehandReport?.(JSON.stringify(said));
  };

  const TYPED = ["text", "search", "url", "tel", "email", "password", "number"];
  const VALUELESS = ["button", "submit", "reset", "image", "checkbox", "radio", "file", "hidden"];

  /** The field that an element is (in): an input with a value, a select, a textarea, something that is edited. */
  const fieldOf = (element) => {
    for (let at = element; at && at.nodeType === Node.ELEMENT_NODE; at = parentOf(at)) {
      if (at.localName === "input") return VALUELESS.includes(at.type) ? null : at;
      if (["textarea", "select"].includes(at.localName)) return at;
      const host = editingHost(at);
      if (host) return host;
      if (at.localName === "label" && at.control && at.control !== element) return fieldOf(at.control);
    }
    return null;
  };

  const idOf = (field) => {
    if (!field) return "";
    if (!fields.has(field)) fields.set(field, `${document_}-${++made}`);
    return fields.get(field);
  };

  const multiline = (field) => field.localName === "textarea" || editingHost(field) === field;

  const hit = (event) => event.composedPath().find((node) => node.nodeType === Node.ELEMENT_NODE) ?? null;

  const described = (element) => {
    if (!element) return null;
    const found = meant(element);
    return describe(found.element, found.box);
  };

  /** Passwords that a page shows in clear later on are still known as what they were. */
  const learnSecrets = (event) => {
    for (const root of new Set([document, ...event.composedPath().filter((node) => node instanceof ShadowRoot)])) {
      root.querySelectorAll("input").forEach(secretKind);
    }
  };

  /** What a field holds, to be compared here and nowhere else: a secret as well. */
  const held = (field) => (secretKind(field) ? field.value : valueOf(field));
  const remember = (field) => field && before.set(field, held(field));

  // --- the pointer

  const RESTED_MS = 120;
  let over = null; // the thing that the pointer is on, and when it came there
  let resting = 0;
  const moved = (event) => {
    if (!event.isTrusted || event.buttons) return;
    const element = hit(event);
    if (!element) return;
    if (over?.element !== element) over = { element, event, told: false };
    clearTimeout(resting);
    const { clientX: x, clientY: y } = event;
    const here = over;
    if (here.told) return;
    resting = setTimeout(() => {
      if (over !== here || here.told || !element.isConnected) return;
      here.told = true;
      say("rest", here.event, { x, y, what: described(element) });
    }, RESTED_MS);
  };
  addEventListener("pointermove", moved, true);
  addEventListener("pointerover", moved, true);

  let bar = null;
  const onScrollbar = (element, event) => {
    const rect = element.getBoundingClientRect();
    const scroller = element === document.documentElement ? document.scrollingElement : element;
    const wide = scroller.scrollHeight > scroller.clientHeight || scroller.scrollWidth > scroller.clientWidth;
    const root = element === document.documentElement;
    const x = event.clientX - (root ? 0 : rect.left + element.clientLeft);
    const y = event.clientY - (root ? 0 : rect.top + element.clientTop);
    return wide && (x >= scroller.clientWidth || y >= scroller.clientHeight) ? scroller : null;
  };

  addEventListener("pointerdown", (event) => {
    if (!event.isTrusted) return;
    learnSecrets(event);
    const element = hit(event);
    if (!element) return;
    const scroller = event.pointerType === "mouse" ? onScrollbar(element, event) : null;
    if (scroller) {
      bar = { scroller, left: scroller.scrollLeft, top: scroller.scrollTop, event };
      return;
    }
    const field = fieldOf(element);
    if (field && before.get(field) === undefined) remember(field);
    const button = ["left", "middle", "right"][event.button] ?? "left";
    clearTimeout(resting);
    const came = over?.element === element ? over.event : event;
    say("down", event, {
      x: event.clientX,
      y: event.clientY,
      button,
      what: described(element),
      field: idOf(field),
      over_ms: performance.timeOrigin + came.timeStamp,
    });
  }, true);

  addEventListener("scrollend", (event) => {
    const scroller = event.target === document ? document.scrollingElement : event.target;
    if (!bar || bar.scroller !== scroller) return;
    const dx = scroller.scrollLeft - bar.left;
    const dy = scroller.scrollTop - bar.top;
    const rect = scroller === document.scrollingElement ? { left: 0, top: 0 } : scroller.getBoundingClientRect();
    const x = rect.left + scroller.clientWidth / 2;
    const y = rect.top + Math.min(scroller.clientHeight, innerHeight) / 2;
    if (dx || dy) say("wheel", bar.event, { x, y, dx, dy });
    bar = null;
  }, true);

  let dragging = false;
  const up = (event, dragged) => {
    if (event.isTrusted) say("up", event, { x: event.clientX, y: event.clientY, dragged });
  };
  addEventListener("pointerup", (event) => up(event, false), true);
  addEventListener("dragstart", (event) => (dragging = event.isTrusted), true);
  addEventListener("drop", (event) => {
    up(event, true);
    dragging = false;
  }, true);
  addEventListener("dragend", (event) => {
    if (dragging) up(event, true);
    dragging = false;
  }, true);
  addEventListener("pointercancel", (event) => !dragging && event.isTrusted && say("cancel", event, {}), true);

  addEventListener("wheel", (event) => {
    if (!event.isTrusted || event.ctrlKey) return;
    const unit = [1, 40, innerHeight][event.deltaMode];
    say("wheel", event, { x: event.clientX, y: event.clientY, dx: event.deltaX * unit, dy: event.deltaY * unit });
  }, { capture: true, passive: true });

  // --- fields

  addEventListener("focusin", (event) => {
    learnSecrets(event);
    remember(fieldOf(hit(event)));
  }, true);
  addEventListener("beforeinput", (event) => {
    const element = event.isTrusted ? hit(event) : null;
    remember(fieldOf(element));
    if (element && !fieldOf(element)) closed.add(element); // text goes into something that cannot be seen
  }, true);

  let enter = null;
  const changed = (event) => {
    const field = fieldOf(hit(event));
    if (!event.isTrusted || !field) return;
    if (["insertLineBreak", "insertParagraph"].includes(event.inputType)) enter = null;
    const secret = Boolean(secretKind(field));
    const was = before.get(field) ?? "";
    if (was === held(field)) return;
    remember(field);
    const called = secret ? field.name || field.id || describe(field).name : "";
    const what = { ...described(field), value: secret ? null : was };
    say("value", event, { what, value: valueOf(field), field: idOf(field), secret, called, origin: location.origin });
  };
  addEventListener("input", changed, true);
  addEventListener("change", (event) => {
    const element = hit(event);
    if (element?.localName === "input" && element.type === "file") {
      // Trusted or not: a page that is given files by drag and drop puts them there and says so itself.
      globalThis.eyehandFiles = [...element.files];
      say("files", event, { what: described(element), names: globalThis.eyehandFiles.map((file) => file.name) });
    } else {
      changed(event);
    }
  }, true);

  addEventListener("click", (event) => {
    const element = hit(event); // the page's own click, mostly, on a field that it hides
    if (element?.localName === "input" && element.type === "file") say("asks", event, {});
  }, true);

  // --- keys

  /** The host of a closed shadow root that has the focus, as far as can be told: what is typed may be a password. */
  const sealed = () => {
    const host = focused();
    if (!host || host.shadowRoot || fieldOf(host)) return null;
    const own = host.hasAttribute("tabindex") || host.tabIndex >= 0; // it takes keys itself
    return !own || host.localName.includes("-") || closed.has(host) ? host : null;
  };

  const typedIn = (host, event) => {
    const what = { ...described(host), kind: "password", value: null };
    const called = host.id || what.name || host.localName;
    say("value", event, { what, value: null, field: idOf(host), secret: true, called, origin: location.origin });
  };

  const MODIFIERS = ["Control", "Shift", "Alt", "Meta", "AltGraph"];
  const EDITING = ["ArrowLeft", "ArrowRight", "Home", "End", "Backspace", "Delete", "Insert"];
  const MOVING = ["ArrowUp", "ArrowDown", "PageUp", "PageDown"];
  const SILENT = [...MODIFIERS, "Dead", "Process", "Unidentified", "CapsLock", "NumLock", "ScrollLock", "ContextMenu"];
  const BROWSERS = ["F5", "F11", "F12", "F1", "F3", "F6", "F7", "F10"];
  const BROWSERS_CONTROL = "rtwlnfpdghjuso+-0=123456789".split("");

  /** Whether the browser itself does something at this key, unless the page keeps it from that. */
  const browsers = (event) => {
    if (BROWSERS.includes(event.key)) return true;
    if (event.altKey && ["ArrowLeft", "ArrowRight", "Home"].includes(event.key)) return true;
    if (!event.ctrlKey && !event.metaKey) return false;
    return ["Tab", "F4", "PageUp", "PageDown"].includes(event.key) || BROWSERS_CONTROL.includes(event.key.toLowerCase());
  };

  /** Whether the key edits whatever text has the focus. */
  const editsText = ({ key, ctrlKey, metaKey }) =>
    EDITING.includes(key) || (ctrlKey || metaKey ? "acvxyz".includes(key.toLowerCase()) : key.length === 1);

  /** Whether the key only edits the field, so that the field's new value says it all. */
  const edits = (event, field) => {
    if (!field) return false;
    const { key } = event;
    const choosing = field.localName === "select";
    if (event.ctrlKey || event.metaKey || editsText(event)) return editsText(event);
    if (!MOVING.includes(key)) return choosing && key === "Enter";
    return choosing || multiline(field) || !TYPED.includes(field.type) || field.type === "number";
  };

  const pressed = (event, field) => {
    const held = [["Control", event.ctrlKey], ["Alt", event.altKey], ["Meta", event.metaKey]];
    const keys = held.filter(([, down]) => down).map(([name]) => name);
    if (event.shiftKey && (event.key.length > 1 || keys.length)) keys.push("Shift");
    const element = focused();
    say("key", event, {
      keys: [...keys, event.key],
      character: event.key.length === 1 && !keys.length,
      what: element ? described(element) : null,
      field: idOf(field),
    });
  };

  addEventListener("keydown", (event) => {
    if (!event.isTrusted || event.isComposing || SILENT.includes(event.key)) return;
    if (event.getModifierState("AltGraph") && event.key.length === 1) return; // a letter, in whatever it is typed
    learnSecrets(event);
    const host = sealed();
    if (host && editsText(event)) {
      typedIn(host, event);
      return;
    }
    const field = fieldOf(hit(event));
    if (edits(event, field)) return;
    if (browsers(event)) {
      setTimeout(() => event.defaultPrevented && pressed(event, field));
    } else if (event.key === "Enter" && field && multiline(field)) {
      const this_ = (enter = {}); // a line break, unless the page makes something else of it
      setTimeout(() => enter === this_ && pressed(event, field));
    } else {
      pressed(event, field);
    }
  }, true);

  // --- which tab is seen

  if (top) {
    const shown = (event) => document.visibilityState === "visible" && say("shown", event, {});
    addEventListener("visibilitychange", shown, true);
    addEventListener("focus", (event) => event.target === window && shown(event), true);
    addEventListener("resize", (event) => say("size", event, {}), true);
    say("size", { timeStamp: performance.now() }, {});
  }
})();
