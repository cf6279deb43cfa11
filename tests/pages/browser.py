"""A real browser for the tests of the pages: opened from file://, every request and dialog written down."""

import contextlib
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import sync_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass
class Opened:
    """A page and what it did: addresses asked for, dialogs, errors, breaches of its own policy."""

    page: Any
    requests: list = field(default_factory=list)
    dialogs: list = field(default_factory=list)
    errors: list = field(default_factory=list)

    @property
    def breaches(self):
        return self.page.evaluate("window.breaches")

    @property
    def outside(self):
        return [url for url in self.requests if not url.startswith(("file:", "data:"))]


@contextlib.contextmanager
def browser(chromium):
    with sync_playwright() as tool:
        started = tool.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        try:
            yield started
        finally:
            started.close()


@contextlib.contextmanager
def opened(started, path, width=1440, height=900, before="", **options):
    """The page of a file, with `before` run in it first."""
    context = started.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", **options
    )
    try:
        page = context.new_page()
        watched = Opened(page)
        page.on("request", lambda request: watched.requests.append(request.url))
        page.on("pageerror", lambda error: watched.errors.append(str(error)))

        def dismiss(dialog):
            watched.dialogs.append(dialog.message)
            dialog.dismiss()

        page.on("dialog", dismiss)
        page.add_init_script(
            "window.breaches = [];"
            "addEventListener('securitypolicyviolation', (e) => breaches.push(e.violatedDirective + ' ' + e.blockedURI));"
        )
        if before:
            page.add_init_script(before)
        page.goto(path.as_uri())
        yield watched
    finally:
        context.close()


# What axe would call serious, in so far as it can be told without axe: one finding a line.
FAULTS = r"""
() => {
  const found = [];
  const shown = (node) => node.checkVisibility && node.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const named = (node) => (node.getAttribute("aria-label") || node.labels && Array.from(node.labels).map((l) => l.textContent).join("")
    || (node.getAttribute("aria-labelledby") || "").split(" ").map((id) => (document.getElementById(id) || {}).textContent || "").join("")
    || node.textContent.trim() || Array.from(node.querySelectorAll("img")).map((i) => i.alt).join("") || node.title || "").trim();
  if (!document.documentElement.lang) found.push("no language");
  if (!document.title.trim()) found.push("no title");
  if (document.querySelectorAll("main").length !== 1) found.push("not one main");
  if (document.querySelectorAll("h1").length !== 1) found.push("not one h1");
  let level = 0;
  for (const heading of document.querySelectorAll("h1,h2,h3,h4")) {
    if (!shown(heading)) continue;
    const own = Number(heading.tagName[1]);
    if (level && own > level + 1) found.push("heading jumps to " + heading.textContent.trim().slice(0, 40));
    level = own;
  }
  const ids = new Set();
  for (const node of document.querySelectorAll("[id]")) { if (ids.has(node.id)) found.push("double id " + node.id); ids.add(node.id); }
  for (const image of document.querySelectorAll("img")) if (!image.hasAttribute("alt")) found.push("no alt " + image.src);
  for (const node of document.querySelectorAll("button,a[href],input,select,textarea,summary,[role=region],[tabindex='0']")) {
    if (shown(node) && !named(node)) found.push("no name " + node.outerHTML.slice(0, 80));
  }
  for (const node of document.querySelectorAll("[aria-labelledby]")) {
    for (const id of node.getAttribute("aria-labelledby").split(" ")) if (!document.getElementById(id)) found.push("label lost " + id);
  }
  const numbers = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const ground = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      const c = numbers(colour);
      if (colour.startsWith("rgb") && c.length && (c.length === 3 || c[3] === 1)) return c;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement;
    if (!walker.currentNode.textContent.trim() || seen.has(node) || !shown(node) || node.closest("script,style,noscript,title")) continue;
    seen.add(node);
    const style = getComputedStyle(node);
    const [a, b] = [light(numbers(style.color)), light(ground(node))].sort((x, y) => y - x);
    const large = parseFloat(style.fontSize) >= 24 || parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700;
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < (large ? 3 : 4.5)) found.push("contrast " + ratio.toFixed(2) + " " + node.textContent.trim().slice(0, 40));
  }
  const wide = document.documentElement.scrollWidth - innerWidth;
  if (wide > 0) found.push("wider than the screen by " + wide);
  return found;
}
"""
