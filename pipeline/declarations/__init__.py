"""What a workspace declares: sources, as cards in TOML."""

from pipeline.declarations.cards import WEB_KINDS, Kind, Source, load_source, load_sources
from pipeline.declarations.fields import Fields, Key, LabelFields, Selectors
from pipeline.declarations.ways import Expect, Listing, Manners, Oai, Seen, Wordpress

__all__ = [
    "WEB_KINDS",
    "Expect",
    "Fields",
    "Key",
    "Kind",
    "LabelFields",
    "Listing",
    "Manners",
    "Oai",
    "Seen",
    "Selectors",
    "Source",
    "Wordpress",
    "load_source",
    "load_sources",
]
