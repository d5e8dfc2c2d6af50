"""The report of `topics diff`: its words, and its forms as Markdown and HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from pipeline.steps.topics.differing import KINDS

if TYPE_CHECKING:
    from pipeline.steps.topics.differing import Change, Difference
    from pipeline.store.topics import Fit

TITLES = {
    "born": "New: of new passages, or of many topics",
    "split": "Split: new, and came out of a topic",
    "merged": "Merged: took in a topic that is gone",
    "retired": "Gone",
    "continued": "Continued",
}
COLUMNS = ("id", "topic", "#share before", "#share now", "what happened")
STYLE = """\
body { font: 16px/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0;
  border-bottom: 1px solid #ccc; }
.number { text-align: right; white-space: nowrap; }
.look { border-left: .3rem solid #b35900; padding-left: .75rem; }"""

Table = tuple[str, Sequence[str], list[list[str]]]


def head(found: Difference) -> Iterator[str]:
    """Yield the lines above the tables."""
    before = f"fit {found.before.number}" if found.before else "nothing"
    yield f"Topics: from {before} to fit {found.now.number}"
    yield f"fit {found.now.number}: {found.now.reason or 'reason not kept'}; {_size(found.now)}"
    if found.before:
        yield f"fit {found.before.number}: {_size(found.before)}"
    counts = [f"{found.count(kind)} {kind}" for kind in reversed(KINDS) if found.count(kind)]
    yield ", ".join(counts) or "no topic before, none now"


def _size(fit: Fit) -> str:
    if not fit.reason:  # made by an earlier version of the program
        return "its size was not kept"
    return f"{fit.n_topics:,} topics over {fit.n_passages:,} passages"


def tables(found: Difference) -> Iterator[Table]:
    """Yield title, columns ("#": numbers) and rows, one table a kind of change."""
    for kind in KINDS:
        rows = [_row(change) for change in found.changes if change.kind == kind]
        if rows:
            yield f"{TITLES[kind]} ({len(rows)})", COLUMNS, rows


def _row(change: Change) -> list[str]:
    label = change.label
    if change.old_label:
        label += f" (before: {change.old_label})"
    return [
        change.topic_id,
        label,
        _part(change.share_before),
        _part(change.share_now),
        change.told,
    ]


def _part(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f} %"


def looks(found: Difference) -> list[str]:
    """Return one line for each name that needs a look."""
    return sorted({f"{one.topic_id}: {one.look}" for one in found.changes if one.look})


def markdown(found: Difference) -> str:
    """Return the report as Markdown."""
    title, *rest = head(found)
    lines = [f"# {title}", "", *(f"- {_plain(line)}" for line in rest)]
    lines += [f"- **{_plain(line)}**" for line in looks(found)]
    for heading, columns, rows in tables(found):
        names = [column.lstrip("#") for column in columns]
        rules = ["---:" if column.startswith("#") else "---" for column in columns]
        cells = [names, rules, *([_plain(cell) for cell in row] for row in rows)]
        lines += ["", f"## {heading}", "", *(f"| {' | '.join(row)} |" for row in cells)]
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Escape what Markdown would take for markup."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#|" else sign for sign in text)


def html(found: Difference) -> str:
    """Return the report as a page that needs nothing else."""
    title, *rest = head(found)
    parts = [f"<h1>{escape(title)}</h1>", *(f"<p>{escape(line)}</p>" for line in rest)]
    parts += [f'<p class="look">{escape(line)}</p>' for line in looks(found)]
    for heading, columns, rows in tables(found):
        parts.append(f"<h2>{escape(heading)}</h2>")
        parts.append(_html_table(columns, rows))
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}\n</style>\n"
        + "\n".join(parts)
        + "\n</html>"
    )


def _html_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    kinds = [' class="number"' if column.startswith("#") else "" for column in columns]
    heads = zip(kinds, columns, strict=True)
    top = "".join(f'<th scope="col"{kind}>{escape(name.lstrip("#"))}</th>' for kind, name in heads)
    body = "\n".join(
        "<tr>"
        + "".join(f"<td{kind}>{escape(cell)}</td>" for kind, cell in zip(kinds, row, strict=True))
        + "</tr>"
        for row in rows
    )
    return f"<table>\n<thead><tr>{top}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
