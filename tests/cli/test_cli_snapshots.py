"""`culturescope snapshots` over two small snapshots that were published before."""

import json
import shutil

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.cli.snapshots import CITED_AS, KINDS
from pipeline.errors import MissingError, SnapshotError, UsageError
from pipeline.queries import KINDS as ALL_KINDS
from pipeline.records import Mention
from pipeline.snapshots.citing import FORMATS
from pipeline.steps import publish, trends
from pipeline.steps.context import Context
from pipeline.store import Store, documents, results, schema


@pytest.fixture
def root(shelf, encoder_dir):
    """The shelf, published twice: a theme was taken from a document in between."""
    (shelf.models_dir / "minilm").symlink_to(encoder_dir)
    with Store(shelf.database_url) as store:
        with store.write() as connection:
            ids = documents.current_ids(connection)
            poland = {
                id_: [Mention(id_, 0, 1, "A", "country", "country:POL", "Poland")] for id_ in ids
            }
            results.put_mentions(connection, poland)
        for change in (None, ids[0]):
            with store.write() as connection:
                t = schema.tags
                connection.execute(t.delete().where(t.c.document_id == change))
            context = Context(shelf, store, "r")
            trends.process(context, ("corpus",))
            publish.process(context, ("corpus",))
    return shelf.root


@pytest.fixture
def call(root):
    def call(*words):
        args = ["--root", str(root), "snapshots", *map(str, words)]
        result = CliRunner().invoke(cli, args, standalone_mode=False)
        if result.exception:
            raise result.exception
        return result

    return call


def test_listing_comparing_proving_and_citing(call, root):
    older, newer = listed(call)
    assert older["n_documents"] == newer["n_documents"] == 6
    assert (older["is_latest"], newer["is_latest"], newer["problem"]) == (False, True, "")
    shown = call().stdout
    assert older["id"] in shown
    assert f"{newer['format']}  latest" in shown

    told = json.loads(call("diff", older["id"], "--json").stdout)
    assert (told["before"], told["after"]) == (older["id"], newer["id"])
    assert {
        "table": "tags",
        "n_before": 12,
        "n_after": 10,
        "n_added": 0,
        "n_removed": 2,
        "n_changed": 0,
    } in told["tables"]
    shown = call("diff", older["id"], newer["id"]).stdout
    assert "Inclusion and access" in shown
    assert "100.00%" in shown
    assert "the rows of all tables are the same" in call("diff", newer["id"]).stdout

    assert "proven" in call("verify", "--store").stdout
    outdated = call("verify", older["id"], "--store", "--json")
    assert outdated.return_value == SnapshotError.exit_code
    assert "tags: rows in the store since then: 2 removed" in json.loads(outdated.stdout)["why"]

    whole = call("cite").stdout
    assert f"Snapshot {newer['id']} of " in whole
    assert "Institute of Łódź" not in whole
    (root / "culturescope.toml").write_text(
        'title = "T"\npublisher = "Institute of Łódź"\n', "utf-8"
    )
    figure = call("cite", older["id"], "--theme", "Inclusion and access", "--period", "2018").stdout
    assert figure.startswith("Inclusion and access (theme), 2018: 100.0 % of documents (95 % ")
    assert "In: T [Data set]. Institute of Łódź. Snapshot " + older["id"] in figure
    (item,) = json.loads(call("cite", "--country", "POL", "--doi", "10.1/x", "--json").stdout)
    assert (item["title"], item["DOI"]) == ("Poland (country), all documents. T", "10.1/x")

    with pytest.raises(UsageError, match="one figure at a time"):
        call("cite", "--country", "POL", "--theme", "inclusion")
    with pytest.raises(UsageError, match="say of what"):
        call("cite", "--period", "2018")
    with pytest.raises(MissingError, match="by year there are some from 2016 to 2021"):
        call("cite", "--country", "POL", "--period", "1917")

    path = root / "outputs" / "snapshots" / older["id"] / "datapackage.json"
    path.write_text(path.read_text("utf-8").replace('"format": 6', '"format": 2'), "utf-8")
    assert "has format 2, and this program reads format 6" in call("list").stdout
    for words in (("diff", older["id"]), ("cite", older["id"])):
        with pytest.raises(SnapshotError, match="use the version that wrote it"):
            call(*words)
    shutil.rmtree(root / "outputs" / "snapshots" / older["id"])
    with pytest.raises(SnapshotError, match=f"no snapshot '{older['id']}'"):
        call("diff", older["id"])


def listed(call):
    return json.loads(call("list", "--json").stdout)


def test_what_help_lists_is_what_there_is():
    assert tuple(FORMATS) == CITED_AS
    assert set(KINDS) <= set(ALL_KINDS)
