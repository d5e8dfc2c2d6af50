"""Build the sample corpus from its articles: `python corpus/sample/build.py [--check]`.

The articles in corpus/sample/articles are the only input; the same articles give the same bytes.
Everything under OUTPUTS belongs to this script: what it did not make there is removed. With
`--check` nothing is written, and the exit code is 1 if what is there differs from a rebuild.
Needs the development requirements (jinja2, fpdf2).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from forms.articles import read_articles
from forms.broken import broken_items
from forms.notes import notes
from forms.pasted import pasted_texts
from forms.plan import deal
from forms.records import records_csv, records_jsonl
from forms.reports import reports
from forms.web import SITES, web_pages

HERE = Path(__file__).resolve().parent
OUTPUTS = (
    "web_chronicle",
    "web_almanac",
    "pasted",
    "notes",
    "reports",
    "broken",
    "records.csv",
    "records_extra.jsonl",
)


def build() -> dict[str, bytes]:
    """Return every file of the sample: bytes by path relative to corpus/sample."""
    everything = read_articles(HERE / "articles")
    dealt = deal(everything)
    files: dict[str, bytes] = {}
    for site in SITES:
        files |= web_pages(site, dealt[site.name], everything)
    files |= pasted_texts(dealt["pasted"], everything)
    files |= notes(dealt["notes"], everything)
    files |= records_csv(dealt["records"])
    files |= records_jsonl(dealt["extra"])
    files |= reports(dealt["report"])
    files |= broken_items(files["reports/report-1.pdf"])
    return files


def present() -> dict[str, bytes]:
    """Return every file that lies under OUTPUTS now."""
    roots = [HERE / name for name in OUTPUTS]
    paths = [path for root in roots for path in (root, *root.rglob("*")) if path.is_file()]
    return {path.relative_to(HERE).as_posix(): path.read_bytes() for path in paths}


def differences(built: dict[str, bytes], there: dict[str, bytes]) -> list[str]:
    """Return the paths that are missing, superfluous or of other content."""
    paths = built.keys() | there.keys()
    return sorted(path for path in paths if built.get(path) != there.get(path))


def write(built: dict[str, bytes], changed: list[str]) -> None:
    """Bring the changed paths to what was built."""
    for name in changed:
        path = HERE / name
        if name in built:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(built[name])
        else:
            path.unlink()


def main() -> int:
    """Run the command; return its exit code."""
    parser = argparse.ArgumentParser(description="Build the sample corpus from its articles.")
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if files differ")
    is_check = parser.parse_args().check
    built = build()
    changed = differences(built, present())
    if not is_check:
        write(built, changed)
    verb = "differ" if is_check else "written"
    sys.stdout.write("".join(f"{verb}: {path}\n" for path in changed))
    sys.stdout.write(f"{len(built)} files, {len(changed)} {verb}\n")
    return 1 if is_check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
