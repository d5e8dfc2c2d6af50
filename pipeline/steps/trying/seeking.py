"""Look around an address for what could be a source, and try the best of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from pipeline.declarations import Source
from pipeline.errors import UsageError
from pipeline.records import Answer, Failure
from pipeline.settings import Workspace
from pipeline.sources import discovery
from pipeline.sources.discovery import Proposal
from pipeline.sources.web.addresses import host_of
from pipeline.steps.trying.asking import Asker, Say, asking
from pipeline.steps.trying.checking import try_one
from pipeline.steps.trying.judging import judge
from pipeline.steps.trying.trial import Trial

MOST_TRIED = 3
"""Proposals that are tried before the best of them is taken."""
N_ITEMS = 4
"""Items of each that are tried."""
MOST_ALSO = 4
"""Other proposals that are told of."""
PROBE_DELAY_S = 1.0
"""Between two questions while looking around; robots.txt may ask for more."""
PROBE_TIMEOUT_S = 30.0
HOPELESS = ("no_host", "private_address", "bad_address", "certificate", "broken")
"""Failures of the address itself after which its neighbours are not asked."""


@dataclass(frozen=True, slots=True)
class Sought:
    """The best that was found, and what else there is."""

    trial: Trial
    proposal: Proposal
    others: tuple[Proposal, ...]


async def seek(workspace: Workspace, address: str, id_: str, kind: str, say: Say) -> Sought:
    """Find what an address offers and try the likeliest until one has nothing wrong.

    Args:
        workspace: Whose settings say who asks.
        address: Canonical.
        id_: For the card.
        kind: Wanted; empty: any.
        say: Told what is being done.

    Raises:
        UsageError: The address cannot be read, or nothing was found there.
    """
    async with asking(workspace, say) as asker:
        say(f"looking for feeds, sitemaps and APIs around {address}")
        answers = await _look_around(address, asker)
        every = discovery.propose(address, answers)
        proposals = [one for one in every if kind in ("", one.card["kind"])]
        if not proposals:
            raise UsageError(_nothing(address, answers, kind))
        tried: list[Trial] = []
        for proposal in proposals[:MOST_TRIED]:
            say(f"trying {described(proposal)}: {proposal.why}")
            source = _source(id_, proposal, address)
            tried.append(await try_one(workspace, source, N_ITEMS, asker))
            if not n_wrong(tried[-1]):
                break
    best = min(range(len(tried)), key=lambda at: (n_wrong(tried[at]), at))
    if isinstance(answers[0], Failure) and not tried[best].n_listed:
        raise UsageError(_nothing(address, answers, kind))
    others = [one for at, one in enumerate(proposals) if at != best]
    return Sought(tried[best], proposals[best], tuple(others[:MOST_ALSO]))


def n_wrong(trial: Trial) -> int:
    """Return how many things are wrong with what was tried."""
    return sum(remark.level == "wrong" for remark in judge(trial))


def described(proposal: Proposal) -> str:
    """Return kind and address of a proposal."""
    url = proposal.card.get("url", "")
    shown = ", ".join(map(str, url)) if isinstance(url, (list, tuple)) else url
    return f"{proposal.card['kind']} {shown}"


async def _look_around(address: str, asker: Asker) -> list[Answer | Failure]:
    """Ask for the page and for where feeds, sitemaps and APIs usually are."""
    place = _place(address)
    answers = [await asker.ask(address, place)]
    first = answers[0]
    if isinstance(first, Failure) and first.reason in HOPELESS:
        return answers
    asked = {address}
    for round_ in (discovery.probes, lambda url: discovery.further(url, answers)):
        for url in round_(address):
            if url not in asked:
                asked.add(url)
                answers.append(await asker.ask(url, place))
    return answers


def _place(address: str) -> Source:
    """Return how an address is asked for before there is a card for it."""
    place = Source(id="place", name="place", kind="urls", url=(address,))
    pace = {"delay_s": PROBE_DELAY_S, "timeout_s": PROBE_TIMEOUT_S}
    return place.model_copy(update={"manners": place.manners.model_copy(update=pace)})


def _nothing(address: str, answers: Sequence[Answer | Failure], kind: str) -> str:
    """Return why there is nothing to propose, and what to do."""
    first = answers[0]
    if isinstance(first, Failure):
        return first.detail if address in first.detail else f"{address}: {first.detail}"
    what = (
        f"nothing of kind {kind}" if kind else "no feed, sitemap, WordPress, OAI or list of links"
    )
    return (
        f"{address}: {what} was found there (lists that scripts build are not seen); give the page "
        "that lists the articles, or write a card of kind 'listing' or 'urls' by hand, see "
        "pipeline/sources/README.md"
    )


def _source(id_: str, proposal: Proposal, address: str) -> Source:
    """Return a proposal as a card.

    Raises:
        UsageError: A selector or address found there fits on no card.
    """
    name = proposal.name or host_of(address).partition("://")[2]
    try:
        return Source.model_validate({"id": id_, "name": name} | dict(proposal.card))
    except ValidationError as error:
        problem = error.errors()[0]
        where = ".".join(map(str, problem["loc"]))
        raise UsageError(
            f"{address}: no card can be made of it ({where}: {problem['msg']})"
        ) from error
