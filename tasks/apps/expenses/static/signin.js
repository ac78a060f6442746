// Signing in.
import { forgive, send, valid, values } from "./forms.js";

const form = document.getElementById("signin");
const welcome = document.getElementById("welcome");

forgive(form);
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!valid(form)) return;
  const answer = await send(form, form.querySelector("button"), "POST", "/api/signin", JSON.stringify(values(form)));
  if (!answer) return;
  form.reset();
  document.getElementById("entry").hidden = true;
  welcome.hidden = false;
  const title = welcome.querySelector("h1");
  title.textContent = `Welcome, ${answer.welcome}`;
  title.focus();
});
