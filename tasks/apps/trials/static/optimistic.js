import { ask, one, truth } from "./trials.js";
// Ticked at once, and taken back when the server has refused.
const draw = async () => {
  const { on } = await truth();
  one("#on").checked = on;
  one("#since").textContent = on ? "On since today." : "Off.";
};
one("#on").onchange = async () => {
  await ask({ on: one("#on").checked });
  await draw();
};
await draw();
