// Validation, values and sending, the same for every form.

function complaint(control) {
  const { required, number } = control.dataset;
  const empty = control.type === "checkbox" ? !control.checked : !control.value.trim();
  if (required && empty) return required;
  if (number && !/^[0-9]{1,9}(\.[0-9]{1,2})?$/.test(control.value.trim())) return number;
  return "";
}

function show(control, message) {
  const field = control.closest(".field");
  field.querySelector(".error")?.remove();
  control.removeAttribute("aria-describedby");
  if (!message) return control.removeAttribute("aria-invalid");
  const note = document.createElement("p");
  note.className = "error";
  note.id = `${control.name}-error`;
  note.textContent = message;
  field.append(note);
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", note.id);
}

// True when every control inside is as it should be; else the first wrong one gets the focus.
export function valid(part) {
  const controls = [...part.querySelectorAll("[data-required], [data-number]")];
  for (const control of controls) show(control, complaint(control));
  const wrong = controls.find(complaint);
  wrong?.focus();
  return !wrong;
}

// A complaint goes away as soon as it no longer holds.
export function forgive(form) {
  form.addEventListener("input", ({ target }) => {
    if (target.getAttribute("aria-invalid") && !complaint(target)) show(target, "");
  });
}

export function values(form) {
  const found = {};
  for (const control of form.elements) {
    if (!control.name || (control.type === "radio" && !control.checked)) continue;
    found[control.name] = control.type === "checkbox" ? control.checked : control.value;
  }
  return found;
}

export function setValues(form, wanted) {
  for (const control of form.elements) {
    if (!(control.name in wanted)) continue;
    if (control.type === "checkbox") control.checked = wanted[control.name];
    else if (control.type === "radio") control.checked = control.value === wanted[control.name];
    else control.value = wanted[control.name];
  }
}

// The server's answer, or null after what went wrong was shown; the button waits meanwhile.
export async function send(form, button, method, url, body) {
  const label = button.textContent;
  const problem = form.querySelector("#form-error");
  if (problem) problem.hidden = true;
  button.disabled = true;
  button.textContent = button.dataset.busy;
  let message = "We could not reach the server. Please try again.";
  try {
    const reply = await fetch(url, { method, body });
    const answer = await reply.json();
    if (reply.ok) return answer;
    message = answer.error;
    for (const [name, text] of Object.entries(answer.fields)) {
      const control = form.elements[name];
      if (control instanceof HTMLElement && control.closest(".field")) show(control, text);
    }
  } catch (error) {
    console.warn(error);
  }
  button.disabled = false;
  button.textContent = label;
  if (problem) {
    problem.textContent = message;
    problem.hidden = false;
  }
  return null;
}
