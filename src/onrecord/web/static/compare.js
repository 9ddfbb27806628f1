// Two reports side by side: n and p, or the buttons in the bar, go to the next and the previous difference.
import { on } from "./keys.js";

const all = [...document.querySelectorAll(".difference")];

// The address is asked, and not :target, which a browser may set only after this has run.
let last = all.findIndex((one) => `#${one.id}` === location.hash);

function step(by) {
  // Where one stands: the difference with the focus, else the one that was gone to last.
  const focused = all.indexOf(document.activeElement?.closest(".difference"));
  const now = focused < 0 ? last : focused;
  const next = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(now + by, 0), all.length - 1)];
  if (!next) return;
  last = all.indexOf(next);
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
  // The address says where one stands, so that it can be kept or sent on.
  history.replaceState(history.state, "", `#${next.id}`);
}

on("n", () => step(1));
on("p", () => step(-1));

for (const button of document.querySelectorAll("[data-step]")) {
  button.hidden = false;
  button.addEventListener("click", () => step(Number(button.dataset.step)));
}
const first = document.getElementById("first-difference");
if (first) first.hidden = true;
