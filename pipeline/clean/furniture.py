"""Page furniture in pasted text: what surrounds an article and is no part of it.

Every recogniser asks for a whole line of a known kind, so that prose is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MAX_CONSENT_LINES = 30  # a consent box with all its check boxes
MAX_MENU_LIKE = 2  # lines like "News" or "Home" that any text may have
MAX_CAPTION = 60  # characters of a sponsor's name or logo caption
MIN_BODY = 100  # characters from which a line is text and no heading, caption or menu entry
MAX_TEASER = 600  # characters of one paragraph; related lists and footers have none longer
MIN_ABOVE = 0.5  # of what is likely the article
MAX_TEASER_RUN = 2  # teasers or footer sentences that follow each other


def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})\s*[:!.…]*", re.IGNORECASE)


_CONSENT_START = _whole(
    r"(?:privacy|cookie)s? (?:settings|consent|preferences|notice|policy)|we value your privacy"
    r"|(?:we|this (?:web)?site|our (?:web)?site) (?:and our partners )?uses? cookies\b.*"
    r"|manage (?:cookie )?consent|your privacy(?: choices)?"
)
_CONSENT_END = _whole(
    r"(?:accept|reject|allow|decline|deny)(?: all)?(?: cookies)?|(?:functional|necessary|essential)"
    r"(?: cookies)? only|save(?: (?:preferences|settings))?|i (?:agree|accept)|got it"
    r"|(?:manage|cookie) (?:options|settings|preferences)|view preferences"
)
_SHARE_NAMES = (
    "facebook twitter x reddit pinterest email e-mail mail linkedin whatsapp telegram tumblr "
    "instagram youtube mastodon bluesky threads flipboard pocket weibo wechat print copy link "
    "share tweet messenger viber vk xing"
)
_SHARE_WORDS = frozenset(_SHARE_NAMES.split())
_SHARE_LEAD = _whole(r"share(?: (?:this|on|via|the)(?: (?:article|page|story|post))?)?")
_ADVERTISEMENT = _whole(
    r"advertisements?|sponsored(?: content)?|(?:story|article) continues (?:after|below).{0,40}|"
    r"continue reading below|scroll (?:down )?to continue(?: reading)?"
)
_SPONSOR = _whole(
    r"with the (?:kind |generous |financial )?support of|"
    r"(?:supported|funded|sponsored|presented) by|"
    r"co-?(?:funded|financed|organi[sz]ed) by|in (?:partnership|collaboration) with"
)
_CUT = _whole(
    r"(?:similar|related|recommended|more) "
    r"(?:articles?|content|posts?|stories|news|items|pages|links)"
    r"|you (?:may|might) also (?:like|be interested in|enjoy)|recommended for you"
    r"|(?:read|see) (?:also|next)|more (?:from|on|in) .{1,40}|in case you missed it"
    r"|(?:latest|popular|trending|most (?:read|popular|viewed)) (?:articles?|posts?|stories|news)"
    r"|most (?:read|popular|viewed)|leave a (?:reply|comment)|trending now"
    r"|(?:subscribe|sign up) (?:to|for) (?:our|the) .{0,20}newsletter"
)
_FOOTER = _whole(
    r"about (?:us|this (?:web)?site|the (?:author|publisher))"
    r"|(?:.{0,60}[|·•] ?)?(?:terms (?:of (?:service|use)|(?:and|&) conditions)|privacy policy)"
    r"(?:(?: ?[|·•&,]| and ).{0,120})?"
    r"|.{0,40}\ball rights reserved\b.{0,40}|(?:©|\(c\)|copyright ©?) ?\d{4}.{0,100}"
    r"|follow us(?: on .{1,40})?|back to top"
)
_ABOUT = re.compile(r"ABOUT [A-Z0-9][A-Z0-9 &'\u2019.-]{1,50}")
_MENU = _whole(
    r"home|menu|main menu|about(?: us)?|news(?: (?:&|and) events)?|events?|contacts?(?: us)?|search"
    r"|log ?in|sign (?:in|up)|register|subscribe|donate|faqs?|team|partners|brand guidelines|jobs"
    r"|careers|press|site ?map|skip to (?:main )?content|toggle navigation|our work|get involved"
    r"|resources|publications|shop|gallery|how to partner with us|newsletter|accessibility"
)
_HASHTAGS = re.compile(r"(?:#\w+\s*)+")
_CALL = _whole(
    r"(?:read (?:now|more|full|on)|click here|learn more|find out more|download)\b.{0,40}"
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”\u2019»)\]]*$")


def is_body(line: str) -> bool:
    """Tell a line of running text from a heading, caption or menu entry."""
    return len(line) >= MIN_BODY or (len(line) >= 60 and bool(_SENTENCE_END.search(line)))


def is_share_bar(line: str) -> bool:
    """Tell "Facebook X Reddit Email" and "Share this article"."""
    words = re.split(r"[\s|,/•·]+", line.casefold().strip(" :"))
    named = [word for word in words if word in _SHARE_WORDS]
    all_named = len(named) == len(words) > 1
    return all_named or _SHARE_LEAD.fullmatch(line) is not None


def is_advertisement(line: str) -> bool:
    """Tell "ADVERTISEMENT" and its kin."""
    return _ADVERTISEMENT.fullmatch(line) is not None


def is_menu(line: str) -> bool:
    """Tell an entry of a site's menu, or several of them in one line."""
    entries = [entry for entry in re.split(r"\s*[|•·\u203a»]\s*|\s{3,}", line) if entry]
    return bool(entries) and all(_MENU.fullmatch(entry) for entry in entries)


