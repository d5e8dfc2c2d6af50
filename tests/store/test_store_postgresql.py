"""The whole run over a private PostgreSQL server gives the bytes that SQLite gives."""

import datetime as dt
import hashlib
import os
import shutil
import socket
import subprocess
import tempfile
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa

from pipeline.errors import StoreError
from pipeline.records import STAGES, Decision, Document, Example, Label
from pipeline.settings import DATABASE_VARIABLE, open_workspace
from pipeline.steps import completeness, run_stages
from pipeline.steps.declared import enabled_sources
from pipeline.steps.looking import latest_name, rejected_rows, status
from pipeline.steps.source_history import source_history
from pipeline.store import Store, decisions, documents, examples, learnable, shelf, tokens
from pipeline.store.candidates import documents_saying, load_candidates
from pipeline.store.of_source import languages_of_source
from pipeline.store.schema import runs
from pipeline.store.upsert import upsert
from tests.ingestion.web_workspace import REPOSITORY, Web
from tests.site import serve
from tests.site.replies import failing

USER = "postgres"
START_S = 20
QUICK = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c shared_buffers=16MB"


def binaries():
    """Return the folder of the server's programs, None where they are not installed."""
    on_path = shutil.which("initdb")
    found = [Path(on_path).parent] if on_path else []
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "pg_ctl").exists()), None)


