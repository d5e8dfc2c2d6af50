"""Bad input through the real command line: one run over all of it, one reason for each."""

import gzip
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import zlib
from contextlib import redirect_stderr, redirect_stdout
from hashlib import sha256
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.cli.failures import one_line
from pipeline.settings import open_workspace
from pipeline.steps import run_stages
from pipeline.steps.cleaning import KEPT
from pipeline.steps.looking import rejected_rows

REPOSITORY = Path(__file__).resolve().parents[2]
PROSE = (
    "The museum of Accra in Ghana shows photographs from Togo and Benin, and its guides tell "
    "schools every week how the pictures were made and who is in them. "
) * 4
FRENCH = "Le théâtre français a été reçu à Genève, où l'élite étrangère était présente. " * 5
TOO_DEEP = 100_000
BILLION = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
PAGE = f"<html><head><title>A page</title></head><body><article><p>{PROSE}</p></article>"
LIMIT_MB = 1024
BROKEN_CARDS = (
    "no_toml.toml",
    "unknown_key.toml",
    "source missing",
    "source climbing",
    "source absolute",
)
START = "from pipeline.cli import main; main()"
TIMEOUT_S = 400


def record(id_, **more):
    return json.dumps({"id": id_, "title": f"Record {id_}", "text": f"{id_}: {PROSE}"} | more)


def encrypted_pdf():
    from fpdf import FPDF

    pdf = FPDF()
    pdf.set_encryption(owner_password="owner", user_password="secret")
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.multi_cell(0, text=PROSE)
    return bytes(pdf.output())


def plain_pdf():
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", size=12)
    pdf.multi_cell(0, text=PROSE * 3)
    return bytes(pdf.output())


def fill_files(folder):
    def write(name, body):
        (folder / name).write_bytes(body if isinstance(body, bytes) else body.encode())

    write("empty.html", "")
    write("binary.html", bytes(range(256)) * 40)
    write("huge.html", b"<p>too much</p>" * 3_400_000)
    write("wide.html", PAGE + '<a href="/elsewhere"></a><span></span>' * 500_000)
    write("latin.html", f'<meta charset="utf-8"><article><p>{FRENCH}</p>'.encode("latin-1"))
    write("locked.pdf", encrypted_pdf())
    write("cut.pdf", plain_pdf()[:700])
    write("garbage.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 20)
    write("deep.html", "<div>" * TOO_DEEP + f"<p>{PROSE}</p>" + "</div>" * TOO_DEEP)
    write("bomb.html", f'<!DOCTYPE html [<!ENTITY l0 "x">{BILLION}]>{PAGE}<p>&l9;</p>')
    write("zero.md", f'---\ntitle: "N\\0ul"\nauthors: ["A\\0b"]\n---\n{PROSE}')
    write("line\nbreak \"quote\" 'ünï' 😀.txt", PROSE)
    write("steer\x1b[31m.txt", "")
    (folder / os.fsdecode(b"bytes\xff.txt")).write_bytes(PROSE.encode())
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "round").symlink_to(".")
    (folder / "nowhere.txt").symlink_to("nothing")
    (folder / "out.txt").symlink_to("/etc/hostname")
    os.mkfifo(folder / "pipe.txt")


