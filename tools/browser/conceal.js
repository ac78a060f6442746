// Shows dots instead of what is typed into the focused element; returns the frame element if the focus is inside one.
() => {
  let focused = document.activeElement;
  while (focused && focused.shadowRoot && focused.shadowRoot.activeElement) focused = focused.shadowRoot.activeElement;
  if (!focused || focused === document.body || focused === document.documentElement) return null;
  if (["iframe", "frame"].includes(focused.localName)) return focused;
  focused.style.setProperty("-webkit-text-security", "disc", "important");
  return null;
}
