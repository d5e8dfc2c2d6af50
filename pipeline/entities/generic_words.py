"""Words of which names are made that bodies of many countries share."""

from __future__ import annotations

FIELDS = (
    "affairs agriculture antiquities art arts broadcasting civil commerce communication "
    "communications cooperation co-operation cultural culture cults defence defense development "
    "economic economics economy education educational energy environment external film finance "
    "fine fisheries folk folklore foreign forestry geological health heritage higher historic "
    "historical history home housing human immigration industry information interior internal "
    "justice labour labor land literature media medicine monuments music natural nature naval "
    "navy performing planning post press propaganda protection radio railways relations religion "
    "religious rights rural science sciences scientific security social sport sports statistics "
    "telecommunications television theatre theater tourism trade transport transportation "
    "treasury urban visual war welfare women writers youth"
)
STANDING = (
    "central chief city combined communist conservative constitutional democratic executive "
    "federal general green high joint labour legislative liberal lower municipal nation national "
    "peoples people popular presidential public republican royal senior socialist state supreme "
    "technical upper workers christian"
)
BODIES = (
    "academy administration agency army archive archives assembly association authority ballet "
    "bank board bureau cabinet centre center chamber choir church club college commission "
    "committee company congress conservatory corporation council court delegation department "
    "directorate division embassy federation force forces foundation fund gallery government "
    "guard house institute institution laboratory league legislature library ministry mission "
    "movement museum office opera orchestra organisation organization parliament party police "
    "prison representatives school secretariat senate service services society staff theatre "
    "theater tribunal trust union university"
)
WORDS = f"{FIELDS} {STANDING} {BODIES}"
GENERIC = frozenset(WORDS.split())
"""Words of which a generic name is made; a single other one makes it a name of its own."""
LINKS = frozenset({"of", "for", "on", "and", "the", "in", "to"})
INTERNATIONAL = frozenset(
    {"security council", "human rights council", "commission on human rights"}
)
"""Bodies of the world that have no country, though their names would fit one."""
SHARED = frozenset({"national commission for unesco", "unesco national commission"})
"""Further names that bodies of many countries have."""
_STATELY = (
    "ministry department parliament senate cabinet embassy legation legislature congress assembly "
    "foreign court party government representatives"
)
STATELY = frozenset(_STATELY.split())
"""Words in names of bodies that belong to a country, wherever in it they are."""
PARTS = frozenset(
    {"scottish", "scotland", "welsh", "wales", "english", "england", "northern ireland", "flemish"}
)
"""Parts of a country with bodies of their own: the Scottish Parliament is not Britain's."""
ALONE = frozenset(
    {"parliament", "senate", "cabinet", "embassy", "legislature", "congress", "legation"}
)
"""Bodies that a country alone makes a name: "the French Senate"."""
