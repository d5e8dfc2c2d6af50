"""What the tests of deciding share: the names on the shelf, who decides, what the store holds."""

from pipeline.store import decisions, results

SHELF_MODEL = "tagger-3-themes-abc"
D = [f"d{number:015d}" for number in range(6)]
ANN = {"editor": "Ann", "via": "cli"}
BOB = {"editor": "Bob", "via": "api"}


def editors_tags(store, id_):
    with store.read() as connection:
        tags = results.tags_of(connection, id_)
    return [(tag["scheme"], tag["concept_id"]) for tag in tags if tag["origin"] == "editor"]


def log(store):
    with store.read() as connection:
        return list(decisions.load(connection))


def kinds(store):
    return [one.kind for one in log(store)]
