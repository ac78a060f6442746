// The pop-up of a native <select> is a window of its own, which no screenshot of the page shows. Just before one
// opens, this asks the page to paint it itself (appearance: base-select, Chromium 135 and later). Selects that are
// never opened keep their look.
(() => {
  const painted = new WeakSet();
  const paintInPage = (event) => {
    const select = event.composedPath().find((node) => node.localName === "select");
    if (!select || select.multiple || select.size > 1) return;
    const root = select.getRootNode();
    if (!painted.has(root)) {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        "::picker(select) { appearance: base-select !important; }" +
          "select::picker-icon { display: var(--picker-icon, block); }",
      );
      root.adoptedStyleSheets.push(sheet);
      painted.add(root);
    }
    if (getComputedStyle(select).appearance === "none") {
      select.style.setProperty("--picker-icon", "none"); // the page draws an arrow of its own
    }
    // Painted by the page it would have another size and, where the page gave it a display, its arrow below its text.
    const { width, height } = select.getBoundingClientRect();
    const zoom = select.currentCSSZoom ?? 1; // what is set here is enlarged by it once more
    const inline = getComputedStyle(select).display.startsWith("inline");
    const kept = {
      appearance: "base-select",
      display: inline ? "inline-flex" : "flex",
      "align-items": "center",
      "box-sizing": "border-box",
      width: `${width / zoom}px`,
      height: `${height / zoom}px`,
      "min-height": "0",
      "field-sizing": "fixed",
    };
    for (const [name, value] of Object.entries(kept)) select.style.setProperty(name, value, "important");
  };
  const opens = (event) =>
    [" ", "Enter", "F4"].includes(event.key) || (event.altKey && event.key.startsWith("Arrow"));
  addEventListener("mousedown", paintInPage, true);
  addEventListener("keydown", (event) => opens(event) && paintInPage(event), true);
})();
