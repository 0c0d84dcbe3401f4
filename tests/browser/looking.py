"""Looking at a page as it stands in the browser."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import ConsoleMessage, Page, Response

from tests.browser.stops import Stop

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]  # the rules that light and dark can break apart

VISIBLE = """
const visible = (el) => {
  const box = el.getBoundingClientRect();
  return el.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && box.width > 1 && box.height > 1
    && box.right > 0;
};
const named = (el) => {
  const words = (el.getAttribute('aria-label') || el.textContent || el.name || '').trim().replace(/\\s+/g, ' ');
  return `<${el.tagName.toLowerCase()} ${el.className?.baseVal ?? el.className}> ${words.slice(0, 40)}`;
};
"""
# What reaches past the right edge, unless it lies in something made to be scrolled.
WIDE = f"""() => {{ {VISIBLE}
  const edge = document.documentElement.clientWidth;
  const scrolls = (el) => {{
    for (let at = el.parentElement; at && at !== document.body; at = at.parentElement)
      if (['auto', 'scroll'].includes(getComputedStyle(at).overflowX)) return true;
    return false;
  }};
  const found = [...document.body.querySelectorAll('*')]
    .filter((el) => visible(el) && el.getBoundingClientRect().right > edge + 1 && !scrolls(el) && !el.closest('svg svg, svg *'))
    .map((el) => `${{named(el)}} reaches ${{Math.round(el.getBoundingClientRect().right)}} of ${{edge}}`);
  const page = document.documentElement.scrollWidth;
  return page > edge ? [`the page is ${{page}} wide`, ...found] : found;
}}"""  # noqa: E501
# What is pressed and smaller than it must be. A link within a sentence is exempt; a checkbox is as large as its label.
SMALL = f"""(least) => {{ {VISIBLE}
  const inText = (el) => getComputedStyle(el).display === 'inline' && [...el.parentElement.childNodes]
    .some((node) => node !== el && node.nodeType === Node.TEXT_NODE && node.textContent.trim());
  const small = [];
  for (const el of document.querySelectorAll('a[href], button, summary, select, textarea, input:not([type=hidden])')) {{
    if (el.getAttribute('aria-hidden') === 'true') continue;
    const box = (['radio', 'checkbox'].includes(el.type) && el.closest('label') || el);
    if (!visible(box) || (el.tagName === 'A' && inText(el))) continue;
    const {{ width, height }} = box.getBoundingClientRect();
    if (width < least - 0.5 || height < least - 0.5) small.push(`${{named(el)}} is ${{width.toFixed(1)}} × ${{height.toFixed(1)}}`);
  }}
  return small;
}}"""  # noqa: E501
# Words that are cut off without an ellipsis: taller or wider than a box that hides what does not fit.
CUT = f"""() => {{ {VISIBLE}
  return [...document.body.querySelectorAll('a, button, p, h1, h2, h3, label, li, span, b, th, td')].filter((el) => {{
    const style = getComputedStyle(el);
    return visible(el) && style.textOverflow !== 'ellipsis'
      && [style.overflowX, style.overflowY].some((way) => ['hidden', 'clip'].includes(way))
      && (el.scrollWidth > el.clientWidth + 1 || el.scrollHeight > el.clientHeight + 1);
  }}).map(named);
}}"""
UNLABELLED = f"""() => {{ {VISIBLE}
  return [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
    .filter((el) => !el.labels?.length && !el.getAttribute('aria-label') && !el.getAttribute('aria-labelledby'))
    .map((el) => el.outerHTML.slice(0, 120));
}}"""
UNPROTECTED = """() => [...document.querySelectorAll('form')]
  .filter((form) => form.method === 'post' && !form.querySelector('input[name=csrf_token]')?.value)
  .map((form) => form.outerHTML.slice(0, 120))"""


@dataclass
class Opened:
    """A page that has been gone to: what came with it and what the browser said about it."""

    stop: Stop
    page: Page
    size: dict[str, int]
    home: str
    said: list[ConsoleMessage] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)

    def go(self, path: str) -> None:
        self.page.on("console", lambda said: self.said.append(said))
        self.page.on("pageerror", lambda error: self.failed.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("response", lambda answer: self.answers.append(answer))
        self.page.goto(path)
        if self.stop.act is not None:
            with self.page.expect_navigation():
                self.stop.act(self.page)
        self.page.wait_for_load_state()

    @property
    def document(self) -> Response:
        """The last answer that is a whole page."""
        whole = [
            answer for answer in self.answers
            if answer.request.is_navigation_request() and answer.frame == self.page.main_frame
        ]
        return [answer for answer in whole if not 300 <= answer.status < 400][-1]

    def at(self, size: dict[str, int], dark: bool = False) -> Page:
        """The page at a size, with everything unfolded."""
        self.page.emulate_media(color_scheme="dark" if dark else "light")
        self.page.set_viewport_size(size)  # type: ignore[arg-type]
        self.page.evaluate("() => document.querySelectorAll('details').forEach((one) => (one.open = true))")
        return self.page

    def complaints(self) -> list[str]:
        """What went wrong in the browser, but for the status the page is meant to have."""
        expected = self.stop.status >= 400
        said = [one for one in self.said if one.type in ("error", "warning")]
        kept = [one.text for one in said if not (expected and one.text.startswith("Failed to load resource"))]
        return self.failed + kept


def violations(page: Page, **only: Any) -> list[str]:
    """What axe finds: rule, help and the first places."""
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(AXE.read_text())
    found = page.evaluate("(options) => axe.run(document, options)", {"runOnly": only, "resultTypes": ["violations"]})
    return [f"{one['id']}: {one['help']}: {_where(one['nodes'])}" for one in found["violations"]]


def _where(nodes: list[dict[str, Any]]) -> str:
    return "; ".join(f"{node['html'][:160]} ({node['failureSummary'][-200:]})" for node in nodes[:4])


def weight(answer: Response) -> int:
    """Bytes as a server that compresses would send them; fonts are compressed already."""
    body = answer.body()
    return len(body) if answer.url.partition("?")[0].endswith(".woff2") else len(gzip.compress(body, 6))
