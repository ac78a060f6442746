// Settings are kept by the browser; receipts go to the server.
import { toast } from "./app.js";
import { send } from "./forms.js";

for (const control of document.querySelectorAll("[data-setting]")) {
  const key = `setting-${control.dataset.setting}`;
  control.checked = (localStorage.getItem(key) ?? String(control.checked)) === "true";
  control.addEventListener("change", () => {
    localStorage.setItem(key, String(control.checked));
    toast("Settings saved");
  });
}

const theme = document.getElementById("theme");
theme.querySelector(`[value=${document.documentElement.dataset.theme}]`).checked = true;
theme.addEventListener("change", ({ target }) => {
  localStorage.setItem("theme", target.value);
  document.documentElement.dataset.theme = target.value;
});

const form = document.getElementById("upload");
const uploaded = document.getElementById("uploaded");
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const file = form.elements.receipt.files[0];
  if (!file) {
    uploaded.textContent = "Choose a file first.";
    return;
  }
  const button = form.querySelector("button");
  const answer = await send(form, button, "POST", `/api/uploads?name=${encodeURIComponent(file.name)}`, file);
  button.disabled = false;
  button.textContent = "Upload";
  uploaded.textContent = answer ? `Uploaded: ${answer.name}` : "The upload failed. Please try again.";
});

document.getElementById("reset").addEventListener("click", async () => {
  if (!confirm("Reset demo data? All expenses you added will be removed.")) return;
  const reply = await fetch("/api/reset", { method: "POST" });
  toast(reply.ok ? "Demo data was reset" : "The demo data could not be reset");
});
