"""Kind `oai`: records of repositories by OAI-PMH 2.0, in Dublin Core.

Dates of a window are those of the records' last change, as the protocol has it; they are asked for
by whole days, which every repository must know, and held against the window here.
"""

from __future__ import annotations

import datetime as dt
import re
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from pipeline.declarations import Source
from pipeline.records import Answer, Lead, Reading, Window
from pipeline.sources import turning
from pipeline.sources.gathering import Gathering, broken
from pipeline.sources.oai import taking
from pipeline.sources.oai.dublin_core import Record, read_record
from pipeline.sources.safe_xml import Elements, local_name, text_of
from pipeline.sources.web import addresses

_OURS = re.compile(
    r"(?:verb|metadataPrefix|set|from|until|resumptionToken|identifier)=", re.IGNORECASE
)
_LAST = "index-last"
_SECOND = dt.timedelta(seconds=1)
_NEXT_STEPS = {
    "badResumptionToken": "the list went out of date while it was read; the next visit begins anew",
    "cannotDisseminateFormat": "mend 'prefix' under [oai] in the card",
    "noSetHierarchy": "it has no sets; remove 'set' under [oai] in the card",
    "badArgument": "mend 'set' and 'prefix' under [oai] in the card",
}


def starts(source: Source, root: Path, window: Window) -> Reading:
    """Return the first request for the records of every endpoint."""
    del root
    asked = [f"metadataPrefix={quote(source.oai.prefix, safe='')}"]
    if source.oai.set:
        asked.append(f"set={quote(source.oai.set, safe='')}")
    if window.since is not None:
        asked.append(f"from={window.since.astimezone(dt.UTC).date().isoformat()}")
    if window.until is not None:
        asked.append(f"until={(window.until - _SECOND).astimezone(dt.UTC).date().isoformat()}")
    leads = (Lead(request(url, *asked), "index") for url in source.url)
    return Reading(leads=tuple(dict.fromkeys(leads)))


def request(endpoint: str, *asked: str, verb: str = "ListRecords") -> str:
    """Return the address of a request; parameters of the endpoint's own are kept."""
    base, _, query = (addresses.fetchable_url(endpoint) or endpoint).partition("?")
    own = [part for part in query.split("&") if part and not _OURS.match(part)]
    return f"{base}?{'&'.join([*own, f'verb={verb}', *asked])}"


def follow(source: Source, lead: Lead, answer: Answer, window: Window) -> Reading:
    """Return the records of a page of a list, what has been deleted, and the next page."""
    elements = Elements(answer.body, ("record", "error", "resumptiontoken"))
    gathering = Gathering(source, lead, answer.url)
    records, error, token = _read(elements)
    if error[0] or (elements.problem and not records) or elements.root != "oai-pmh":
        return _without_records(source, lead, error, elements)
    for record in records:
        taking.take(source, gathering, record, window)
    gathering.n_stated = len(records)
    problem = elements.problem
    if token and not _turn(lead, gathering, token, records):
        problem = "gives the same records again and again, so that its list has no end"
    if problem:
        detail = f"{lead.url} {problem}; {len(records):,} records were read: tell its publisher"
        gathering.reject(lead.url, "damaged_index", detail)
    return gathering.reading()


def _read(elements: Elements) -> tuple[list[Record], tuple[str, str], str]:
    """Return the records of an answer, its error as code and text, and its resumption token."""
    records: list[Record] = []
    error, token = ("", ""), ""
    for element in elements:
        name = local_name(element)
        if name == "record":
            records.append(read_record(element))
        elif name == "error":
            error = element.get("code", "unknown"), text_of(element)
        else:
            token = text_of(element)
    return records, error, token


def _without_records(
    source: Source, lead: Lead, error: tuple[str, str], elements: Elements
) -> Reading:
    code, said = error
    if code == "noRecordsMatch":
        return Reading()
    if code:
        step = _NEXT_STEPS.get(code, "mend 'url' in the card")
        reason = "bad_resumption_token" if code == "badResumptionToken" else "broken_index"
        return broken(source, lead, f"{lead.url} answers {code} ({said[:200]}): {step}", reason)
    what = elements.problem or "is no answer of OAI-PMH"
    return broken(source, lead, f"{lead.url} {what}; mend 'url' in the card")


def _turn(lead: Lead, gathering: Gathering, token: str, records: list[Record]) -> bool:
    """Go on with a token; tell that the records are those of the page before."""
    names = "\n".join(record.identifier for record in records)
    digest = sha256(names.encode()).hexdigest()[:16] if records else ""
    if digest and dict(lead.hints).get(_LAST) == digest:
        return False
    page = str(turning.page_number(lead) + 1)
    url = request(lead.url, f"resumptionToken={quote(token, safe='')}")
    hints = ((_LAST, digest), (turning.PAGE, page)) if digest else ((turning.PAGE, page),)
    return gathering.index(url, hints)
