"""Runs inside the environment of Annif, which this repository does not install.

Reads one job as JSON from standard input. Job: folder, answer (the file to write it to, as Annif
prints what it likes), vocabulary (SKOS Turtle), projects (id to settings), train and test
(documents as {"text", "uris"}). Answer: by project id `scores` (for each test document URI to
score), `train_seconds`, `suggest_seconds`; or `error`.
"""

import json
import os
import sys
import time
from pathlib import Path


def main() -> None:
    """Do the job."""
    job = json.load(sys.stdin)
    folder = Path(job["folder"])
    os.environ["NLTK_DATA"] = str(sentence_data(folder))
    os.environ["ANNIF_DATADIR"] = str(folder / "data")
    os.environ["ANNIF_PROJECTS"] = str(write_projects(folder, job["projects"]))
    import annif  # only now: it reads the variables when it is imported
    from annif.registry import AnnifRegistry

    annif.logger.setLevel("ERROR")
    with annif.create_flask_app("annif.default_config.Config").app_context():
        registry = AnnifRegistry(os.environ["ANNIF_PROJECTS"], str(folder / "data"), False)
        load_vocabulary(registry, job)
        answer = {id_: run(registry, id_, job) for id_ in job["projects"]}
    Path(job["answer"]).write_text(json.dumps(answer))


def sentence_data(folder: Path) -> Path:
    """Write an empty sentence splitter; what Annif would download is not needed for words."""
    place = folder / "nltk" / "tokenizers" / "punkt_tab" / "english"
    place.mkdir(parents=True, exist_ok=True)
    for name in ("collocations.tab", "sent_starters.txt", "ortho_context.tab"):
        (place / name).write_text("")
    (place / "abbrev_types.txt").write_text("dr\nmr\nmrs\ne.g\ni.e\n")
    return folder / "nltk"


def write_projects(folder: Path, projects: dict[str, dict[str, str]]) -> Path:
    """Write Annif's configuration of projects."""
    lines = []
    for id_, settings in projects.items():
        common = {"name": id_, "language": "en", "vocab": "topics", "analyzer": "snowball(english)"}
        lines.append(f"[{id_}]")
        lines += [f"{key}={value}" for key, value in {**common, **settings}.items()]
    path = folder / "projects.cfg"
    path.write_text("\n".join(lines) + "\n")
    return path


def load_vocabulary(registry: object, job: dict) -> None:
    """Load the SKOS file into Annif."""
    from annif.vocab import skos

    vocabulary = registry.get_vocab("topics")
    vocabulary.load_vocabulary(skos.VocabFileSKOS(job["vocabulary"]))


def run(registry: object, id_: str, job: dict) -> dict:
    """Train one project and let it suggest."""
    try:
        project = registry.get_project(id_)
        started = time.perf_counter()
        if job["train"] and job["projects"][id_]["backend"] not in ("ensemble", "yake"):
            project.train(corpus(project, job["train"]), jobs=1)
        trained = time.perf_counter()
        project.initialize()
        project.suggest(corpus(project, job["test"][:1]).documents_list)  # loads what is lazy
        begun = time.perf_counter()
        scores = suggestions(project, job["test"])
        ended = time.perf_counter()
    except Exception as error:  # whatever a backend raises on so few documents is its result
        return {"error": f"{type(error).__name__}: {error}"}
    return {
        "scores": scores,
        "train_seconds": trained - started,
        "suggest_seconds": ended - begun,
    }


def corpus(project: object, documents: list[dict]) -> object:
    """Return documents as Annif reads them."""
    from annif.corpus import Document, DocumentList, SubjectSet

    made = []
    for one in documents:
        ids = [project.subjects.by_uri(uri) for uri in one["uris"]]
        made.append(Document(text=one["text"], subject_set=SubjectSet(ids)))
    listed = DocumentList(made)
    listed.documents_list = made
    return listed


def suggestions(project: object, documents: list[dict]) -> list[dict[str, float]]:
    """Return URI to score of each document, suggested in batches as Annif's own commands do."""
    found = []
    for batch in corpus(project, documents).doc_batches:
        for result in project.suggest(batch):
            found.append({project.subjects[s.subject_id].uri: s.score for s in result})
    return found


if __name__ == "__main__":
    main()
