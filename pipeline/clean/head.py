"""What stands above an article in pasted text: breadcrumb, title, date, byline."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.clean.datelines import (
    MAX_BARE_LINES,
    POSTED_CONFIDENCE,
    nearest_dateline,
    posted,
)
from pipeline.clean.furniture import is_body
from pipeline.clean.parts import claim
from pipeline.records import DateClaim

MAX_HEAD_LINES = 15  # non-empty lines in which date, byline and breadcrumb are looked for
MAX_ABOVE = 12  # of them above the text
MIN_MENU = 8  # lines above a text; head, kicker and subtitles alone are fewer
N_BESIDE = 3  # lines before and after a title in which subtitles are looked for
MIN_SUBTITLE_WORDS = 3
MAX_TITLE = 150  # characters; of the titles of the measured corpora 99 % are shorter
MAX_STANDFIRST = 200  # a first sentence that may stand for a missing title

_HERE = re.compile(r"you are here:?\s*", re.IGNORECASE)
_ARROW = re.compile(r"\s+[>»\u203a]\s+")
_SLASH = re.compile(r"\s+/\s+")
_ARROWS = frozenset(">»\u203a")
MAX_CRUMBS = 6
MAX_FIRST_CRUMB, MAX_CRUMB = 60, 200  # characters
_BYLINE = re.compile(
    r"(?:(?:written |words |text |posted |published )?by|von|par|por|di|auteure?|autora?|autorin"
    r"|author)\b:?\s+(?P<names>\S.{1,80})",
    re.IGNORECASE,
)
_PHOTO = re.compile(r"photo(?:s|graphs?)?\b(?: by\b|\W)", re.IGNORECASE)
_BYLINE_DATE = re.compile(
    r"\s*(?:[|,•·\u2013-]|\bon\b)?\s*"
    r"(?P<date>\d{1,2} \w{3,9}\.? \d{4}|\w{3,9}\.? \d{1,2}, \d{4})(?: in .*)?$"
)
_AND = re.compile(r"\s*(?:,|;|&|\band\b)\s*", re.IGNORECASE)
_NAME = re.compile(r"(?:[^\W\d_a-z][\w.'\u2019-]*|d[aeiu]|de la|von|van|bin|al|el|le|la)(?: |$)")
# Headings that name a part of any text, never the text.
_GENERIC = re.compile(
    r"(?:preamble|introduction|abstract|summary|contents|foreword|preface|chapter|part|section"
    r"|article|annex|appendix|page|note|press release|speech|news)\b[\s\divxl.:]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Head:
    """What was read above an article, and which lines it was read from."""

    title: str = ""
    section: str = ""
    dates: tuple[DateClaim, ...] = ()
    """When it was published, and when it was changed if that is stated too."""
    authors: tuple[str, ...] = ()
    subtitles: frozenset[int] = frozenset()
    """Indices of lines beside the title that the text takes up again: they are its own."""
    used: Mapping[int, str] = field(default_factory=dict)
    """What the lines are that are not part of the text, by index."""


def read_head(lines: Sequence[str], *, is_page: bool, start: int = 0) -> Head:
    """Lift section, title, date and authors from the lines around the text's beginning.

    Args:
        lines: Stripped lines of the article, furniture already emptied.
        is_page: Whether furniture proved that this is a pasted page; of plain prose only title
            and date are lifted.
        start: Index of the text's first line, as far as known: menus may stand above the head.
    """
    if not is_page:
        return _prose_head(lines)
    near = _near(lines, start)
    crumbs, section, crumb_title = _breadcrumb(lines, near)
    dated, when = posted(lines, near)
    if when is None:
        dated, when = nearest_dateline(lines, near, start)
    signed, authors, signed_when = _byline(lines, near)
    used = {*crumbs, *dated, *signed}
    body = next((index for index in near if is_body(lines[index])), len(lines))
    above = [index for index in near if index < max(body, start) and index not in used]
    title = crumb_title or _title(lines, above) or _standfirst(lines, near, used)
    same = [index for index in above if lines[index].casefold() == title.casefold()]
    kinds = {"breadcrumb": crumbs, "date": dated, "byline": signed, "title": same}
    lifted = {index: why for why, indices in kinds.items() for index in indices}
    published = when or signed_when
    dates = (published,) if published else ()
    return Head(title, section, dates, authors, _subtitles(lines, above, same), lifted)


def _subtitles(lines: Sequence[str], above: Sequence[int], titles: Sequence[int]) -> frozenset[int]:
    """Return the lines near a title that stand word for word in the text below."""
    text = "\n".join(line for line in lines if is_body(line)).casefold()
    near = {at for title in titles for at in _beside(above, title)} - set(titles)
    long = {
        at for at in near if len(lines[at].split()) >= MIN_SUBTITLE_WORDS and not is_body(lines[at])
    }
    return frozenset(at for at in long if lines[at].casefold() in text)


def _beside(above: Sequence[int], title: int) -> Sequence[int]:
    place = above.index(title)
    return above[max(0, place - N_BESIDE) : place + N_BESIDE + 1]


def _near(lines: Sequence[str], start: int) -> list[int]:
    """Return the indices of lines among which the head is looked for."""
    filled = [index for index, line in enumerate(lines) if line]
    above = [index for index in filled if index < start][-MAX_ABOVE:]
    below = [index for index in filled if index >= start]
    return [*above, *below[: MAX_HEAD_LINES - len(above)]]


def has_dateline(lines: Sequence[str]) -> bool:
    """Tell whether a text begins as only pages do: with a breadcrumb or "Posted on ..."."""
    near = _near(lines, 0)
    _, when = posted(lines, near)
    is_posted = when is not None and when.read_from == "byline"
    return is_posted or bool(_breadcrumb(lines, near)[1])


def _breadcrumb(lines: Sequence[str], near: Sequence[int]) -> tuple[list[int], str, str]:
    for index in near[:8]:
        crumbs = _crumbs(_HERE.sub("", lines[index]))
        if crumbs:
            rubrics = [crumb for crumb in crumbs[:-1] if crumb.casefold() != "home"]
            return [index], rubrics[-1] if rubrics else "", crumbs[-1]
    return [], "", ""


def _crumbs(line: str) -> list[str]:
    """Return the entries of "Home / News / Title"; none where a line is nothing like it."""
    if len(line) > MAX_CRUMBS * (MAX_CRUMB + 3) or line.endswith("."):
        return []
    arrowed, slashed = (separator.split(line) for separator in (_ARROW, _SLASH))
    is_first = 2 <= len(arrowed[0]) <= MAX_FIRST_CRUMB
    if is_first and _are_crumbs(arrowed) and _ARROWS.isdisjoint("".join(arrowed)):
        return arrowed
    return slashed if slashed[0].casefold() == "home" and _are_crumbs(slashed) else []


def _are_crumbs(entries: Sequence[str]) -> bool:
    return 2 <= len(entries) <= MAX_CRUMBS and all(
        2 <= len(entry) <= MAX_CRUMB for entry in entries[1:]
    )


def _byline(
    lines: Sequence[str], near: Sequence[int]
) -> tuple[list[int], tuple[str, ...], DateClaim | None]:
    for index in near[:10]:
        found = _BYLINE.fullmatch(lines[index])
        if found is None:
            continue
        dated = _BYLINE_DATE.search(found["names"])
        names = split_authors(found["names"][: dated.start()] if dated else found["names"])
        if names:
            when = claim(dated["date"], POSTED_CONFIDENCE, "byline") if dated else None
            return [index], names, when
    return [], (), None


def split_authors(stated: str) -> tuple[str, ...]:
    """Return the names in a byline; none where one of them does not look like a name."""
    names = [name.strip(" .|") for name in _AND.split(stated) if name.strip(" .|")]
    if not all(len(name.split()) <= 6 and _NAME.sub("", name) == "" for name in names):
        return ()
    return tuple(name.title() if name.isupper() else name for name in names)


def is_heading(line: str) -> bool:
    """Tell a line that could be a title: short, no sentence, begins with a capital or number."""
    if not 3 <= len(line) <= MAX_TITLE or line.endswith((".", ",", ";", ":")):
        return False
    return not line[0].islower() and any(char.isalpha() for char in line)


def is_generic(line: str) -> bool:
    """Tell headings that any text has, such as "Introduction" or "Chapter 2"."""
    return _GENERIC.fullmatch(line) is not None


def _title(lines: Sequence[str], above: Sequence[int]) -> str:
    """Return the heading that the text or the page's first line takes up again, else the first.

    Below a menu, which fills the lines above, the longest is more likely than the first.
    """
    stated = [lines[index] for index in above]
    headings = [line for line in stated if is_heading(line) and not is_generic(line)]
    below = "\n".join(lines).casefold()
    is_below_menu = len(above) >= MIN_MENU
    again = [
        heading
        for heading in headings
        if len(heading.split()) > 1 and below.count(heading.casefold()) > headings.count(heading)
    ]
    candidates = again or headings
    if is_below_menu:
        return max(candidates, key=lambda heading: len(heading.split()), default="")
    return candidates[0] if candidates else ""


def _standfirst(lines: Sequence[str], near: Sequence[int], used: set[int]) -> str:
    """Return a first line of one sentence where a page has no title; it stays in the text."""
    first = next((lines[index] for index in near if index not in used), "")
    is_sentence = len(re.findall(r"[.!?](?:\s|$)", first)) == 1
    return first.rstrip(".") if is_sentence and len(first) <= MAX_STANDFIRST else ""


def _prose_head(lines: Sequence[str]) -> Head:
    near = [index for index, line in enumerate(lines) if line][:MAX_BARE_LINES]
    body = next((n for n, index in enumerate(near) if is_body(lines[index])), 0)
    dated, when = posted(lines, near[:body])
    first = next((index for index in near if index not in dated), 0)
    title = _prose_title(lines, first, dated)
    used = {**dict.fromkeys(dated, "date"), **({first: "title"} if title else {})}
    return Head(title=title, dates=(when,) if when else (), used=used)


def _prose_title(lines: Sequence[str], first: int, dated: Sequence[int]) -> str:
    """Return the first line of prose where it stands alone as a heading, or above the date."""
    if not lines or first + 1 >= len(lines):
        return ""
    if lines[first + 1] and first + 1 not in dated:
        return ""
    line = lines[first]
    is_credit = _BYLINE.fullmatch(line) or _PHOTO.match(line)
    return line if is_heading(line) and not is_generic(line) and not is_credit else ""
