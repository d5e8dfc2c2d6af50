"""Words without their endings, so that "musées" is "musée" and "Kulturbeziehungen" a plural."""

from __future__ import annotations

LEAST_STEM = 3
"""Letters that must be left: "los" stays "los"."""

# By language, in the order in which they are tried. Plurals and cases only, no word formation:
# "culture" and "cultural" stay different words. Spanish "-e" goes because "artes" may be "art" or
# "arte"; German "-um" because of "Museen".
ENDINGS = {
    "de": ("ern", "ens", "en", "er", "es", "em", "um", "e", "n", "s"),
    "en": ("s",),
    "es": ("es", "e", "s"),
    "fr": ("s", "x"),
}
USUAL = ("s",)
"""Of languages that are not listed."""
REPLACED = {"en": (("ies", "y"),), "es": (("ces", "z"),), "fr": (("aux", "al"),)}
"""Endings that are another in the singular: "nationaux", "national"."""


def stem(word: str, language: str) -> str:
    """Return a word without its ending.

    Args:
        word: Lower case, without accents.
        language: ISO 639-1.
    """
    for ending, singular in REPLACED.get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            return word.removesuffix(ending) + singular
    for ending in ENDINGS.get(language, USUAL):
        if word.endswith(ending) and len(word) - len(ending) >= LEAST_STEM:
            return word.removesuffix(ending)
    return word
