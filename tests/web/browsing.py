"""A browser for the tests of the page: Debian's Chromium, cut off from everything but this machine, and watched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Playwright, Request

from tests.web.chromium import executable

#: A name of another site that leads to this machine, as a hostile name server would have it.
REBOUND = "rebound.example"
_HERE = "127.0.0.1;localhost;[::1]"
#: Everything but this machine goes to a port where nobody listens.
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--proxy-server=http://127.0.0.1:9",
    f"--proxy-bypass-list={_HERE};{REBOUND}",
    f"--host-resolver-rules=MAP {REBOUND} 127.0.0.1",
)

#: What a hostile text would call if it ran; that it was called stands in the console, where the watch reads it.
_HOOK = """
for (const name of ["hit", "alert", "confirm", "prompt", "print"])
  Object.defineProperty(window, name, { value: () => { console.error(`RAN: ${name}`); }, writable: false });
window.addEventListener("securitypolicyviolation", (event) =>
  console.error(`POLICY: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`));
"""
_AXE = Path(__import__("axe_playwright_python").__file__).parent / "axe.min.js"
#: How much a violation hinders, from which on it fails a test.
_HINDERS = frozenset({"serious", "critical"})


def launched(playwright: Playwright) -> Browser:
    """The machine's Chromium, started without a window."""
    return playwright.chromium.launch(executable_path=executable(), args=list(_ARGUMENTS))


class Watch:
    """What one context of a browser did that no page of ours does.

    Attributes:
        problems: errors and warnings in the console, errors of scripts, dialogs, windows that were opened, requests to
            other hosts, and texts that ran, in their order.
    """

    def __init__(self, context: BrowserContext, own: str) -> None:
        self.problems: list[str] = []
        self._own = urlsplit(own).netloc
        context.add_init_script(_HOOK)
        context.on("page", self._page)
        context.on("console", self._console)
        context.on("request", self._request)
        context.on("dialog", self._dialog)
        context.on("weberror", lambda error: self.problems.append(f"error: {error.error}"))
        self._first = True

    def _page(self, page: Page) -> None:
        if not self._first:
            self.problems.append(f"window: {page.url}")
        self._first = False

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.problems.append(f"console: {message.text} ({message.location.get('url', '')})")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob", "file") and parts.netloc != self._own:
            self.problems.append(f"request: {request.url}")

    def _dialog(self, dialog: Dialog) -> None:
        self.problems.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def taken(self) -> Sequence[str]:
        """The problems so far, which are then forgotten."""
        found, self.problems = self.problems, []
        return found


class Browsing:
    """Opens windows on one server, each with nothing kept of another."""

    def __init__(self, browser: Browser, own: str) -> None:
        self._browser = browser
        self.own = own

    @contextmanager
    def window(self, *, axe: bool = False, **options: Any) -> Iterator[tuple[Page, Watch]]:
        """A window and its watch.

        Args:
            axe: put axe-core into each page, past the page's policy and without loosening it.
            options: of Playwright's ``new_context``: ``java_script_enabled``, ``viewport``, ``color_scheme``…
        """
        context = self._browser.new_context(base_url=self.own, **{"reduced_motion": "reduce", **options})
        context.set_default_timeout(10_000)
        watch = Watch(context, self.own)
        if axe:
            context.add_init_script(path=_AXE)
        try:
            yield context.new_page(), watch
        finally:
            context.close()


def hindrances(page: Page, rules: Sequence[str] = ()) -> Sequence[str]:
    """What axe-core finds on a page opened with ``axe=True`` that hinders seriously, an element a line.

    Args:
        page: the page.
        rules: look by these rules alone.
    """
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    found = page.evaluate("(options) => axe.run(document, options)", options)
    return [
        f"{one['id']} ({one['impact']}): {one['help']}: {' '.join(map(str, node['target']))}: {node['html'][:200]}"
        for one in found["violations"]
        if one["impact"] in _HINDERS
        for node in one["nodes"]
    ]


def sideways(page: Page) -> Sequence[str]:
    """What makes the page wider than its window, widest first; empty where nothing does."""
    return list(
        page.evaluate("""() => {
            const wide = document.documentElement.clientWidth;
            if (document.documentElement.scrollWidth <= wide) return [];
            const right = (one, box) => getComputedStyle(one).overflowX === "visible"
                ? Math.max(box.right, box.left + one.scrollWidth) : box.right;
            const over = [...document.body.querySelectorAll("*")]
                .map((one) => [one, one.getBoundingClientRect()])
                .filter(([, box]) => box.width)
                .map(([one, box]) => [one, Math.round(right(one, box))])
                .filter(([, edge]) => edge > wide + 1);
            return over.reverse().sort((a, b) => b[1] - a[1]).slice(0, 5)
                .map(([one, edge]) => `${edge} of ${wide}px: ${one.outerHTML.slice(0, 160)}`);
        }""")
    )


