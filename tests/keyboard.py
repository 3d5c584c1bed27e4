"""Somebody who has a keyboard and nothing else, for tests in a browser. What they cross is looked at and kept.

Every key is counted. At each stop of the Tab key the focus must be seen; on each page that is crossed axe must find
nothing, at the width of a phone and of a desk, and the browser nothing to complain of.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page

from bot.settings import PROJECT

ARTEFACTS = PROJECT / "tests" / "artefacts" / "journeys"
WIDTHS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 900}}
# Nobody should have to press Tab more often to get anywhere.
MOST_STOPS = 20
# The element that has the focus, also inside a component.
FOCUSED = """
    let stop = document.activeElement;
    while (stop?.shadowRoot?.activeElement) stop = stop.shadowRoot.activeElement;
"""
STOP = f"""wanted => {{
    {FOCUSED}
    const words = (stop.labels?.[0]?.innerText || stop.innerText || stop.ariaLabel || stop.name || stop.tagName);
    const told = {{is_there: stop === wanted, words: words.trim().replace(/\\s+/g, ' ').slice(0, 60), fault: ''}};
    if (stop === document.body) return told;
    const style = getComputedStyle(stop);
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) told.fault = 'has no ring';
    const [box] = stop.getClientRects();
    const [top, bottom] = [Math.max(0, box.top), Math.min(innerHeight, box.bottom)];
    const [left, right] = [Math.max(0, box.left), Math.min(innerWidth, box.right)];
    if (top >= bottom || left >= right) told.fault = 'is out of view';
    else {{
        const above = stop.getRootNode().elementFromPoint((left + right) / 2, (top + bottom) / 2);
        if (!above || !(stop.contains(above) || above.contains(stop))) told.fault = 'is covered';
    }}
    return told;
}}"""
HAS_FOCUS = f"wanted => {{ {FOCUSED} return stop === wanted; }}"


@dataclass
class Journey:
    """One journey: the keys that it took, the pages that it crossed, and what stood in the way."""

    title: str
    keys: dict[str, Counter[str]] = field(default_factory=dict)
    typed: Counter[str] = field(default_factory=Counter)
    ways: list[tuple[int, str, str]] = field(default_factory=list)
    crossed: list[tuple[str, dict[str, int]]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """What its files are called by."""
        return re.sub(r"\W+", "-", self.title.lower())

    def keep(self) -> None:
        """Writes down how it was."""
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        lines = [f"{self.title}, by keyboard alone"]
        for who, keys in self.keys.items():
            pressed = ", ".join(f"{key} {count}" for key, count in keys.most_common())
            lines.append(f"The {who}: {keys.total()} keys ({pressed}) and {self.typed[who]} characters of text.")
        longest = sorted(self.ways, reverse=True)[:5]
        lines += [
            "The longest ways, in presses of Tab: "
            + ", ".join(f"{count} to “{words}” on {path}" for count, words, path in longest),
            *self.notes,
            "",
            f"{'axe: rules passed':32s}{'phone':>10s}{'desktop':>10s}{'violations':>12s}",
        ]
        for page, found in self.crossed:
            lines.append(f"{page:32s}{found['phone']:10d}{found['desktop']:10d}{found['violations']:12d}")
        (ARTEFACTS / f"{self.name}.txt").write_text("\n".join([*lines, "", *self.faults]) + "\n")


class Hands:
    """Two hands at the keyboard before one page."""

    def __init__(self, journey: Journey, page: Page, who: str) -> None:
        self.page = page
        self._journey = journey
        self._who = who
        self._keys = journey.keys.setdefault(who, Counter())
        self._is_looking = False
        page.on("console", lambda line: self._complain(line.text) if line.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self._complain(str(error)))

    def press(self, key: str, times: int = 1) -> None:
        """Presses a key, as often as wanted."""
        for _ in range(times):
            self.page.keyboard.press(key)
        self._keys[key] += times

    def write(self, text: str) -> None:
        """Types a text where the focus is."""
        self.page.keyboard.type(text)
        self._journey.typed[self._who] += len(text)

    def go_to(self, wanted: Locator, *, back: bool = False) -> None:
        """Presses Tab until something has the focus; `back`: with Shift."""
        key = "Shift+Tab" if back else "Tab"
        handle = wanted.element_handle()
        for count in range(1, MOST_STOPS + 1):
            self.press(key)
            stop: dict[str, Any] = self.page.evaluate(STOP, handle)
            if stop["fault"]:
                self._journey.faults.append(f"{self.page.url}: the focus on “{stop['words']}” {stop['fault']}")
            if stop["is_there"]:
                self._journey.ways.append((count, stop["words"], urlsplit(self.page.url).path))
                return
        raise AssertionError(f"{MOST_STOPS} times {key} do not lead to {wanted} on {self.page.url}")

    def go_on(self, wanted: Locator, then: Locator, *, key: str = "Enter", back: bool = False) -> None:
        """Goes to a link or a button, presses it, and waits for what comes then."""
        self.go_to(wanted, back=back)
        self.press(key)
        then.wait_for()
        self.page.wait_for_load_state()

    def skip(self) -> None:
        """Past the menu, by the first link of every page."""
        link = self.page.get_by_role("link", name="Skip to the content")
        self.go_to(link)
        self.press("Enter")
        main = self.page.locator("main").element_handle()
        self.page.wait_for_function(HAS_FOCUS, arg=main)

    def fill(self, wanted: Locator, text: str) -> None:
        """Goes to a field and types. Tab selects what stands in a field of one line, so it is typed over."""
        self.go_to(wanted)
        self.write(text)

    def look(self, name: str) -> None:
        """Keeps a picture of the page at each width, and what axe says of it; once for each name."""
        if any(name == known for known, _ in self._journey.crossed):
            return
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        journey, found = self._journey, {"violations": 0}
        self._is_looking = True
        number = len(journey.crossed) + 1
        for width, viewport in WIDTHS.items():
            self.page.set_viewport_size(viewport)  # type: ignore[arg-type]
            self.page.screenshot(path=self._picture(number, name, width), full_page=True)
            told = Axe().run(self.page).response
            found[width] = len(told["passes"])
            found["violations"] += len(told["violations"])
            journey.faults += [
                f"{name}, {width}: {fault['id']} {node['html']}"
                for fault in told["violations"]
                for node in fault["nodes"]
            ]
            wide, window = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            if wide > window:
                journey.faults.append(f"{name}: the page is {wide} wide in a window of {window}")
        self._is_looking = False
        journey.crossed.append((name, found))

    def _picture(self, number: int, name: str, width: str) -> Path:
        return ARTEFACTS / f"{self._journey.name}-{number:02d}-{name}-{width}.png"

    def _complain(self, words: str) -> None:
        # What takes the picture puts a style of its own into the page.
        if not self._is_looking:
            self._journey.faults.append(f"{self.page.url}: the browser complains: {words}")