def is_footer(line: str) -> bool:
    """Tell a line that only the foot of a page has."""
    return _FOOTER.fullmatch(line) is not None or _ABOUT.fullmatch(line) is not None


def is_cut(line: str) -> bool:
    """Tell the heading of a list of other articles."""
    return _CUT.fullmatch(line) is not None


def is_trifle(line: str) -> bool:
    """Tell hashtags and calls such as "Read now"; only where furniture is proven."""
    return _HASHTAGS.fullmatch(line) is not None or _CALL.fullmatch(line) is not None


def consent_box(lines: Sequence[str]) -> range:
    """Return the range of lines of a cookie box: from its first line to its last button."""
    for start, line in enumerate(lines):
        if is_body(line) and not _CONSENT_START.fullmatch(line):
            continue
        if _CONSENT_START.fullmatch(line):
            window = range(start + 1, min(len(lines), start + MAX_CONSENT_LINES))
            ends = [index for index in window if _CONSENT_END.fullmatch(lines[index])]
            return range(start, ends[-1] + 1) if ends else range(0)
    return range(0)


def recognised(lines: Sequence[str]) -> tuple[dict[int, str], int]:
    """Return why lines are furniture, by index, and how much that proves a pasted page.

    A cookie box or a share bar proves it twice, anything else once.
    """
    consent = consent_box(lines)
    shared = [at for at, line in enumerate(lines) if is_share_bar(line)]
    advertised = [at for at, line in enumerate(lines) if is_advertisement(line)]
    menu = [at for at, line in enumerate(lines) if line and is_menu(line)]
    menu = menu if len(menu) > MAX_MENU_LIKE else []
    proofs = 2 * bool(consent) + 2 * bool(shared) + bool(advertised) + bool(menu)
    kinds: list[tuple[str, Iterable[int]]] = [
        ("cookie box", consent),
        ("share bar", shared),
        ("advertisement", advertised),
        ("menu", menu),
    ]
    if any(indices for _, indices in kinds):  # in a treaty or a report such lines may be text
        kinds.append(("sponsor", sponsor_lines(lines)))
    whys: dict[int, str] = {}
    for why, indices in kinds:
        for at in indices:
            whys.setdefault(at, why)
    return whys, proofs


def sponsor_lines(lines: Sequence[str]) -> list[int]:
    """Return the lines of sponsor blocks: "With the support of" and the names that follow."""
    found: list[int] = []
    inside = False
    for index, line in enumerate(lines):
        inside = bool(_SPONSOR.fullmatch(line)) or (inside and (not line or _is_caption(line)))
        if inside:
            found.append(index)
    return found


def _is_caption(line: str) -> bool:
    return len(line) <= MAX_CAPTION and not _SENTENCE_END.search(line)


def cut_line(lines: Sequence[str], weights: Sequence[float] = ()) -> int:
    """Return where related lists and footers begin; len(lines) where nothing follows the text.

    Args:
        lines: Stripped.
        weights: See `is_below`.
    """
    seen_body = False
    for index, line in enumerate(lines):
        is_end = seen_body and (is_cut(line) or is_footer(line))
        if is_end and is_below(index, weights) and only_teasers(lines[index:]):
            return index
        seen_body = seen_body or is_body(line)
    return len(lines)


def is_below(index: int, weights: Sequence[float]) -> bool:
    """Tell whether most of an article stands above a line: teasers may stand above the article.

    Args:
        index: Of the line.
        weights: How much of the article each line is likely to hold; empty: unknown.
    """
    return sum(weights[:index]) >= MIN_ABOVE * sum(weights)


def only_teasers(lines: Sequence[str]) -> bool:
    """Tell whether lines could all belong to related lists and footers.

    There, teasers stand between titles, dates and rubrics; paragraphs that follow each other
    are an article that goes on.
    """
    run = 0
    for line in filter(None, lines):
        run = run + 1 if is_body(line) else 0
        if run > MAX_TEASER_RUN or len(line) > MAX_TEASER:
            return False
    return True
