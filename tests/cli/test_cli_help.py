"""`culturescope --help` and the help of every command are quick: they load nothing heavy.

Nothing here is timed: what counts is what is imported, and that is the same on every machine.
"""

import json
import subprocess
import sys

import click
import pytest

import pipeline.cli as command_line
from pipeline.cli import COMMANDS, cli, common
from pipeline.errors import CulturescopeError

HEAVY = (
    "bertopic",
    "duckdb",
    "numpy",
    "onnxruntime",
    "pandas",
    "prefect",
    "pyarrow",
    "rdflib",
    "scipy",
    "sklearn",
    "spacy",
    "sqlalchemy",
    "trafilatura",
)
SHOW = """
import json, sys
from pipeline.cli import cli
for words in json.loads(sys.argv[1]):
    cli.main([*words, "--help"], prog_name="culturescope", standalone_mode=False)
print("\\n" + json.dumps(sorted(sys.modules)))
"""
ONLY_CLICK = "import click, json, sys; print(json.dumps(sorted(sys.modules)))"
MOST_MODULES = 1.3
"""Modules that --help may load, to those that click and Python's own load anyway."""


def modules_after(code, *arguments):
    call = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(call, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def heavy(modules):
    return sorted({name.partition(".")[0] for name in modules} & set(HEAVY))


@pytest.fixture(scope="module")
def after_help():
    return modules_after(SHOW, json.dumps([[]]))


def test_help_loads_nothing_heavy(after_help):
    found = heavy(after_help)
    assert not found, f"--help loads {found}: import them inside the function that needs them"


def test_help_loads_hardly_more_than_click_itself(after_help):
    most = MOST_MODULES * len(modules_after(ONLY_CLICK))
    own = [name for name in after_help if name.startswith("pipeline")]
    told = f"--help loads {len(after_help)} modules, of our own {own}; {most:.0f} are enough"
    assert len(after_help) <= most, told


def test_help_imports_no_command(after_help):
    homes = {where.partition(":")[0] for where, _ in COMMANDS.values()}
    loaded = sorted(homes & set(after_help))
    assert not loaded, f"--help imports {loaded}: leave that to LazyGroup.get_command"


def test_help_of_every_command_loads_nothing_heavy():
    found = heavy(modules_after(SHOW, json.dumps([[name] for name in COMMANDS])))
    told = f"'culturescope COMMAND --help' loads {found}: import them inside the command"
    assert not found, told


def leaves(group, words=()):
    """Yield every command that does something, with the words that call it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from leaves(command, (*words, name))
        else:
            yield " ".join((*words, name)), command


@pytest.mark.parametrize(("name", "command"), list(leaves(cli)))
def test_every_command_and_option_has_its_help(name, command):
    assert command.help, f"culturescope {name}: give the command a docstring"
    for parameter in command.params:
        if isinstance(parameter, click.Option) and not (parameter.show_default or parameter.help):
            pytest.fail(f"culturescope {name} {parameter.opts[0]}: say in help= what it does")


def test_help_names_every_exit_code():
    def codes(error):
        yield error.exit_code
        for child in error.__subclasses__():
            yield from codes(child)

    told = " ".join(cli.help.split())
    named = {**vars(common), **vars(command_line)}
    ends = {code for name, code in named.items() if name.endswith("_EXIT")}
    for code in sorted({0, *ends, *codes(CulturescopeError)}):
        assert f" {code} " in told, f"exit code {code}: add it to the docstring of pipeline.cli.cli"


def test_help_is_the_same_inside_and_outside_a_workspace(tmp_path):
    call = [sys.executable, "-m", "pipeline.cli", "--help"]
    here = subprocess.run(call, capture_output=True, text=True, check=True)
    there = [sys.executable, "-m", "pipeline.cli", "--root", str(tmp_path / "none"), "--help"]
    elsewhere = subprocess.run(there, capture_output=True, text=True, check=True)
    assert here.stdout == elsewhere.stdout
