import os

import pytest

from pipeline.declarations import Source
from pipeline.errors import DeclarationError
from pipeline.records import Item, Rejected
from pipeline.sources import read_source


def source(**values):
    return Source(id="s", **({"name": "S", "kind": "folder", "path": "in"} | values))


def read(root, max_bytes=10_000, **values):
    return list(read_source(source(**values), root, max_bytes))


def fill(root, files):
    for name, body in files.items():
        path = root / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)


def test_files_come_in_order_of_their_paths_with_stable_locators(tmp_path):
    fill(tmp_path, {"b.txt": b"two", "a/z.txt": b"one", "a.md": b"three"})
    assert [i.locator for i in read(tmp_path)] == ["s:a.md", "s:a/z.txt", "s:b.txt"]


def test_base_url_makes_the_locator(tmp_path):
    fill(tmp_path, {"a b.html": b"<p>x"})
    (item,) = read(tmp_path, base_url="https://x.example/")
    assert item.locator == item.url == "https://x.example/a%20b.html"


def test_include_chooses_and_hidden_files_are_passed_over(tmp_path):
    fill(tmp_path, {"a.txt": b"x", "b.csv": b"x", ".hidden.txt": b"x", ".git/c.txt": b"x"})
    assert [i.locator for i in read(tmp_path, include=("**/*.txt",))] == ["s:a.txt"]


def test_empty_and_large_files_are_rejected_with_a_next_step(tmp_path):
    fill(tmp_path, {"empty.html": b" \n", "large.html": b"x" * 101})
    empty, large = read(tmp_path, max_bytes=100)
    assert (empty.reason, large.reason) == ("empty", "too_large")
    assert "in/large.html" in large.detail
    assert "raise the limit" in large.detail


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path):
    fill(tmp_path, {"a.txt": b"x"})
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (tmp_path / "in" / "link.txt").symlink_to(secret)
    found = {i.locator: i for i in read(tmp_path)}
    assert isinstance(found["s:link.txt"], Rejected)
    assert found["s:link.txt"].reason == "outside"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_rejected(tmp_path):
    fill(tmp_path, {"a.txt": b"x"})
    (tmp_path / "in" / "a.txt").chmod(0)
    assert read(tmp_path)[0].reason == "unreadable"


def test_a_missing_folder_is_a_mistake_in_the_card(tmp_path):
    with pytest.raises(DeclarationError, match="'path'"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("a.html", b"\x89PNG\r\n\x1a\n" + bytes(50), "application/octet-stream"),
        ("a.txt", b"%PDF-1.7 ...", "application/pdf"),
        ("a.pdf", b"<!doctype html><html><body>not found", "text/html"),
        ("a", b"just words", "text/plain"),
        ("a.htm", b"words without a tag", "text/html"),
        ("a.md", b"# Title", "text/markdown"),
        ("a.txt", "Grüße".encode("utf-16"), "text/plain"),
        ("a.txt", bytes(range(32)) * 10, "application/octet-stream"),
        ("a.txt", "naïve café".encode("latin-1"), "text/plain"),
    ],
)
def test_bytes_decide_what_a_file_is(tmp_path, name, body, expected):
    fill(tmp_path, {name: body})
    (item,) = read(tmp_path)
    assert isinstance(item, Item)
    assert item.media_type == expected
