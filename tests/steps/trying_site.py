"""What tests of trying sources share: a workspace that may ask the test site, without pauses."""

from pipeline.declarations import load_source
from pipeline.settings import open_workspace
from pipeline.steps.setup import make_workspace
from pipeline.steps.trying import asking
from tests.site import CONTACT


def make(folder, private_hosts):
    """Make a workspace that names who asks."""
    make_workspace(folder, with_sample=False, contact=CONTACT)
    for card in (folder / "corpus" / "sources").glob("*.toml"):
        card.unlink()
    hosts = ", ".join(f'"{host}"' for host in private_hosts)
    with (folder / "culturescope.toml").open("a") as settings:
        settings.write(f"private_hosts = [{hosts}]\n")
    return open_workspace(folder, {})


def declare(workspace, id_, kind, url, more=""):
    """Write a card and return it as read."""
    path = workspace.sources_dir / f"{id_}.toml"
    path.write_text(f'name = "{id_}"\nkind = "{kind}"\nurl = "{url}"\nlicence = "CC0-1.0"\n{more}')
    return load_source(path)


def hurry(monkeypatch):
    """Ask without pauses."""
    asked = asking.Request
    monkeypatch.setattr(asking, "Request", lambda **more: asked(**(more | {"delay_s": 0})))