#: What no page of ours has, whatever stands on it: an element or an attribute that runs or loads.
_FOREIGN = """(document) => {
    const own = location.origin;
    const leads = (one, name, schemes) => {
        const value = one.getAttribute(name);
        if (value === null) return false;
        try { return !schemes.includes(new URL(value, document.baseURI).protocol); } catch { return false; }
    };
    const here = (one, name) =>
        one.hasAttribute(name) && new URL(one.getAttribute(name), document.baseURI).origin === own;
    const never = new Set(["IFRAME", "FRAME", "FRAMESET", "OBJECT", "EMBED", "BASE", "APPLET", "PORTAL", "MATH",
        "MARQUEE", "VIDEO", "AUDIO", "XMP", "PLAINTEXT", "foreignObject", "animate", "set"]);
    const runs = new RegExp("^(on|hx-on|data-hx-|x-|v-|ng-|[@:_]|(srcdoc|style|ping|background|formaction)$)");
    const why = (one) => {
        const bad = one.getAttributeNames().find((name) => runs.test(name));
        if (bad) return bad;
        if (never.has(one.tagName)) return "element";
        if (one.tagName === "SCRIPT" && !(here(one, "src") && one.src.startsWith(own + "/static/"))) return "script";
        if (one.tagName === "LINK" && one.hasAttribute("href") && own !== "null" && !here(one, "href")) return "link";
        if (one.tagName === "META" && /refresh|cookie/i.test(one.httpEquiv)) return "meta";
        if (one.tagName === "FORM" && one.hasAttribute("action") && !here(one, "action")) return "form";
        if (leads(one, "href", ["http:", "https:", "file:"])) return "href";
        if (leads(one, "xlink:href", ["http:", "https:"])) return "href";
        if (leads(one, "src", ["http:", "https:", "data:"])) return "src";
        return "";
    };
    return [...document.querySelectorAll("*")].map((one) => [why(one), one]).filter(([found]) => found)
        .map(([found, one]) => `${found}: ${one.outerHTML.slice(0, 200)}`);
}"""

_MADE = """(document) => [...new Set([...document.querySelectorAll("*")]
    .map((one) => [one.tagName.toLowerCase(), ...one.getAttributeNames().sort()].join(" ")))].sort()"""


def foreign(page: Page) -> Sequence[str]:
    """The elements of a page that run or load what no page of ours does, each with what is wrong with it."""
    return list(page.evaluate(f"() => ({_FOREIGN})(document)"))


def made_of(page: Page) -> frozenset[str]:
    """What a page is made of: every element's name with the names of its attributes."""
    return frozenset(page.evaluate(f"() => ({_MADE})(document)"))


@dataclass(frozen=True)
class Probed:
    """An address as the browser's parser reads its answer, without showing it.

    Attributes:
        address: the address.
        status: of the answer.
        foreign: as :func:`foreign` gives it.
        made: as :func:`made_of` gives it.
        missing: the words that were looked for and that no text of the page has.
    """

    address: str
    status: int
    foreign: Sequence[str]
    made: frozenset[str]
    missing: Sequence[str]


_PROBE = f"""async (asked) => {{
    const unseen = /[\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufffd]/gu;
    const flat = (text) => text.replace(unseen, "").split(/\\s+/u).filter(Boolean).join(" ");
    const found = [];
    for (const [address, words] of asked) {{
        const answer = await fetch(address);
        const read = new DOMParser().parseFromString(await answer.text(), "text/html");
        const text = flat(read.body.textContent);
        const missing = words.filter((one) => !text.includes(flat(one)));
        found.push([answer.status, ({_FOREIGN})(read), ({_MADE})(read), missing]);
    }}
    return found;
}}"""


def probed(page: Page, asked: Mapping[str, Sequence[str]]) -> Sequence[Probed]:
    """Many addresses in little time: what each is made of, and which of its words are missing.

    Args:
        page: an open page of the same server.
        asked: for each address, words that its text must have.
    """
    found = page.evaluate(_PROBE, [[address, list(words)] for address, words in asked.items()])
    return [
        Probed(address, status, wrong, frozenset(made), missing)
        for address, (status, wrong, made, missing) in zip(asked, found, strict=True)
    ]
