// Single keys of the page: j and k go from one item to the next, / to the search, ? to the list of keys.
// They can be switched off on the page of keys; nothing needs them.
const OFF = "onrecord-keys-off";

function items() {
  return [...document.querySelectorAll(".item")];
}

function step(by) {
  const all = items();
  const now = all.indexOf(document.activeElement?.closest(".item"));
  const next = all[Math.min(Math.max(now + by, 0), all.length - 1)];
  if (next) {
    next.tabIndex = -1;
    next.focus();
  }
}

const ACTIONS = {
  j: () => step(1),
  k: () => step(-1),
  "/": () => document.querySelector("input[type=search]")?.focus(),
  "?": () => location.assign("/keys"),
};

document.documentElement.classList.toggle("keys-off", localStorage.getItem(OFF) !== null);

export function on(key, action) {
  ACTIONS[key] = action;
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(OFF)) return;
  const action = ACTIONS[event.key];
  if (action) {
    event.preventDefault();
    action();
  }
});
