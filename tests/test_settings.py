"""Slips in culturescope.toml are told in the words of TOML."""

import pytest

from pipeline.errors import DeclarationError
from pipeline.settings import open_workspace


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('private_hosts = "127.0.0.2"', 'private_hosts: should be a list, such as ["127.0.0.2"]'),
        ('privat_hosts = ["127.0.0.2"]', "unknown setting 'privat_hosts'; known: as_of, "),
        ("workers = 1000", "workers: Input should be less than or equal to 256"),
        ('published_entities = ["people"]', "published_entities.0: Input should be 'organisation'"),
        ("contact = you@example.org", "not readable as TOML"),
    ],
)
def test_a_slip_names_file_and_key(tmp_path, line, told):
    for needed in ("corpus/sources", "models/themes.ttl"):
        (tmp_path / needed).mkdir(parents=True)
    (tmp_path / "culturescope.toml").write_text(line + "\n")
    with pytest.raises(DeclarationError) as slip:
        open_workspace(tmp_path, {})
    assert str(slip.value).startswith(f"{tmp_path / 'culturescope.toml'}: {told}")
