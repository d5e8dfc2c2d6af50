"""Short lists of what is and is not a word of English, where the models' vocabularies mislead."""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


LETTERS = _set("a i")
PAIRS = _set(
    "ad ah al am an as at au be by da de di do dr du eh el en et ex go ha he hi ho id if ii il in "
    "is it iv ix kg km cm la le lo ma me mm mr my no of oh ok on or os ox pa pm pp re so st th to "
    "tv uk un up us vi vs we xi ye"
)
"""Words and usual abbreviations of two letters."""

FRAGMENTS = _set(
    "com con dis ing inter ion ment non pre pro sub trans anti semi multi les ant ent ers ver"
)
"""Beginnings and ends of words that are listed as words, or as names, but hardly stand alone."""

FURTHER = _set(
    "ad ads alia app apps bona cetera cyber fait hoc ibid login offline quo se tel vivendi vis "
    "webinar webinars hashtag hashtags dataset datasets online website websites "
    "whereof thereof hereof wherein therein herein whereby thereby hereby whereto thereto hereto "
    "whereupon thereupon hereupon whereon thereon whereas wherefrom therefrom hereafter thereafter "
    "hereinafter hereinbefore heretofore thereunder hereunder insofar inasmuch albeit forthwith"
)
"""What English has borrowed, and newer words than the models'."""

ACRONYMS = _set("un us uk eu usa uae")
"""Of two or three letters, which OCR sets apart: other capitals in a row are initials."""

BEGINNINGS = tuple(
    sorted(
        _set(
            "anti co counter de dis ethno inter intra macro mega micro mid mini mis multi neo non "
            "over pan poly post pre pro pseudo re semi socio sub super supra trans ultra un under"
        )
    )
)
"""Prefixes that make a new word of any other."""

KEPT_HYPHEN = _set("self well ill half cross long short high low full part ex").union(BEGINNINGS)
"""First halves of words that are written with a hyphen."""
SUSPENDING = _set("and or to but nor as")
"""What may follow a hyphen that stands for a word's rest: "short- and long-term"."""

GLUE = _set(
    "of the and with from that was this are which one either they now not but who when where what "
    "his her their these those have were has such"
)
"""Words that others run into where a space or a dash was lost; hardly any compound has them."""
LITTLE = GLUE | _set("in to by for at on is as an or")

# Pairs of an ending and what stands in its place in the base form.
_ENDINGS = (
    "s: es: ies:y ed: ed:e ing: ing:e ly: ily:y ness: ness:e iness:y er: er:e ers: ers:e ied:y "
    "less: ship: able: able:e ability:able ability:e isation:ize ization:ize ise:ize ised:ize "
    "ising:ize ises:ize our:or ours:or oured:or ouring:or oural:oral ourable:orable ally:al "
    "ist:ism ists:ism al: ism: ism:ist ic: est: est:e iest:y ment: men:man"
)
ENDINGS = tuple((pair.partition(":")[0], pair.partition(":")[2]) for pair in _ENDINGS.split())
