"""What the ids that documents give stand for in the whole corpus.

A function of the set of current documents, the gazetteers and the analysts' log: in whatever order
or in how many parts documents come, the same ids stand for the same entities.
"""

from pipeline.entities.linking.authority import Authority, read_authority
from pipeline.entities.linking.doubts import doubles, weak_links
from pipeline.entities.linking.forms import Form, Shortened, former_form, gathered
from pipeline.entities.linking.linker import Linked, link_forms

__all__ = [
    "Authority", "Form", "Linked", "Shortened", "doubles", "former_form", "gathered", "link_forms",
    "read_authority", "weak_links",
]  # fmt: skip
