// What is where on a page: the boxes of every marked thing, whether it is in sight, and every text that can be read.
() => {
  const shown = new Map();
  for (const e of document.querySelectorAll('[data-t]')) {
    const r = e.getBoundingClientRect();
    const x = r.x + r.width / 2, y = r.y + r.height / 2;
    const top = document.elementFromPoint(x, y);
    const own = top && (top === e || e.contains(top) || top.contains(e) && !top.closest('.l-overlay, .l-menu')
      || top.closest('label') && e.closest('label') === top.closest('label')
      || top.closest('.field') && top.closest('.field') === e.closest('.field'));
    const inside = r.width > 3 && r.height > 3 && r.x >= 0 && r.y >= 0 && r.right <= innerWidth
      && r.bottom <= innerHeight;
    const style = getComputedStyle(e);
    const item = shown.get(e.dataset.t) ?? { boxes: [], shown: false, ground: style.backgroundColor };
    if (inside) item.boxes.push([r.x, r.y, r.right, r.bottom]);
    item.shown = item.shown || (inside && own && style.visibility !== 'hidden');
    shown.set(e.dataset.t, item);
  }
  const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.textContent.trim() || ['OPTION', 'STYLE', 'SCRIPT'].includes(node.parentElement.tagName)) continue;
    const range = document.createRange(); range.selectNode(node);
    const r = range.getBoundingClientRect();
    const seen = r.width && r.bottom > 0 && r.y < innerHeight && r.right > 0 && r.x < innerWidth;
    if (seen) texts.push(node.textContent.trim());
  }
  for (const e of document.querySelectorAll('input, textarea, select')) {
    if (['checkbox', 'radio', 'range'].includes(e.type)) continue;
    const said = e.tagName === 'SELECT' ? e.selectedOptions[0]?.textContent : e.value || e.placeholder;
    if (said?.trim()) texts.push(said.trim());
  }
  return { things: [...shown], texts };
}
