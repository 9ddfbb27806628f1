// Deciding on items: a form is sent without leaving the page, and the item comes back as it is then, under its id and
// with the focus. Without this module the same forms lead back to the item. Not by HTMX, which would put an answer
// without the item (a question for a name, an error) in its place.
import { on } from "/static/keys.js";

const said = document.querySelector("#said");

/** What an item is called where something is announced. */
function words(item) {
  const text = item?.querySelector(".said")?.textContent.trim().replace(/\s+/g, " ") ?? "";
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

function announce(text) {
  if (!said) return;
  said.textContent = text;
  said.className = "unseen";
}

/** Say what went wrong also to the eye: nothing else on the page shows it. */
function warn(text) {
  announce(text);
  if (said) said.className = "warned";
}

// What the page asks for by itself (how far the work is) may meet a program that was ended.
document.addEventListener("htmx:error", () => warn("The page does not answer. Was the program that serves it ended?"));
document.addEventListener("htmx:after:swap", () => {
  if (said?.className === "warned") announce("");
});

/** The item in a page that came back; by what is decided on, since places change when the screens are filled anew. */
function again(item, page) {
  const same = page.getElementById(item.id);
  if (!item.dataset.target || same?.dataset.target === item.dataset.target) return same;
  return page.querySelector(`[data-target="${CSS.escape(item.dataset.target)}"]`);
}

function show(item, page, done) {
  const fresh = again(item, page);
  if (!fresh) {
    announce(`${done}. It is shown no more.`);
    item.remove();
    return;
  }
  const now = document.importNode(fresh, true);
  now.id = item.id;
  item.replaceWith(now);
  now.tabIndex = -1;
  now.focus({ preventScroll: true });
  const stands = [...now.querySelectorAll(".rejected > summary, .stands .words")].at(-1);
  announce(`${stands?.textContent.trim() ?? done}: ${words(now)}`);
}

/** Send a form; the answer is the page that it leads back to, a question for a name, or an error. */
async function send(form, button, item) {
  const body = new URLSearchParams(new FormData(form, button));
  const answer = await fetch(form.action, { method: "POST", body });
  if (new URL(answer.url).pathname === "/judge" && answer.redirected) {
    location.assign(answer.url);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (answer.ok && answer.redirected) show(item, page, form.action.endsWith("/undo") ? "Taken back" : "Kept");
  else warn(page.querySelector(".problem, main p")?.textContent.trim() || "It was not kept.");
}

document.addEventListener("submit", (event) => {
  const form = event.target.closest("form.decide, .stands form, form.stands");
  const item = form?.closest(".item");
  if (!item?.id || !form.action.includes("/judge")) return;
  event.preventDefault();
  const body = event.submitter;
  form.setAttribute("aria-busy", "true");
  send(form, body, item)
    .catch(() => warn("The page does not answer; nothing was kept."))
    .finally(() => form.removeAttribute("aria-busy"));
});

// The keys that stand on the controls, for the item that has the focus.
for (const key of ["a", "r", "e", "u"]) {
  on(key, () => {
    const item = document.activeElement?.closest(".item") ?? document.querySelector(".item:target, .item.here");
    const control = item?.querySelector(`[data-key="${key}"]`);
    if (control) control.click();
    else warn(item ? "There is nothing to do so here." : "Choose an item first: j and k go from one to the next.");
  });
}
