"""README is held against the code: what exists is written there, and what is written there works.

A failing test says what to write where.
"""

import ast
import json
import re
import shlex
import tomllib
from pathlib import Path
from typing import get_args

import click
import pytest

import pipeline.cli as command_line
from pipeline.cli import COMMANDS, cli, common
from pipeline.declarations import (
    Expect,
    Fields,
    Kind,
    LabelFields,
    Listing,
    Manners,
    Oai,
    Selectors,
    Source,
    Wordpress,
)
from pipeline.errors import CulturescopeError
from pipeline.gazetteers.declared import Countries, Organisations, Programmes
from pipeline.records import FAILURE_REASONS, STAGES
from pipeline.settings import DATABASE_VARIABLE, Settings
from pipeline.snapshots.tables import TABLES
from pipeline.vocabulary import load_vocabulary

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text("utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
SOURCES = (ROOT / "pipeline" / "sources" / "README.md").read_text("utf-8")
CLEANING = (ROOT / "pipeline" / "clean" / "README.md").read_text("utf-8")
MOST_LINES = 600

BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BLOCKS = [(match[1], match[2]) for match in BLOCK.finditer(README)]
CALLS = [
    line
    for language, text in BLOCKS
    if language in ("", "sh")
    for line in text.splitlines()
    if line.startswith("culturescope ")
]
"""Lines of README that a reader may copy into a shell."""


def section(title, page=README):
    """Return the text of one section of a page, up to the next heading of its rank."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", page, re.M | re.S)
    assert found, f"no section '## {title}'; the tests look there, so keep its name"
    return found[1]


def first_cells(text):
    """Return what stands as code in the first cell of each row of a section's tables."""
    return re.findall(r"^\| `([^`]+)` \|", text, re.M)


# Commands


def leaf_names(group, words=()):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from leaf_names(command, (*words, name))
        else:
            yield " ".join((*words, name))


def parse(line):
    """Parse a line as the command line would, and run nothing."""
    command, context, words = cli, click.Context(cli), shlex.split(line, comments=True)[1:]
    while isinstance(command, click.Group):
        _, words, _ = command.make_parser(context).parse_args(args=list(words))
        if command.invoke_without_command and not words:  # `themes` is a stage, and a group
            return
        assert words, f"{line!r} in README names no command"
        name, words = words[0], words[1:]
        command = command.get_command(context, name)
        assert command is not None, f"{line!r} in README: there is no command '{name}'"
        context = click.Context(command, info_name=name, parent=context)
    command.make_context(context.info_name, list(words), parent=context.parent)


@pytest.mark.parametrize("line", CALLS)
def test_calls_in_readme_can_be_made(line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in re.findall(r"[\w-]+\.(?:jsonl|ttl|txt)\b", line):
        Path(name).touch()  # what a reader would have
    try:
        parse(line)
    except click.exceptions.Exit:  # --help
        return
    except click.ClickException as error:
        pytest.fail(f"{line!r} in README: {error.format_message()}")


@pytest.mark.parametrize("name", list(leaf_names(cli)))
def test_every_command_has_an_example(name):
    told = f"write one line 'culturescope {name} ...' under '## Commands' in README"
    assert any(re.match(rf"culturescope (--root \S+ )?{name}\b", line) for line in CALLS), told


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_stands_in_readme(name):
    pattern = rf"\bculturescope (?:--root \S+ )?{name}\b"
    assert re.search(pattern, README), f"name 'culturescope {name}' in README"


@pytest.mark.parametrize("stage", STAGES)
def test_every_stage_stands_in_both_pictures(stage):
    pictures = section("The way of a document")
    assert pictures.count(stage) >= 2, f"draw the stage '{stage}' in both pictures of README"


def exit_codes():
    def below(error):
        yield error.exit_code
        for child in error.__subclasses__():
            yield from below(child)

    named = [vars(module) for module in (command_line, common)]
    codes = {code for names in named for name, code in names.items() if name.endswith("_EXIT")}
    return sorted({0, 1, *codes, *below(CulturescopeError)})


@pytest.mark.parametrize("code", exit_codes())
def test_every_exit_code_is_explained(code):
    row = rf"^\| {code} \| \S"
    told = f"add a row '| {code} | ... |' to the table of exit codes in README"
    assert re.search(row, section("Commands"), re.M), told


# What comes out, what can be set


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_listed(table):
    told = f"add a row '| `{table}` | ... |' under '## What comes out' in README"
    assert table in first_cells(section("What comes out")), told


def test_no_table_is_listed_that_is_none():
    gone = sorted(set(first_cells(section("What comes out"))) - set(TABLES))
    assert not gone, f"there are no tables {gone}: take them out of '## What comes out' in README"


SETTINGS = "Workspaces and settings"


def shown_default(value):
    """In the words of TOML."""
    if value is None:
        return "none"
    return f"`{json.dumps(value) if isinstance(value, str | tuple) else value}`"


@pytest.mark.parametrize("key", Settings.model_fields)
def test_every_setting_is_listed_with_its_default(key):
    row = f"| `{key}` | {shown_default(Settings.model_fields[key].default)} |"
    told = f"README, '## {SETTINGS}': a row must begin with {row!r}"
    assert row in section(SETTINGS), told


def test_no_setting_is_listed_that_is_none():
    gone = sorted(set(first_cells(section(SETTINGS))) - set(Settings.model_fields))
    assert not gone, f"there are no settings {gone}: take them out of '## {SETTINGS}' in README"


def test_the_variable_and_the_extras_are_named():
    extras = set(PYPROJECT["project"]["optional-dependencies"]) - {"dev"}
    for name in (DATABASE_VARIABLE, *sorted(extras)):
        assert f"`{name}`" in section(SETTINGS), f"name `{name}` under '## {SETTINGS}' in README"


# Sources

KEYS = section("Keys of a card", SOURCES)
SUB_TABLES = {
    "[listing]": Listing,
    "[wordpress]": Wordpress,
    "[oai]": Oai,
    "[manners]": Manners,
    "[expect]": Expect,
    "[fields]": Fields,
    "[fields.labels]": LabelFields,
    "[select]": Selectors,
}
PARTS = {name: set(model.model_fields) - {"labels"} for name, model in SUB_TABLES.items()} | {
    "top level": set(Source.model_fields)
    - {"id", "select"}
    - {name.strip("[]") for name in SUB_TABLES},
}


@pytest.mark.parametrize("part", PARTS)
def test_every_key_of_a_card_is_listed(part):
    rows = re.findall(rf"^\| `?{re.escape(part)}[^|]*\|(.*)\|$", KEYS, re.M)
    assert rows, f"add a row for {part} to the table of a card's keys in pipeline/sources/README.md"
    listed = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    assert listed == PARTS[part], (
        f"pipeline/sources/README.md, row {part} of the table of a card's keys: "
        f"add {sorted(PARTS[part] - listed)}, take out {sorted(listed - PARTS[part])}"
    )


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_of_source_is_shown(kind):
    table = first_cells(section("Add a source, a theme, an entity, a table"))
    assert kind in table, f"add a row '| `{kind}` | ... |' to the table of kinds in README"
    assert f"Kind `{kind}`" in SOURCES, f"explain 'Kind `{kind}`' in pipeline/sources/README.md"
    kinds = {card["kind"] for _, card in examples("corpus/sources/")}
    assert kind in kinds, f"show a complete card of kind '{kind}' in pipeline/sources/README.md"


# Examples of declarations


def examples(path):
    """Return the TOML blocks whose first line names a file below a path, read."""
    return [
        (text.splitlines()[0].removeprefix("# "), tomllib.loads(text))
        for language, text in (*BLOCKS, *((m[1], m[2]) for m in BLOCK.finditer(SOURCES)))
        if language == "toml" and text.startswith(f"# {path}")
    ]


def test_every_example_of_toml_names_its_file():
    for language, text in BLOCKS:
        first = text.splitlines()[0]
        told = f"begin the block {first!r} in README with '# ' and the file it stands in"
        assert language != "toml" or re.fullmatch(r"# [\w./]+\.toml", first), told


@pytest.mark.parametrize(("path", "card"), examples("corpus/sources/"))
def test_cards_of_readme_are_valid(path, card):
    Source(id=Path(path).stem, **card)


def test_settings_of_readme_are_valid():
    shown = examples("culturescope.toml")
    assert shown, "show a culturescope.toml in README"
    for _, values in shown:
        Settings(**values)


SHAPES = {
    "countries": Countries,
    "organisations/own": Organisations,
    "programmes/own": Programmes,
}


@pytest.mark.parametrize("name", SHAPES)
def test_entity_rules_of_readme_are_valid(name):
    shown = examples(f"models/gazetteers/{name}.toml")
    assert shown, f"show a line of models/gazetteers/{name}.toml in README"
    for _, rules in shown:
        SHAPES[name](version=1, **rules)


def test_the_theme_of_readme_fits_the_vocabulary(tmp_path):
    blocks = [text for language, text in BLOCKS if language == "turtle"]
    assert blocks, "show a concept of models/themes.ttl in README"
    shipped = (ROOT / "models" / "themes.ttl").read_text("utf-8")
    path = tmp_path / "themes.ttl"
    path.write_text("\n\n".join([shipped, *blocks]), "utf-8")
    more = load_vocabulary(path).concepts
    assert len(more) == len(load_vocabulary(ROOT / "models" / "themes.ttl").concepts) + len(blocks)


# Rejected inputs

MAKERS = ("rejected", "problem", "refusal", "give_up")
"""Names, less underscores, of what makes a rejection: `Rejected`, `Problem`, `_rejected`."""
WORD = re.compile(r"[a-z]+(?:_[a-z]+)*")


def made_of(node):
    """Return the expressions in which a node of a syntax tree may hand on a reason."""
    if isinstance(node, ast.Call):
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        is_maker = name.strip("_").lower() in MAKERS
        handed = [*node.args, *(each.value for each in node.keywords)] if is_maker else []
        return [each.elts[0] if isinstance(each, ast.Tuple) else each for each in handed]
    if isinstance(node, ast.FunctionDef) and node.name.strip("_").endswith(MAKERS):
        returned = [each.value for each in ast.walk(node) if isinstance(each, ast.Return)]
        return [each.elts[0] for each in returned if isinstance(each, ast.Tuple)]
    return []


def reasons_in(code):
    """Return the machine words in what makes rejections; stages are words too, but no reasons."""
    if not any(maker in code.lower() for maker in MAKERS):
        return set()  # most modules: to walk their trees takes a second, in every process
    handed = (value for node in ast.walk(ast.parse(code)) for value in made_of(node))
    texts = {each.value for each in handed if isinstance(each, ast.Constant)}
    return {text for text in texts if isinstance(text, str) and WORD.fullmatch(text)} - set(STAGES)


ELSEWHERE = ("pipeline/web/", "pipeline/evaluation/", "pipeline/steps/deciding/")
"""Refuse calls and lines of files, on the spot and by name; nothing of theirs is ever listed."""
REASONS = {
    reason: path.relative_to(ROOT).as_posix()
    for path in sorted((ROOT / "pipeline").rglob("*.py"), reverse=True)
    if not path.relative_to(ROOT).as_posix().startswith(ELSEWHERE)
    for reason in reasons_in(path.read_text("utf-8"))
} | dict.fromkeys(FAILURE_REASONS, "pipeline/sources/web")
EXPLAINED = {
    reason
    for page in (SOURCES, CLEANING)
    for reason in first_cells(section("Rejected inputs", page))
}


def test_reasons_are_found_in_code():
    code = """
def _problem(size):
    return ("too_large", f"has {size} bytes") if size is None else None
def _other_problem(size):
    if size:
        return "no_file", "is a pipe"
def read(path):
    yield _rejected(source, path, "unreadable", "cannot be read; mend it")
    yield Rejected("ingest", source.id, path, reason="broken_file", detail=str(path))
    return Problem("no_body", "No text.")
"""
    assert reasons_in(code) == {"no_file", "unreadable", "broken_file", "no_body"}
    assert {"empty", "too_short", "broken_record", "repeated_id"} <= set(REASONS)


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_every_reason_is_explained(reason):
    told = (
        f"{REASONS[reason]} rejects with '{reason}': add a row "
        f"'| `{reason}` | what it means | what to do |' under '## Rejected inputs' in "
        "pipeline/sources/README.md or pipeline/clean/README.md"
    )
    assert reason in EXPLAINED, told


def test_no_reason_is_explained_that_is_none():
    code = "".join(path.read_text("utf-8") for path in (ROOT / "pipeline").rglob("*.py"))
    gone = sorted(reason for reason in EXPLAINED if f'"{reason}"' not in code)
    assert not gone, f"nothing rejects with {gone}: take them out"


# Development

TARGETS = re.findall(r"^([a-z-]+):", MAKEFILE, re.M)
DEVELOPMENT = section("Development")


@pytest.mark.parametrize("target", TARGETS)
def test_every_target_of_make_is_listed(target):
    told = f"add a row '| `make {target}` | ... |' under '## Development' in README"
    assert f"make {target}" in first_cells(DEVELOPMENT), told


def test_no_target_of_make_is_listed_that_is_none():
    gone = {cell for cell in first_cells(DEVELOPMENT)} - {f"make {target}" for target in TARGETS}
    assert not gone, f"the Makefile has no {sorted(gone)}: take them out of README"


def test_every_check_is_listed():
    recipe = re.search(r"^check:.*\n((?:\t.*\n)+)", MAKEFILE, re.M)[1]
    for line in recipe.splitlines():
        call = line.strip().removeprefix("$(BIN)/")
        told = f"name the check `{call}` of 'make check' under '## Development' in README"
        assert f"`{call}`" in DEVELOPMENT, told


LAYERS = PYPROJECT["tool"]["importlinter"]["contracts"][0]["layers"]


def test_layers_stand_in_readme_as_import_linter_holds_them():
    drawn = [text for _, text in BLOCKS if "declarations" in text and "records" in text][-1]
    lines = [set(re.split(r"\s{3,}", line)[0].split()) for line in spaced(drawn)]
    held = [{each.strip().removeprefix("pipeline.") for each in row.split("|")} for row in LAYERS]
    told = "draw the layers in README as [tool.importlinter] in pyproject.toml has them"
    assert lines == held, told


def spaced(drawn):
    """Yield the lines of the drawing with single blanks between modules."""
    for line in drawn.strip().splitlines():
        yield re.sub(r"(?<=\w) {2}(?=\w)", " ", line)


FOLDERS = ("pipeline", "flows", "corpus", "models", "outputs", "tests")


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_is_listed(folder):
    told = f"add a row '| `{folder}/` | ... |' under '## Layout and import rules' in README"
    assert f"{folder}/" in first_cells(section("Layout and import rules")), told


# Form

ABSOLUTE = re.compile(r"(?<![\w.~/:>])/(?:[\w.-]+/)*[\w.-]+")
OTHERS = (
    "models/README.md",
    "outputs/README.md",
    "pipeline/sources/README.md",
    "pipeline/clean/README.md",
)
PAGES = {"README.md": README, "CHANGELOG.md": CHANGELOG} | {
    name: (ROOT / name).read_text("utf-8") for name in OTHERS
}


@pytest.mark.parametrize("name", PAGES)
def test_pages_name_no_absolute_path(name):
    lines = PAGES[name].splitlines()
    found = [(at, hit) for at, line in enumerate(lines, 1) for hit in ABSOLUTE.findall(line)]
    assert not found, f"{name}: write paths relative to the workspace: {found}"


def test_readme_can_be_read_in_one_sitting():
    n_lines = len(README.splitlines())
    assert n_lines < MOST_LINES, f"README has {n_lines} lines: shorten it"


def test_changelog_tells_of_this_version():
    version = PYPROJECT["project"]["version"]
    assert f"## [{version}]" in CHANGELOG, f"CHANGELOG.md: add a section '## [{version}]'"


def test_the_sample_has_as_many_documents_as_readme_says():
    cards = (ROOT / "corpus" / "sources").glob("sample_*.toml")
    n = sum(tomllib.loads(card.read_text("utf-8")).get("min_documents", 0) for card in cards)
    told = f"the cards of the sample expect {n} documents in all: mend the output shown in README"
    assert f"{n} documents, " in section("Two commands"), told
