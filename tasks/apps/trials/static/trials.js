// Pages show what they like; what is true, the server remembers.
const url = `/api/${location.pathname.slice(1)}`;
export const one = (selector, inside = document) => inside.querySelector(selector);
export const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
export const truth = async () => (await fetch(url)).json();

// Whether the server agreed. What it refuses is an error of the network for a page's script, and no exception.
export async function ask(asked) {
  const reply = await fetch(url, { method: "POST", body: JSON.stringify(asked) });
  return { ok: reply.ok, status: reply.status };
}

export function show(selector, text) {
  const place = one(selector);
  if (text !== undefined) place.textContent = text;
  place.hidden = false;
}
