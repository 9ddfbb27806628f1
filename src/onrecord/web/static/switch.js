// The switch of single keys on the page of keys.
const OFF = "onrecord-keys-off";
const button = document.querySelector("#switch");
const said = document.querySelector("#said");

function show() {
  const off = localStorage.getItem(OFF) !== null;
  button.setAttribute("aria-pressed", String(!off));
  button.textContent = off ? "Single keys are off: switch them on" : "Single keys are on: switch them off";
  document.documentElement.classList.toggle("keys-off", off);
}

if (button) {
  button.hidden = false;
  show();
  button.addEventListener("click", () => {
    if (localStorage.getItem(OFF) === null) localStorage.setItem(OFF, "1");
    else localStorage.removeItem(OFF);
    show();
    if (said) said.textContent = button.textContent;
  });
}
