"""The same documents give the same entities, whatever the parts, order and batches they come in."""

from pipeline.records import EntityDecision
from pipeline.settings import open_workspace
from pipeline.steps.context import utc_now
from pipeline.steps.runs import run_stages
from pipeline.store import Store, entity_decisions

STAGES = ("ingest", "clean", "entities")
TABLES = ("mentions", "entity_links", "entity_names")
UNESCO = "organisation:unesco"
TEXTS = {
    "a": "The Arab Book Club (ABCL) met in Amman. The Arab Book Club lends books to schools, and "
    "the Institute of Reading in Jordan prints some of them. Members read aloud every Friday.",
    "b": "Readers wrote to the Arab Book Club of Amman for novels. ABCL and the Centre for Arab "
    "Reading answered within a week; the Ministry of Culture of Jordan paid for the stamps.",
    "c": "ABCL sent a hundred novels to Georgia. The Center for Arab Reading sent as many again, "
    "and the British Council told teachers about the Open Shelves Programme in two letters.",
    "d": "The Open Shelves Programme is a scheme that lends novels to villages. Its office lies in "
    "Tbilisi, beside the Rustaveli Theatre, and is paid for by UNESCO and the European Union.",
    "e": "What became of the Open Shelves Programme 2019? The Arab Book-Club asks its readers, and "
    "the Centre for Arab Reading keeps the answers in a library that anybody may visit.",
    "f": "In March a library opened in Dakar. UNESCO lent books, the Goethe-Institut trained the "
    "librarians, and the Centre for Arab Readings gave forty novels that pupils asked for in May.",
}


def ingested(root, add_source, parts, batch_size):
    """Return what a workspace knows after its documents came in parts."""
    (root / "culturescope.toml").write_text(f"batch_size = {batch_size}\nworkers = 1\n")
    workspace = open_workspace(root, {})
    with Store(workspace.database_url) as store, store.write() as connection:
        alias = EntityDecision("1" * 32, 0, "alias", "", UNESCO, "Open Shelves", "ada", utc_now())
        entity_decisions.append(connection, [alias])
    for part in parts:
        files = {f"{key}.txt": f"On books, {key}\n\n{TEXTS[key]}" for key in part}
        add_source(root, "letters", files)
        run_stages(workspace, STAGES, "test", lambda *_: None)
    with Store(workspace.database_url) as store, store.read() as connection:
        return {
            table: sorted(map(tuple, connection.exec_driver_sql(f"SELECT * FROM {table}")))
            for table in TABLES
        }


def test_in_parts_in_any_order_the_same_mentions_links_and_names(make_root, add_source):
    at_once = ingested(make_root("at_once"), add_source, [sorted(TEXTS)], 64)
    in_parts = ingested(make_root("in_parts"), add_source, ["fb", "d", "eca"], 2)
    assert in_parts == at_once
    words = {word for row in at_once["entity_links"] for word in row}
    assert {"alias", "spelling"} <= words
