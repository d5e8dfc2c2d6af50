"""From an address that somebody knows to cards that could be: pure, of answers already fetched.

answers = [fetched url, *fetched probes(url)]
answers += fetched further(url, answers)
propose(url, answers)[0].card
"""

from pipeline.sources.discovery.blocks import listing_blocks
from pipeline.sources.discovery.probing import further, probes
from pipeline.sources.discovery.proposing import Proposal, propose

__all__ = ["Proposal", "further", "listing_blocks", "probes", "propose"]