def fill_records(folder):
    odd = [
        record("whole"),
        '{"id": "broken", "text": ',
        record("zero", title="N\x00ul", text=f"x\x00y {PROSE}", authors=["A\x00b"]),
        record("half\ud800", title="half\udfff", text=f"\ud800 {PROSE}"),
        record("n\x00l", keywords=["a\x00"]),
        record("address", url="http://x.example/\r\nWARC-Type: no"),
        "[" * TOO_DEEP,
        '{"a":' * 900 + "1" + "}" * 900,
        record("digits")[:-1] + ', "n": ' + "9" * 5000 + "}",
        "[1, 2]",
        record("last"),
    ]
    (folder / "odd.jsonl").write_text("\n".join(odd))
    packed = gzip.compress(
        "\n".join(record(n, rest=sha256(bytes([n])).hexdigest()) for n in range(9)).encode()
    )
    (folder / "cut.jsonl.gz").write_bytes(packed[: len(packed) // 2])
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(10_000_000)
    body = b"".join(bomb.compress(zeros) for _ in range(30)) + bomb.flush()
    (folder / "bomb.jsonl.gz").write_bytes(body)
    rows = f'id,title,text\n1,one,"{PROSE}"\n2,two,"{PROSE} "so" they say"\n3,three,"{PROSE}"\n'
    (folder / "quotes.csv").write_text(rows)


CARDS = {
    "again": 'kind = "folder"\npath = "corpus/tiny"\n',
    "bag": 'kind = "folder"\npath = "corpus/bag"\n',
    "beside": 'kind = "folder"\npath = "../beside"\n',
    "climbing": 'kind = "folder"\npath = "corpus/tiny"\ninclude = ["../bag/*.txt"]\n',
    "absolute": 'kind = "folder"\npath = "corpus/tiny"\ninclude = ["/etc/*"]\n',
    "missing": 'kind = "folder"\npath = "corpus/nothing"\n',
    "odd": 'kind = "records"\npath = "corpus/rows/odd.jsonl"\n',
    "cut": 'kind = "records"\npath = "corpus/rows/cut.jsonl.gz"\n',
    "bomb": 'kind = "records"\npath = "corpus/rows/bomb.jsonl.gz"\n',
    "quotes": 'kind = "records"\npath = "corpus/rows/quotes.csv"\n',
    "unknown_key": 'kind = "folder"\npath = "corpus/bag"\ncolour = 1\n',
    "no_toml": "kind = = 1\n",
}


def culturescope(root, *words, **more):
    return subprocess.run(
        [sys.executable, "-c", START, "--root", str(root), *words],
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        **more,
    )


def here(root, *words):
    """Make the same call in this process, which has loaded its libraries already.

    The peak of memory and the streams of a real process are proved by calls of their own.
    """
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["culturescope", "--root", str(root), *words])
        with pytest.raises(SystemExit) as end:
            main()
    return subprocess.CompletedProcess(words, end.value.code, out.getvalue(), err.getvalue())


def peak_of(root, *words):
    """Return the most memory, in MB, that a call took at a time.

    Its own VmHWM: the ru_maxrss of a child starts from what its parent held, here all of pytest.
    """
    told = root.parent / "status.txt"
    keep = (
        "import atexit, pathlib; status = pathlib.Path('/proc/self/status');"
        f"atexit.register(lambda: pathlib.Path({str(told)!r}).write_text(status.read_text()));"
    )
    command = [sys.executable, "-c", keep + START, "--root", str(root), *words]
    subprocess.run(command, capture_output=True, check=False, timeout=TIMEOUT_S)
    (line,) = [line for line in told.read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


@pytest.fixture(scope="module")
def bad(tmp_path_factory, encoder_dir, add_source):
    """A workspace full of bad input after a run: what it said, and its peak of memory."""
    root = tmp_path_factory.mktemp("bad") / "root"
    built = shutil.ignore_patterns("minilm", "topics", "tagger")
    shutil.copytree(REPOSITORY / "models", root / "models", ignore=built)
    shutil.copytree(encoder_dir, root / "models" / "minilm")
    (root / "corpus" / "sources").mkdir(parents=True)
    add_source(root, "tiny", {"good.txt": f"A good text\n\n3 May 2020\n\n{PROSE}"})
    for name in ("bag", "rows"):
        (root / "corpus" / name).mkdir()
    (root.parent / "beside").mkdir()
    (root.parent / "beside" / "text.txt").write_text(PROSE + "It lies beside the workspace.")
    fill_files(root / "corpus" / "bag")
    fill_records(root / "corpus" / "rows")
    for name, card in CARDS.items():
        (root / "corpus" / "sources" / f"{name}.toml").write_text(f'name = "{name}"\n{card}')
    (root / "culturescope.toml").write_text("workers = 1\n")
    assert here(root, "ingest").returncode == 7
    megabytes = peak_of(root, "clean")
    return root, here(root, "run", "--direct"), megabytes


@pytest.fixture(scope="module")
def reasons(bad):
    rows = rejected_rows(open_workspace(bad[0], {}), {})
    return {row["locator"]: row for row in rows}


def documents(root):
    with sqlite3.connect(root / "corpus/store/culturescope.sqlite") as connection:
        query = (
            "SELECT locator, title, text, authors FROM documents JOIN captures "
            "USING (document_id, revision) WHERE documents.is_current"
        )
        return {row[0]: row[1:] for row in connection.execute(query)}


def test_the_run_goes_to_its_end_and_points_at_the_broken_cards(bad):
    _, done, _ = bad
    assert "Traceback" not in done.stderr
    assert done.returncode == 7, done.stderr
    findings = [line for line in done.stderr.splitlines() if line.startswith("finding: ")]
    about = {name: sum(name in line for line in findings) for name in BROKEN_CARDS}
    assert about == dict.fromkeys(BROKEN_CARDS, 1)
    assert any("unknown_key.toml" in line and "'colour'" in line for line in findings)
    assert len(findings) == len(BROKEN_CARDS)
    assert "publish" in done.stdout


def test_pages_of_20_mb_are_cleaned_within_1_gb(bad):
    assert bad[2] < LIMIT_MB


@pytest.mark.parametrize(
    ("locator", "reason"),
    {
        "bag:empty.html": "empty",
        "bag:binary.html": "not_text",
        "bag:huge.html": "too_large",
        "bag:locked.pdf": "encrypted_pdf",
        "bag:cut.pdf": "broken_pdf",
        "bag:garbage.pdf": "broken_pdf",
        "bag:steer\\x1b[31m.txt": "empty",
        "bag:self.txt": "unreadable",
        "bag:nowhere.txt": "unreadable",
        "bag:out.txt": "outside",
        "bag:pipe.txt": "no_file",
        "odd#line-2": "broken_record",
        "odd#line-7": "broken_record",
        "odd#line-9": "broken_record",
        "odd#line-10": "broken_record",
        "cut#end-of-file": "broken_file",
        "bomb#end-of-file": "broken_file",
        "quotes#row-2": "broken_record",
        "missing:": "source_unreadable",
        "climbing:": "source_unreadable",
        "absolute:": "source_unreadable",
    }.items(),
)
def test_each_has_its_reason_and_a_next_step(reasons, locator, reason):
    row = reasons[locator]
    assert row["reason"] == reason
    assert ";" in row["detail"] or "link" in row["detail"], "reason; next step"


def test_every_reason_is_one_printable_line(reasons):
    for row in reasons.values():
        assert row["detail"] == one_line(row["detail"])
        assert row["locator"].isprintable()
        assert row["reason"] not in KEPT


@pytest.mark.parametrize(
    "locator",
    [
        "bag:wide.html",
        "bag:latin.html",
        "bag:deep.html",
        "bag:bomb.html",
        "bag:zero.md",
        "bag:line\\x0abreak \"quote\" 'ünï' 😀.txt",
        "bag:bytes\\xff.txt",
        "odd#whole",
        "odd#zero",
        "odd#half\\ud800",
        "odd#n\\x00l",
        "odd#address",
        "odd#last",
        "quotes#1",
        "quotes#3",
        "beside:text.txt",
        "tiny:good.txt",
        "again:good.txt",
    ],
)
def test_what_can_be_read_is_read(bad, locator):
    title, text, authors = documents(bad[0])[locator]
    assert "museum of Accra" in text or "théâtre français" in text
    assert "\x00" not in title + text + "".join(json.loads(authors))
    assert len(text) < 10 * len(PROSE), "no entity was blown up"


def test_nothing_else_became_a_document(bad):
    found = documents(bad[0])
    before_the_cut = [locator for locator in found if locator.startswith("cut#")]
    assert before_the_cut
    assert len(found) - len(before_the_cut) == 18


def test_lists_of_bad_names_can_be_printed_to_any_terminal(bad):
    done = culturescope(bad[0], "rejected", env=os.environ | {"PYTHONIOENCODING": "ascii:strict"})
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout


def test_broken_vocabularies_and_gazetteers_are_one_line_before_any_good_copy(make_root):
    root = make_root("fresh")
    path = root / "models" / "gazetteers" / "countries.toml"
    path.write_text(path.read_text() + "\n[[country\n")
    done = here(root, "run", "--direct")
    assert done.returncode == 2
    (line,) = [line for line in done.stderr.splitlines() if line.startswith("culturescope: ")]
    assert "countries.toml" in line
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("settings", "code", "words"),
    [
        ("colour = 1\n", 2, ("culturescope.toml", "colour")),
        ("colour = = 1\n", 2, ("culturescope.toml", "TOML")),
        ('batch_size = "many"\n', 2, ("culturescope.toml", "batch_size")),
        ('spacy_model = "no_such_model"\n', 5, ("no_such_model", "install")),
        ('database_url = "oracle://me:secret@x/y"\n', 3, ("oracle",)),
    ],
)
def test_wrong_settings_are_one_line(make_root, add_source, settings, code, words):
    root = make_root("set")
    add_source(root, "tiny", {"a.txt": PROSE})
    (root / "culturescope.toml").write_text(settings)
    done = here(root, "run", "--direct")
    said = [line for line in done.stderr.splitlines() if " of " not in line]
    assert (done.returncode, len(said)) == (code, 1), done.stderr
    assert said[0].startswith("culturescope: ")
    assert all(word in said[0] for word in words)
    assert "secret" not in done.stderr


def test_what_nobody_foresaw_in_one_text_does_not_end_the_run(tiny, monkeypatch):
    from pipeline.clean.cleaner import Cleaner

    clean = Cleaner.clean

    def broken(self, capture, body, source):
        if b"Dakar" in body:
            raise KeyError("odd")
        return clean(self, capture, body, source)

    run_stages(tiny, ("ingest", "clean"), "test", lambda *_: None)
    (tiny.root / "culturescope.toml").write_text("min_characters = 81\n")
    changed = open_workspace(tiny.root, {})
    monkeypatch.setattr(Cleaner, "clean", broken)
    done = run_stages(changed, ("clean",), "test", lambda *_: None)
    (row,) = rejected_rows(changed, {})
    assert (row["reason"], "KeyError" in row["detail"]) == ("unforeseen", True)
    assert any("unforeseen" in finding for finding in done.findings)
    assert len(documents(tiny.root)) == 3, "the document it gave before stays"
