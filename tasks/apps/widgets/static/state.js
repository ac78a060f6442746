// What happened on this page, kept by the server, so that it can be told later what was done.
const url = `/api/state/${location.pathname.slice(1)}`;

export const state = window.before;

export function record(change) {
  Object.assign(state, change);
  const at = performance.timeOrigin + performance.now();
  fetch(`${url}?at=${at}`, { method: "PUT", body: JSON.stringify(state), keepalive: true });
}

// One more item in a list of the state.
export function note(name, item) {
  record({ [name]: [...(state[name] ?? []), item] });
}

// The values of a form's controls by name; numbers stay text, as they were typed.
export function values(form) {
  const found = {};
  for (const control of form.elements) {
    if (!control.name || (control.type === "radio" && !control.checked)) continue;
    found[control.name] = control.type === "checkbox" ? control.checked : control.value;
  }
  return found;
}

export const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
export const one = (selector, inside = document) => inside.querySelector(selector);
