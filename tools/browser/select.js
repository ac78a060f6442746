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
    select.style.setProperty("appearance", "base-select", "important");
  };
  const opens = (event) =>
    [" ", "Enter", "F4"].includes(event.key) || (event.altKey && event.key.startsWith("Arrow"));
  addEventListener("mousedown", paintInPage, true);
  addEventListener("keydown", (event) => opens(event) && paintInPage(event), true);
})();
