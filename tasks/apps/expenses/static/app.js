// What every page shares: the toast, the user menu, how money and days are written.

const button = document.getElementById("user-button");
const menu = document.getElementById("user-menu");
const items = [...menu.querySelectorAll("[role=menuitem]")];

function openMenu(open) {
  menu.hidden = !open;
  button.setAttribute("aria-expanded", String(open));
}

button.addEventListener("click", (event) => {
  openMenu(menu.hidden);
  if (!menu.hidden && event.detail === 0) items[0].focus(); // opened with the keyboard
});
document.addEventListener("click", (event) => {
  if (!button.contains(event.target)) openMenu(false);
});
document.addEventListener("keydown", (event) => {
  if (menu.hidden) return;
  const way = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (way) {
    event.preventDefault();
    const at = items.indexOf(document.activeElement);
    items[at < 0 && way < 0 ? items.length - 1 : (at + way + items.length) % items.length].focus();
  } else if (event.key === "Escape") {
    openMenu(false);
    button.focus();
  } else if (event.key === "Tab") {
    openMenu(false);
  }
});

const section = location.pathname.replace(/^\/report.*/, "/reports").replace(/^\/expenses\/.*/, "/");
for (const link of document.querySelectorAll("nav a")) {
  if (link.pathname === section) link.setAttribute("aria-current", "page");
}

export function toast(text) {
  const note = document.createElement("div");
  note.className = "toast";
  note.textContent = text;
  document.getElementById("toasts").append(note);
  setTimeout(() => note.classList.add("leaving"), 4000);
  setTimeout(() => note.remove(), 4400);
}

// A toast that is to be seen on the page that opens next.
export function toastOnNextPage(text) {
  sessionStorage.setItem("toast", text);
}

export function showWaitingToast() {
  const text = sessionStorage.getItem("toast");
  sessionStorage.removeItem("toast");
  if (text) toast(text);
}

export const money = (amount) => Number(amount).toLocaleString("en-US", { style: "currency", currency: "USD" });

export const day = (iso) =>
  new Date(`${iso}T00:00:00`).toLocaleDateString("en-US", { day: "numeric", month: "short", year: "numeric" });

export function fill(template, values) {
  const copy = template.content.cloneNode(true);
  for (const cell of copy.querySelectorAll("[data-cell]")) cell.textContent = values[cell.dataset.cell];
  return copy;
}
