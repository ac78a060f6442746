// A report over three pages. What was entered outlives Back, Next and a reload.
import { day, money } from "./app.js";
import { forgive, send, setValues, valid, values } from "./forms.js";

const form = document.getElementById("report");
const pages = [...form.querySelectorAll(".step")];
const marks = [...form.querySelectorAll(".steps li")];
let at = 0;

function review() {
  const entered = values(form);
  const facts = {
    Name: entered.name,
    Email: entered.email,
    Purpose: entered.purpose,
    "Trip date": entered.trip_date && day(entered.trip_date),
    "Travel policy": entered.policy,
    "Receipts attached": entered.receipts_attached ? "Yes" : "No",
    "Total amount": money(entered.amount),
  };
  document.getElementById("facts").replaceChildren(...Object.entries(facts).flatMap(([name, value]) => {
    const [term, detail] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = name;
    detail.textContent = value;
    return [term, detail];
  }));
}

// The page named in the address, but no further than what has been filled in.
function turn() {
  const asked = Math.min(Number(location.hash.replace("#step-", "") || 1), pages.length) - 1 || 0;
  const unfinished = pages.slice(0, asked).findIndex((page) => !valid(page));
  at = unfinished < 0 ? asked : unfinished;
  pages.forEach((page, place) => { page.hidden = place !== at; });
  marks.forEach((mark, place) => {
    mark.classList.toggle("past", place < at);
    mark.toggleAttribute("aria-current", place === at);
    if (place === at) mark.setAttribute("aria-current", "step");
  });
  if (at === pages.length - 1) review();
  window.scrollTo(0, 0);
}

const goTo = (place) => { location.hash = `step-${place + 1}`; };
const next = () => { if (valid(pages[at])) goTo(at + 1); };

for (const button of form.querySelectorAll("[data-next]")) button.addEventListener("click", next);
for (const button of form.querySelectorAll("[data-back]")) button.addEventListener("click", () => goTo(at - 1));
form.addEventListener("input", () => sessionStorage.setItem("report", JSON.stringify(values(form))));
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (at < pages.length - 1) return next(); // Enter in a field
  if (!valid(pages[at])) return;
  const filed = await send(form, document.getElementById("submit"), "POST", "/api/reports", JSON.stringify(values(form)));
  if (!filed) return;
  sessionStorage.removeItem("report");
  location.replace(`/reports/${filed.number}`);
});

forgive(form);
setValues(form, JSON.parse(sessionStorage.getItem("report") ?? "{}"));
window.addEventListener("hashchange", turn);
turn();
