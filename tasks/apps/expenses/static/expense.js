// One expense: a new one, or one that is being edited.
import { toastOnNextPage } from "./app.js";
import { forgive, send, setValues, valid, values } from "./forms.js";

const form = document.getElementById("expense");
const number = location.pathname.match(/^\/expenses\/(.+)\/edit$/)?.[1];
const url = number ? `/api/expenses/${number}` : "/api/expenses";

if (number) {
  document.getElementById("title").textContent = "Edit expense";
  setValues(form, await (await fetch(url)).json());
} else if (!form.elements.date.value) {
  const today = new Date();
  today.setMinutes(today.getMinutes() - today.getTimezoneOffset());
  form.elements.date.value = today.toISOString().slice(0, 10);
}

forgive(form);
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!valid(form)) return;
  const body = JSON.stringify(values(form));
  const saved = await send(form, document.getElementById("save"), number ? "PUT" : "POST", url, body);
  if (!saved) return;
  toastOnNextPage(`Saved: ${saved.description}`);
  location.replace("/");
});
form.hidden = false; // not before it holds its values and can be saved
