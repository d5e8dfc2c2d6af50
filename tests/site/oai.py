"""An OAI-PMH 2.0 repository over a shelf: resumption tokens, deleted records, errors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape

from tests.site.replies import Reply, Request, of_type
from tests.site.shelf import Article

PER_PAGE = 20
IDENTIFIER = "oai:meridian.example:{}"
_OAI = "http://www.openarchives.org/OAI/2.0/"
_DC = (
    'xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def answer(request: Request, articles: Sequence[Article], base: str) -> Reply:
    """Answer one request of the protocol."""
    verb = request.query.get("verb", "")
    if verb == "Identify":
        return _reply(base, _identify(base))
    if verb == "ListMetadataFormats":
        return _reply(base, _FORMATS)
    if verb == "ListSets":
        return _reply(base, "<ListSets><set><setSpec>reports</setSpec><setName>Reports</setName>"
                            "</set></ListSets>")  # fmt: skip
    if verb in ("ListRecords", "ListIdentifiers"):
        return _reply(base, _list(request.query, articles, base, verb))
    return _reply(base, _error("badVerb", "no such verb"))


_FORMATS = (
    "<ListMetadataFormats><metadataFormat><metadataPrefix>oai_dc</metadataPrefix><schema>"
    "http://www.openarchives.org/OAI/2.0/oai_dc.xsd</schema><metadataNamespace>"
    "http://www.openarchives.org/OAI/2.0/oai_dc/</metadataNamespace></metadataFormat>"
    "</ListMetadataFormats>"
)


def _identify(base: str) -> str:
    return (
        f"<Identify><repositoryName>Reports of the Meridian Trust</repositoryName><baseURL>{base}"
        "/oai</baseURL><protocolVersion>2.0</protocolVersion><adminEmail>oai@meridian.example"
        "</adminEmail><earliestDatestamp>2015-01-01</earliestDatestamp><deletedRecord>persistent"
        "</deletedRecord><granularity>YYYY-MM-DD</granularity></Identify>"
    )


def _list(query: dict[str, str], articles: Sequence[Article], base: str, verb: str) -> str:
    token = query.get("resumptionToken")
    if token is not None:
        if not token.startswith("page-") or len(query) > 2:
            return _error("badResumptionToken", "the token is unknown or has expired")
        start, since, until = _from_token(token)
    elif query.get("metadataPrefix") != "oai_dc":
        return _error("cannotDisseminateFormat", "only oai_dc is known")
    else:
        start, since, until = 0, query.get("from", ""), query.get("until", "")
    if "T" in since + until:
        return _error("badArgument", "dates have the granularity YYYY-MM-DD")
    found = [one for one in articles if _within(one, since, until)]
    if not found:
        return _error("noRecordsMatch", "nothing matches")
    records = "".join(_record(one, base) for one in found[start : start + PER_PAGE])
    return f"<{verb}>{records}{_token(start, since, until, len(found))}</{verb}>"


def _from_token(token: str) -> tuple[int, str, str]:
    _, start, since, until = token.split("-", 3)
    return int(start), since.replace("_", "-"), until.replace("_", "-")


def _token(start: int, since: str, until: str, n_all: int) -> str:
    if start + PER_PAGE >= n_all:
        return f'<resumptionToken completeListSize="{n_all}" cursor="{start}"/>' if start else ""
    bounds = f"{since.replace('-', '_')}-{until.replace('-', '_')}"
    return (
        f'<resumptionToken completeListSize="{n_all}" cursor="{start}">'
        f"page-{start + PER_PAGE}-{bounds}</resumptionToken>"
    )


def _within(one: Article, since: str, until: str) -> bool:
    day = one.changed.date().isoformat()
    return (not since or day >= since) and (not until or day <= until)


def _record(one: Article, base: str) -> str:
    name = IDENTIFIER.format(one.number)
    status = ' status="deleted"' if one.is_gone else ""
    header = (
        f"<header{status}><identifier>{name}</identifier><datestamp>{one.changed.date()}"
        "</datestamp><setSpec>reports</setSpec></header>"
    )
    if one.is_gone:
        return f"<record>{header}</record>"
    return (
        f"<record>{header}<metadata><oai_dc:dc {_DC}><dc:title>{escape(one.title)}</dc:title>"
        f"<dc:creator>{escape(one.author)}</dc:creator><dc:subject>{one.section}</dc:subject>"
        f"<dc:description>{escape(chr(10).join(one.paragraphs))}</dc:description>"
        f"<dc:date>{one.published}</dc:date><dc:language>en</dc:language><dc:identifier>{base}"
        f"{one.path}</dc:identifier></oai_dc:dc></metadata></record>"
    )


def _error(code: str, message: str) -> str:
    return f'<error code="{code}">{message}</error>'


def _reply(base: str, body: str) -> Reply:
    now = f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H:%M:%SZ}"
    return of_type(
        "text/xml; charset=utf-8",
        f'<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="{_OAI}"><responseDate>{now}'
        f"</responseDate><request>{base}/oai</request>{body}</OAI-PMH>",
    )
