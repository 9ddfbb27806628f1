// The screen of a report: from one passage to the next without asking the page again. Every step is also a plain link.
import { on } from "/static/keys.js";

const screen = document.querySelector(".report");
const text = screen?.querySelector(".text");
const now = document.querySelector("#now");
const said = document.querySelector("#said");
const besideText = matchMedia("(min-width: 60rem)");

/** The range that an address asks for, as START-END; null if it asks for none that the text has an anchor for. */
function asked(href) {
  const at = new URL(href, location.href).searchParams.get("at");
  return at && document.getElementById(`p-${at}`) ? at : null;
}

/** Things of the list that rest on a range. */
function resting(at) {
  return [...screen.querySelectorAll(".thing")].filter((one) => one.dataset.at.split(" ").includes(at));
}

/** The ranges to step through with their links, each once: where the things of the list begin. */
function stops() {
  const found = new Map();
  for (const one of screen.querySelectorAll(".thing")) {
    const at = one.dataset.at.split(" ")[0];
    if (!found.has(at)) found.set(at, one.querySelector("a.passage").href);
  }
  return [...found];
}

/** Light the segments of a range, and no others; segments are cut at every boundary, so each is in it or not. */
function light(at) {
  const [start, end] = at.split("-").map(Number);
  for (const one of text.querySelectorAll(".seg")) {
    const place = Number(one.dataset.at);
    one.classList.toggle("lit", place >= start && place < end);
  }
  for (const block of text.querySelectorAll(".block")) {
    block.classList.toggle("has-lit", block.querySelector(".seg.lit") !== null);
  }
}

/** Scroll the page so that an element is in its middle. To scroll it into view would move where the tabulator key begins. */
function center(element) {
  const box = element.getBoundingClientRect();
  scrollBy(0, box.top - innerHeight / 2);
}

/** Scroll the list, where it stands beside the text, so that one of its things is in view. */
function list(item) {
  const finds = screen.querySelector(".finds");
  const inside = item.getBoundingClientRect();
  const around = finds.getBoundingClientRect();
  if (!besideText.matches) return;
  if (inside.top < around.top || inside.bottom > around.bottom) finds.scrollTop += inside.top - around.top - around.height / 4;
}

/** Mark things of the list as those that rest on the lit passage. */
function mark(here) {
  for (const one of screen.querySelectorAll(".thing")) {
    one.classList.toggle("here", here.includes(one));
    if (here.includes(one)) one.setAttribute("aria-current", "true");
    else one.removeAttribute("aria-current");
  }
  if (here[0]) list(here[0]);
}

/** Have a link of the bar lead somewhere, or nowhere. */
function point(link, href) {
  if (href) link.setAttribute("href", href);
  else link.removeAttribute("href");
  if (href || link === now) link.removeAttribute("aria-disabled");
  else link.setAttribute("aria-disabled", "true");
}

/** Show a passage: lit, in view, its things marked in the list, told once and briefly. */
function show(at) {
  const here = resting(at);
  const all = stops();
  const number = all.findIndex(([one]) => one === at);
  const labels = [...new Set(here.map((one) => one.querySelector(".passage").textContent))].join(", ");
  light(at);
  mark(here);
  center(document.getElementById(`p-${at}`));
  now.textContent = number < 0 ? `passage ${at.replace("-", "–")}: ${labels}` : `${number + 1} of ${all.length}: ${labels}`;
  point(now, here[0] && `#${here[0].id}`);
  if (number >= 0) {
    point(document.querySelector("#prev"), all[number - 1]?.[1]);
    point(document.querySelector("#next"), all[number + 1]?.[1]);
  }
  document.querySelector("#outside")?.remove();
  const words = here[0]?.querySelector(".said").textContent.trim().split("\n")[0] ?? "";
  said.textContent = `${now.textContent}. ${words.slice(0, 160)}`;
}

function clicked(event) {
  const link = event.target.closest("a.passage, #prev, #next");
  if (!link?.href || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const at = asked(link.href);
  if (!at || resting(at).length === 0) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  show(at);
}

/** What the address asks for after going back or forward. */
function back() {
  const at = asked(location.href);
  if (at && resting(at).length) show(at);
  else if (new URL(location.href).searchParams.has("at")) location.reload();
  else {
    light("-1--1");
    mark([]);
  }
}

if (text) {
  screen.addEventListener("click", clicked);
  on("j", () => document.querySelector("#next").click());
  on("k", () => document.querySelector("#prev").click());
  addEventListener("popstate", back);
  const lit = text.querySelector(".seg.lit");
  const here = screen.querySelector(".thing.here");
  if (lit && !location.hash) center(lit);
  if (here) list(here);
}
