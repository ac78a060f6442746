// The table of expenses: search, filter, delete.
import { day, fill, money, showWaitingToast, toast } from "./app.js";

const search = document.getElementById("search");
const filter = document.getElementById("filter");
const rows = document.getElementById("rows");
const dialog = document.getElementById("delete-dialog");
let expenses = [];
let doomed = null;

function wanted(expense) {
  const text = `${expense.number} ${expense.description} ${expense.category} ${expense.status}`.toLowerCase();
  return text.includes(search.value.trim().toLowerCase()) && (!filter.value || expense.category === filter.value);
}

function row(expense) {
  const part = fill(document.getElementById("row"), {
    ...expense, date: day(expense.date), amount: money(expense.amount),
  });
  part.querySelector(".pill").dataset.status = expense.status;
  const edit = part.querySelector("[data-edit]");
  edit.href = `/expenses/${expense.number}/edit`;
  edit.ariaLabel = `Edit ${expense.description}`;
  const remove = part.querySelector("[data-delete]");
  remove.ariaLabel = `Delete ${expense.description}`;
  remove.addEventListener("click", () => ask(expense));
  return part;
}

function draw() {
  const shown = expenses.filter(wanted);
  const total = shown.reduce((sum, expense) => sum + Number(expense.amount), 0);
  rows.replaceChildren(...shown.map(row));
  document.getElementById("empty").hidden = shown.length > 0;
  document.getElementById("summary").textContent =
    `${shown.length} ${shown.length === 1 ? "expense" : "expenses"}, ${money(total)} in total`;
}

function ask(expense) {
  doomed = expense;
  dialog.returnValue = "cancel";
  document.getElementById("delete-title").textContent = `Delete “${expense.description}”?`;
  dialog.showModal();
}

dialog.addEventListener("close", async () => {
  if (dialog.returnValue !== "delete") return;
  const reply = await fetch(`/api/expenses/${doomed.number}`, { method: "DELETE" });
  toast(reply.ok ? `Deleted: ${doomed.description}` : "The expense could not be deleted");
  await load();
});

async function load() {
  expenses = await (await fetch("/api/expenses")).json();
  draw();
}

search.addEventListener("input", draw);
filter.addEventListener("change", draw);
await load();
showWaitingToast();
