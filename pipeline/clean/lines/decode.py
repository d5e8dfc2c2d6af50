"""From chances to decisions: which lines of a page the model drops, and whether it is a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.clean.furniture import is_body
from pipeline.clean.lines.context import filled
from pipeline.clean.lines.marks import words_of
from pipeline.clean.lines.model import LineModel, load_model
from pipeline.clean.lines.smooth import without_gaps, without_islands

Chances = tuple[float, ...]
"""One for each line, 0 for blank ones."""

# Of a line that is kept; found by cross-validation, 0.3 to 0.4 do equally well.
KEEP = 0.35
# Of a line that no article has. Indexes and letterheads of records have some; they have hardly any
# words of the frames of sites, and if they do, these lines alone are lost.
SURELY_NOT = 0.2
MIN_FRAME = 5  # such lines that make a page
MIN_FRAME_SHARE = 0.15  # of all lines
MAX_FRAME_TEXT = 0.5  # of all characters; a page that is all frame has no article to save
MIN_SITE_WORDS = 2  # different words such as "login" in them
MIN_ENTRIES = 20  # or lines like those of menus; those of an index have commas and numbers

_SITE_NAMES = (
    "login subscribe subscription newsletter newsletters tweet facebook twitter instagram "
    "pinterest linkedin whatsapp youtube reddit cookie cookies privacy advertise advertisement "
    "sponsored sitemap rss app apps download menu home search contact careers videos trending "
    "click password faq shop blog podcast podcasts "
    "abonnieren anmelden datenschutz impressum startseite "
    "abonner connexion accueil suscribirse inicio assinar entrar iscriviti"
)
_SITE_WORDS = frozenset(_SITE_NAMES.split())
_MENU_ENTRY = re.compile(r"[^\W\d][^\d,.;:()]{1,28}")


def line_chances(seen: Sequence[str], model: LineModel | None = None) -> Chances:
    """Ask the model how likely each line is part of the article.

    Args:
        seen: Lines of a whole page with their indents and bullets.
        model: The package's own where none is given.
    """
    indices, _ = filled(seen)
    chances = [0.0] * len(seen)
    answers = (model or load_model()).chances(seen).tolist()
    for index, chance in zip(indices, answers, strict=True):
        chances[index] = chance
    return tuple(chances)


def weights(lines: Sequence[str], chances: Chances) -> tuple[float, ...]:
    """Return how much of the article each line is likely to hold; nothing without chances."""
    if not chances:
        return ()
    likely = [chance if chance >= KEEP else 0.0 for chance in chances]
    return tuple(chance * len(line) for chance, line in zip(likely, lines, strict=True))


def text_start(lines: Sequence[str], chances: Chances) -> int:
    """Return the index of the first line that is running text of the article; 0 without any."""
    likely = (at for at, line in enumerate(lines) if chances[at] >= KEEP and is_body(line))
    return next(likely, 0)


def looks_like_page(lines: Sequence[str], chances: Chances) -> bool:
    """Tell a page by lines that no article has, where words of sites' frames stand in them."""
    frame = _frame(lines, chances)
    site_words = {word for at in frame for word in words_of(lines[at])} & _SITE_WORDS
    entries = [lines[at] for at in frame if _MENU_ENTRY.fullmatch(lines[at])]
    return (
        len(frame) >= MIN_FRAME
        and _frame_share(lines, chances) >= MIN_FRAME_SHARE
        and sum(len(lines[at]) for at in frame) <= MAX_FRAME_TEXT * sum(map(len, lines))
        and (len(site_words) >= MIN_SITE_WORDS or len(entries) >= MIN_ENTRIES)
    )


def _frame(lines: Sequence[str], chances: Chances) -> list[int]:
    return [at for at, line in enumerate(lines) if line and chances[at] < SURELY_NOT]


def _frame_share(lines: Sequence[str], chances: Chances) -> float:
    return len(_frame(lines, chances)) / max(1, sum(map(bool, lines)))


def verdicts(lines: Sequence[str], left: Sequence[str], chances: Chances) -> dict[int, str]:
    """Return why the model drops lines, by index; none where it would leave no running text.

    Of what may be prose after all, for hardly any of its lines is furniture, only what is surely
    no text is dropped.

    Args:
        lines: Of the page.
        left: The same, what rules dropped emptied.
        chances: Of the same lines.
    """
    limit = KEEP if _frame_share(lines, chances) >= MIN_FRAME_SHARE else SURELY_NOT
    places = [at for at, line in enumerate(lines) if line]
    kept = [at for at in places if left[at] and chances[at] >= limit]
    if not any(is_body(left[at]) for at in kept):
        return {}
    filled = without_gaps(kept, places, chances, left)
    final = set(without_islands(filled, places, chances, left))
    dropped = (at for at in places if left[at] and at not in final)
    return {at: f"classifier {chances[at]:.2f}" for at in dropped}
