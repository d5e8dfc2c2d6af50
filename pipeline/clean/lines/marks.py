"""What can be seen of one line by itself."""

from __future__ import annotations

import re

from pipeline.clean.furniture import is_advertisement, is_cut, is_footer, is_menu, is_share_bar

# Words that hold sentences together, of the languages that most pages are written in.
_STOP_NAMES = (
    "the of and to in a is that for on with as was it by are from at be this have an or not "
    "but his her they which their has he she we were had been its who will would there more "
    "when if than so what about can into do said one you your all out up also after "
    "le la les de des du et en un une est que qui dans pour sur par au aux avec ne pas plus "
    "ce cette il elle sont se son sa ses ont été mais ou "
    "der die das und den von zu mit ist im nicht ein eine einer dem auf für als auch es an "
    "werden aus er hat dass sie nach wird bei sich "
    "el los las del y una por con para su al lo como más pero sus o "
    "di che il per non sono della dei nel alla da si ha i gli "
    "do da dos das os um uma não em ao mais "
    "het van een dat op zijn met voor niet aan "
    "och att som på är av med till inte och jag "
    "w z na że się nie jest do jak "
)
_STOP_WORDS = frozenset(_STOP_NAMES.split())
# Words of the frames that sites put around articles.
_FRAME_NAMES = (
    "login log sign subscribe subscription newsletter newsletters share tweet follow "
    "facebook twitter instagram pinterest linkedin whatsapp youtube reddit email comments "
    "comment reply copyright reserved privacy cookie cookies terms policy advertisement "
    "advertise advertising sponsored related read more latest popular trending home menu "
    "search contact careers sitemap rss app download click register account password "
    "video videos photo photos gallery watch live topics tags categories category archive "
    "previous next loading print save recommended conditions disclaimer feedback "
    "editor editors staff updated published posted ago views likes report flag "
    "abonnieren anmelden datenschutz impressum teilen kommentare mehr weiterlesen "
    "partager abonner connexion mentions légales confidentialité lire aussi "
    "compartir suscribirse aviso leer más comentarios condividi"
)
FRAME_WORDS = frozenset(_FRAME_NAMES.split())
_CONTACT = re.compile(r"https?://|www\.|\S@\S+\.\w|\.com\b|@\w", re.IGNORECASE)
_MONTHS = (
    "jan(?:uary|vier)?|feb(?:ruary)?|mar(?:ch|s)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sep(?:t|tember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DATE = re.compile(
    rf"\b(?:{_MONTHS})\.?\s+\d{{1,4}}\b|\b\d{{1,2}}\s+(?:{_MONTHS})\b|\b\d{{1,4}}[/.-]\d{{1,2}}"
    rf"[/.-]\d{{1,4}}\b|\b\d{{1,2}}:\d\d\b|\b\d+ ?(?:h|m|d|min|mins|hours?|days?|weeks?|months?"
    rf"|years?)\.? ago\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"\W*(?:by|von|par|por|written by|photo|image|credit|source)\b", re.IGNORECASE)
_CREDIT = re.compile(
    r"\b(?:photo|image|picture|getty|reuters|afp|courtesy|credit|file)\b|©", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.!?…。][\"'”\u2019»)\]]*$")
_SENTENCE_BREAK = re.compile(r"[.!?…][\"'”\u2019»)\]]*\s")
_WORD = re.compile(r"[^\W_]+(?:['\u2019-][^\W_]+)*")
_BULLET = re.compile(r"[*•·●▪■◦+o\u2013-]\s+")
_YOU = re.compile(r"\b(?:you|your|we|our|us|vous|votre|sie|ihre)\b", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:said|says|told|according|added|explained|sagte|selon)\b|[“”\"«»„]", re.IGNORECASE
)
_I = re.compile(r"\b(?:I|I'm|I\u2019m|my|lol|thanks|me)\b")

# Headings of what stands beside or below an article; looser than furniture.is_cut, for a model
# weighs it and no line is dropped for it alone.
_RELATED = re.compile(
    r"\b(?:related|recommended|similar|see also|read (?:also|more|next)|also on|more (?:from|on|in"
    r"|stories|news)|you (?:may|might)|latest|popular|trending|most (?:read|viewed|popular)"
    r"|don['\u2019]?t miss|editor['\u2019]?s picks?|up next|previous|next (?:article|post|story)"
    r"|lire aussi|à lire|voir aussi|leia (?:também|mais)|veja (?:também|mais)"
    r"|mais (?:lidas|notícias)"
    r"|también te|te puede|leer más|lo más|noticias relacionadas|das könnte|mehr zum|lesen sie auch"
    r"|ähnliche|weitere|leggi anche|potrebbe|lees ook|meer over|läs (?:även|mer)"
    r"|czytaj (?:też|także)"
    r"|zobacz|читайте|вам также|похожие)\b",
    re.IGNORECASE,
)
_COMMENTS = re.compile(
    r"(?:\W*\d*\W*(?:comments?|repl(?:y|ies)|responses?|thoughts on|kommentare?|comentarios?"
    r"|comentários?|commentaires?|reacties?|leave a|post a|join the|add a comment|discussion)\b)"
    r"|.{0,60}\b(?:says|said|wrote|schrieb|a dit|dice)\s*:\s*$",
    re.IGNORECASE,
)
_ABOUT_AUTHOR = re.compile(
    r"about (?:the )?(?:author|writer|us)\b|.{3,60}\bis an? .{0,60}(?:editor|writer|journalist"
    r"|reporter|author|freelance|contributor|correspondent)\b",
    re.IGNORECASE,
)

_COLUMNS = (
    "characters words word_length stop_share frame_words frame_share ends_sentence sentences "
    "commas colon_end digit_share upper_share title_share all_upper lower_start bullet indent "
    "contact bar date byline credit you said first_person question cut footer menu share ad "
    "blank_before ellipsis brackets number_start related comments about_author"
)
NAMES = tuple(_COLUMNS.split())
"""What `marks` says of a line, in its order."""


def words_of(line: str) -> list[str]:
    """Return the folded words of a line."""
    return [word.casefold() for word in _WORD.findall(line)]


def marks(raw: str, blank_before: int) -> list[float]:
    """Return what NAMES lists of one line that is not blank.

    Args:
        raw: The line as it stands, with its indent and bullet.
        blank_before: Number of blank lines above it.
    """
    indent = len(raw) - len(raw.lstrip())
    line = raw.strip()
    bare = _BULLET.sub("", line, count=1) if _BULLET.match(line) else line
    words = _WORD.findall(bare)
    folded = [word.casefold() for word in words]
    n = max(1, len(words))
    length = max(1, len(bare))
    letters = sum(map(str.isalpha, bare))
    short = len(bare) < 200
    n_frame = sum(word in FRAME_WORDS for word in folded)
    return [
        len(bare),
        len(words),
        sum(map(len, words)) / n,
        sum(word in _STOP_WORDS for word in folded) / n,
        n_frame,
        n_frame / n,
        _SENTENCE_END.search(bare) is not None,
        len(_SENTENCE_BREAK.findall(bare)),
        bare.count(","),
        bare.endswith(":"),
        sum(map(str.isdigit, bare)) / length,
        sum(map(str.isupper, bare)) / max(1, letters),
        sum(word[0].isupper() for word in words) / n,
        bare.isupper(),
        bare[:1].islower(),
        bare is not line,
        min(indent, 40),
        len(_CONTACT.findall(bare)),
        bare.count("|") + bare.count("»") + bare.count("›") + bare.count(">"),
        len(_DATE.findall(bare)),
        short and _BYLINE.match(bare) is not None,
        len(_CREDIT.findall(bare)),
        len(_YOU.findall(bare)) / n,
        len(_SAID.findall(bare)) / n,
        len(_I.findall(bare)) / n,
        bare.count("?"),
        short and is_cut(bare),
        short and is_footer(bare),
        short and is_menu(bare),
        short and is_share_bar(bare),
        short and is_advertisement(bare),
        min(blank_before, 5),
        bare.endswith(("...", "…")),
        bare.count("(") + bare.count("["),
        bare[:1].isdigit(),
        len(bare) < 80 and _RELATED.search(bare) is not None,
        len(bare) < 80 and _COMMENTS.match(bare) is not None,
        _ABOUT_AUTHOR.match(bare) is not None,
    ]