def as_user():
    """Return the words before a command that drop root's rights, which the server refuses."""
    if os.geteuid() != 0:
        return []
    known = subprocess.run(["id", "-u", USER], capture_output=True).returncode == 0
    if not known or not shutil.which("runuser"):
        pytest.skip(f"the server refuses to run as root, and there is no user '{USER}'")
    return ["runuser", "-u", USER, "--"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def server():
    """Run a server of our own on a free port of this machine; give its URL without a database."""
    pytest.importorskip("psycopg")
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt-get install postgresql)")
    drop = as_user()
    folder = Path(tempfile.mkdtemp(prefix="culturescope-pg-"))
    if drop:
        shutil.chown(folder, USER)
    data, port = folder / "data", free_port()

    def call(*words):
        subprocess.run([*drop, *words], check=True, capture_output=True, cwd=folder, timeout=60)

    try:
        # A locale that sorts as people do: order must not depend on it.
        call(
            programs / "initdb",
            "-D",
            data,
            "-U",
            "tester",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--no-sync",
        )
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 {QUICK}"
        call(
            programs / "pg_ctl",
            "-D",
            data,
            "-l",
            folder / "log",
            "-t",
            str(START_S),
            "-o",
            options,
            "start",
        )
        try:
            yield f"postgresql+psycopg://tester@127.0.0.1:{port}"
        finally:
            call(programs / "pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def database(server, request):
    """A fresh database; its URL."""
    name = f"t{hashlib.sha256(request.node.name.encode()).hexdigest()[:12]}"
    engine = sa.create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return f"{server}/{name}"


def data_files(workspace):
    folder = workspace.snapshots_dir / latest_name(workspace)
    found = (p for p in sorted(folder.iterdir()) if p.suffix in (".parquet", ".csv"))
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def run(workspace):
    done = run_stages(workspace, STAGES, "test", lambda *_: None)
    return {report.stage: report for report in done.reports}


CHOIR = "The choir of Zürich sang in Łódź and in Aarhus for two evenings. "
LONG = "".join(hashlib.sha256(bytes([n])).hexdigest() for n in range(80))
HARD = {
    "zero.md": '---\ntitle: "N\\0ul"\nauthors: ["A\\0b"]\n'
    f"tags: [Zürich, Äsop, apple, Zoo, éa, {LONG}]\n"
    f"date: 2020-02\n---\n{CHOIR * 6}",
    "copy.txt": CHOIR * 6,
    "empty.txt": "",
    "a b.txt": "",
    "A_b.txt": "",
    "äb.txt": "",
}
"""What databases differ in: NUL, order of accents, case, blanks and marks, long keys."""


def test_postgresql_gives_the_bytes_of_sqlite(tiny, add_source, make_root, database):
    add_source(tiny.root, "hard", HARD)
    other = make_root("postgres")
    shutil.copytree(tiny.root / "corpus", other / "corpus", dirs_exist_ok=True)
    run(tiny)
    there = open_workspace(other, {DATABASE_VARIABLE: database})
    run(there)
    assert not (there.store_dir / "culturescope.sqlite").exists()
    assert data_files(there) == data_files(tiny)
    assert rejected_rows(there, {}) == rejected_rows(tiny, {})

    again = run(there)
    assert {s: r.n_in for s, r in again.items() if s != "ingest"} == {s: 0 for s in STAGES[1:]}
    assert again["ingest"].n_out == 0
    assert status(there)["n_documents"] == status(tiny)["n_documents"]

    for workspace in (tiny, there):
        path = workspace.root / "corpus/tiny/visit.txt"
        path.write_text(path.read_text().replace("Jakarta", "Bandung"))
        (workspace.root / "culturescope.toml").write_text("batch_size = 1\nworkers = 2\n")
    run(open_workspace(tiny.root, {}))
    run(open_workspace(other, {DATABASE_VARIABLE: database}))
    assert data_files(there) == data_files(tiny)


def test_writers_at_once_do_not_disturb_each_other(database):
    Store(database).close()
    n_writers, n_rounds = 4, 10
    failures = []

    def write(number):
        try:
            with Store(database) as store:
                for turn in range(n_rounds):
                    values = {"command": str(number), "started_at": "t", "finished_at": None}
                    rows = [
                        {"run_id": f"r{n}", "status": f"{turn}", "report": []} for n in range(5)
                    ]
                    rows += [{"run_id": f"w{number}-{turn}", "status": "done", "report": []}]
                    with store.write() as connection:
                        upsert(connection, runs, [row | values for row in rows])
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(n_writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    with Store(database) as store, store.read() as connection:
        count = connection.scalar(sa.select(sa.func.count()).select_from(runs))
    assert count == 5 + n_writers * n_rounds


def test_decisions_at_once_are_numbered_in_the_order_of_their_arrival(database):
    Store(database).close()
    n_writers, n_each = 4, 15
    noon = dt.datetime(2026, 5, 31, 12, tzinfo=dt.UTC)
    failures = []

    def write(writer):
        try:
            with Store(database) as store:
                for n in range(n_each):  # every other one is sent by two writers
                    id_ = f"{n if n % 2 else 100 * writer + n:032x}"
                    one = Decision(id_, "d" * 16, 1, "themes", "a", "add", "Ann", noon)
                    with store.write(durable=True) as connection:
                        assert connection.scalar(sa.text("SHOW synchronous_commit")) == "on"
                        decisions.append(connection, [one])
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(1, n_writers + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    with Store(database) as store, store.read() as connection:
        found = list(decisions.load_numbered(connection))
    assert [number for number, _ in found] == list(range(1, len(found) + 1))
    assert len(found) == n_writers * (n_each // 2 + 1) + n_each // 2


NOON = dt.datetime(2026, 5, 31, 12, tzinfo=dt.UTC)
D = [f"d{number:015d}" for number in range(6)]


def put_decided(store):
    """Decide on what is on the shelf, label a document more, teach a text, make a token."""
    taken = [
        Decision("ab" * 16, D[1], 2, "themes", "soft-power", "accept", "Ann", NOON, 0.3, "m"),
        Decision("cd" * 16, D[2], 2, "themes", "a", "add", "Łem", NOON, batch="abc"),
        Decision("ce" * 16, D[2], 2, "themes", "", "undo", "Ann", NOON, undoes="cd" * 16),
        Decision("ef" * 16, "e" * 16, 0, "themes", "a", "add", "Ann", NOON, note="Ä_%"),
    ]
    labelled = Document("e0", 1, "even", "Éa", "A_b.", "fr", labels=(Label("themes", "Zürich"),))
    taught = Example("e" * 16, "Äsop", "a\nb", "en", NOON, "Ann")
    with store.write(durable=True) as connection:
        documents.put_documents(connection, [labelled])
        assert len(decisions.append(connection, [*taken, taken[0]])) == len(taken)
        examples.put(connection, [taught, taught])
        tokens.put_token(connection, tokens.KeptToken("ab12cd34", "Ann", "editor", "now", "0" * 64))
        tokens.revoke_token(connection, "ab12cd34", NOON)


def asked(store):
    """Return what every question about decisions, and what editors leaf through, is answered."""
    ranges = ((0.2, 1.0), ("2016-06-01", "2020-12-31"))
    wanted = [
        shelf.Wanted(text="TíTULO", source_id="odd"),
        shelf.Wanted(text="TÍTULO"),
        shelf.Wanted(text="_b", language="fr"),
        shelf.Wanted(text="100%"),
        shelf.Wanted(scheme="themes", concept_id="inclusion", is_undecided=True),
        shelf.Wanted(),
    ]
    with store.read() as c:
        return {
            "candidates": [tuple(r) for r in load_candidates(c, {"scheme": "themes"}, *ranges)],
            "saying": sorted(documents_saying(c, D, "ŁÓDŹ DANCED 2")),
            "shelf": [shelf.leaf_through(c, one, (False, ""), 3) for one in wanted],
            "next": shelf.leaf_through(c, shelf.Wanted(), (False, D[3]), 9),
            "labelled": list(learnable.labelled(c, 9)),
            "families": learnable.families_of(c, D),
            "revisions": learnable.current_revisions(c, D),
            "text": learnable.text_of_revision(c, D[1], 2),
            "languages": languages_of_source(c, "even"),
            "log": list(decisions.load_numbered(c, scheme="themes", after=1)),
            "of some": list(decisions.load(c, document_ids=D[1:3])),
            "beginning": [decisions.beginning(c, digits) for digits in ("abab", "abc", "c", "x")],
            "batch": decisions.of_batch(c, "abc"),
            "current": decisions.key_of_current(c),
            "examples": examples.load(c, examples.all_ids(c)),
            "tokens": tokens.load_tokens(c),
            "known": sorted(documents.known_ids(c, [*D, "e0", "none"])),
        }


def test_decisions_and_the_shelf_read_the_same(database, tmp_path, put_on_shelf):
    told = []
    for url in (database, f"sqlite:///{tmp_path / 'own.sqlite'}"):
        with Store(url) as store:
            put_on_shelf(store, 6)
            put_decided(store)
            told.append(asked(store))
    assert told[0] == told[1]
    assert told[0]["current"] == (3, 3)
    assert [row.document_id for row in told[0]["labelled"]] == ["e0"]
    assert [len(rows) for rows in told[0]["shelf"]] == [3, 0, 1, 0, 3, 3]


def test_stores_opened_at_once_make_the_tables_once(database):
    failures = []

    def open_store():
        try:
            Store(database).close()
        except Exception as error:
            failures.append(error)

    threads = [threading.Thread(target=open_store) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []


def test_a_server_that_cannot_be_reached_is_one_line_without_the_password(server):
    missing = server.replace("tester@", "tester:hush@") + "/nothing"
    for url, word in (
        (missing, "does not exist"),
        (missing.replace("127.0.0.1", "[::1]"), "server"),
    ):
        with pytest.raises(StoreError, match=word) as caught:
            Store(url)
        assert "hush" not in str(caught.value)
        assert "\n" not in str(caught.value)
        assert ";" in str(caught.value)


def findings(workspace):
    """What is known of the sources of a workspace, without times."""
    (source,) = enabled_sources(workspace).values()
    with Store(workspace.database_url) as store, store.read() as connection:
        past = completeness.histories(connection, {source.id: source})[source.id]
    # Which of two pages came first may depend on the time that each took.
    known = sorted((each.words or 0, each.title, each.has_date) for each in past.looks)
    told = [(row["kind"], row["is_new"], row["line"]) for row in status(workspace)["sources"]]
    history = source_history(workspace, source, 10)
    numbers = [(row["status"], row["n_listed"], row["n_new"]) for row in history["visits"]]
    return known, past.published, past.troubles, told, numbers, history["failing"]


def test_findings_are_the_same_on_it(database, tmp_path):
    found = []
    with serve(small=True) as site:
        web = Web(tmp_path, site)
        into = web.root / "models/gazetteers"
        shutil.copytree(REPOSITORY / "models/gazetteers", into, dirs_exist_ok=True)
        web.card("news", "feed", site.url("news", "/feed.rss"), manners={"tries": 1})
        for variables in ({}, {DATABASE_VARIABLE: database}):
            workspace = open_workspace(web.root, variables)
            run_stages(workspace, ("ingest", "clean"), "test", lambda *_: None)
            site.fault("news", "/feed.rss", *[failing(500)] * 3)
            for _ in range(3):
                run_stages(workspace, ("ingest",), "test", lambda *_: None)
            site.clear_faults()
            found.append(findings(workspace))
    assert found[0] == found[1]
    known, published, troubles, told, _, _ = found[0]
    assert len(known) == len(published) == 13
    assert [reason for reason, _ in troubles] == ["server_error"]
    assert [kind for kind, _, _ in told] == ["failing"]
