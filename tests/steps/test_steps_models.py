"""What a stage's results depend on stands in its fingerprint; what they do not, does not."""

import subprocess
import sys

import pytest

from pipeline import versions
from pipeline.records import STAGES
from pipeline.settings import Workspace
from pipeline.steps.models import fingerprint

FINGERPRINTED = (*STAGES[1:], "topic_fit")


def prints(workspace):
    return {stage: fingerprint(workspace, stage) for stage in FINGERPRINTED}


def changed(before, after):
    return {stage for stage in FINGERPRINTED if before[stage] != after[stage]}


@pytest.mark.parametrize(
    ("setting", "value", "stages"),
    [
        ("min_characters", 9, {"clean"}),
        ("n_topics", 7, {"topic_fit"}),
        ("seed", 7, {"topic_fit"}),
        ("suggestions", 3, {"themes"}),
        ("min_score", 0.9, {"trends"}),
        ("spacy_model", "other", {"entities"}),
        ("batch_size", 3, set()),
        ("workers", 3, set()),
    ],
)
def test_settings_concern_their_stages(tiny, setting, value, stages):
    other = Workspace(tiny.root, tiny.settings.model_copy(update={setting: value}))
    assert changed(prints(tiny), prints(other)) == stages


def test_a_new_label_concerns_what_uses_the_vocabulary(tiny):
    before = prints(tiny)
    path = tiny.models_dir / "themes.ttl"
    path.write_text(path.read_text().replace('"Soft power and', '"Soft power, attraction and'))
    assert changed(before, prints(tiny)) == {"clean", "themes", "topic_fit"}


def test_a_new_body_concerns_what_uses_the_gazetteers(tiny):
    before = prints(tiny)
    path = tiny.models_dir / "gazetteers/organisations/own.toml"
    path.write_text('version = 1\n[organisation]\nnew-body = { name = "New Body of Bodies" }\n')
    assert changed(before, prints(tiny)) == {"entities", "themes", "trends", "publish"}


@pytest.mark.parametrize("stage", STAGES[1:])
def test_a_new_code_version_concerns_its_stage(tiny, monkeypatch, stage):
    before = prints(tiny)
    monkeypatch.setattr(versions, stage.upper(), "next")
    assert changed(before, prints(tiny)) == {"topic_fit" if stage == "topics" else stage}


def test_a_look_at_what_is_to_do_loads_no_heavy_library(tiny_root):
    code = (
        "import sys; from pathlib import Path; from pipeline.settings import open_workspace;"
        "from pipeline.steps.models import fingerprint;"
        f"w = open_workspace(Path({str(tiny_root)!r}), {{}});"
        f"[fingerprint(w, stage) for stage in {FINGERPRINTED!r}];"
        "print([m for m in ('spacy', 'sklearn', 'bertopic', 'trafilatura') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
