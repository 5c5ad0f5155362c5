"""The READMEs name only what there is, and show only what a command says."""

from __future__ import annotations

import re
import sqlite3
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from tests.running import ROOT, yiben
from yiben.config import cli

READMES = ("README.md", "README.zh-CN.md")
DOCS = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "docs").glob("*.md"))
CODE = re.compile(r"```\w*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
BIGGEST = 200_000


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def code_of(name: str) -> Iterator[str]:
    """Each line of a code block and each code span."""
    for block, span in CODE.findall(text_of(name)):
        yield from (block or span).splitlines()


def told_commands(name: str) -> Iterator[tuple[tuple[str, ...], frozenset[str]]]:
    """(command words, its options): from rows of the table, lines of blocks, and spans."""
    for row in re.findall(r"^\| `yiben ([^`]+)` \|(.*)\|$", text_of(name), re.MULTILINE):
        yield (
            words_of(row[0]),
            frozenset(re.findall(r"--[a-z-]+", f"{row[0]} {row[1]}".replace("--seal FILE", "--seal"))),
        )
    for line in code_of(name):
        if called := re.match(r"(?:\$ )?(?:\.venv/bin/)?yiben ((?:--data \S+ )?[a-z].*)", line.split("#")[0]):
            yield words_of(called[1]), frozenset(re.findall(r"--[a-z-]+", called[1]))


def words_of(typed: str) -> tuple[str, ...]:
    """The command's own words: without options, arguments and what follows `django`."""
    typed = re.sub(r"^--data \S+ ", "", typed)
    words = re.match(r"(?:[a-z]+(?:-[a-z]+)*(?: |$))*", typed.split(" --")[0])
    assert words, typed
    named = tuple(words[0].split())
    return named[:2] if isinstance(command_of(named[:1]), click.Group) else named[:1]


def command_of(words: tuple[str, ...]) -> click.Command:
    assert words[0] in cli.available(), f"no yiben {words[0]}"
    found: click.Command = import_module(f"yiben.config.commands.{words[0].replace('-', '_')}").command
    for word in words[1:]:
        assert isinstance(found, click.Group)
        found = found.commands[word]
    return found


def options_of(command: click.Command) -> set[str]:
    own = {name for param in (*command.params, *cli.root.params) for name in (*param.opts, *param.secondary_opts)}
    return own | {"--help"}


@pytest.mark.parametrize("name", [*READMES, *DOCS])
def test_every_command_named_exists_with_its_options(name: str) -> None:
    for words, options in told_commands(name):
        unknown = options - options_of(command_of(words))
        assert not unknown, f"yiben {' '.join(words)} has no {unknown}"


@pytest.mark.parametrize("name", READMES)
def test_the_table_names_every_command(name: str) -> None:
    named = {words[0] for words, _options in told_commands(name)}
    assert named == set(cli.available())


def test_both_name_the_same_commands() -> None:
    english, chinese = (set(told_commands(name)) for name in READMES)
    assert english == chinese


@pytest.mark.parametrize("name", READMES)
def test_every_make_target_named_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    named = {word for line in code_of(name) for word in re.findall(r"^make ([a-z-]+)", line)}
    assert {"demo", "test", "check"} <= named <= targets


@pytest.mark.parametrize("name", [*READMES, *DOCS])
def test_every_file_named_exists(name: str) -> None:
    here = (ROOT / name).parent
    linked = re.findall(r"\]\((?!https?:)([^)#]+)", text_of(name))
    named = [line for line in code_of(name) if re.fullmatch(r"(?:yiben|tests)/[\w/.-]+", line)]
    missing = [path for path in linked if not (here / path).exists()]
    assert missing + [path for path in named if not (ROOT / path).exists()] == []


def test_pictures_are_light_and_every_one_is_shown() -> None:
    pictures = list((ROOT / "docs" / "pictures").iterdir())
    assert {path.name for path in pictures if path.stat().st_size > BIGGEST} == set()
    shown = {
        Path(link).name for name in (*READMES, *DOCS) for link in re.findall(r"!\[[^]]*\]\(([^)]+)", text_of(name))
    }
    assert {path.name for path in pictures} == shown


@pytest.mark.slow
@pytest.mark.parametrize("name", READMES)
def test_what_it_shows_of_a_command_is_what_the_command_says(name: str, demo: Path) -> None:
    shown = re.search(r"```console\n\$ yiben --data demo (.*?)\n(.*?)```", text_of(name), re.DOTALL)
    assert shown
    done = yiben(demo, *shown[1].split())
    assert done.stdout == shown[2]


@pytest.mark.slow
def test_the_sample_street_is_as_large_as_told(demo: Path) -> None:
    with sqlite3.connect(f"file:{demo / 'book.sqlite3'}?mode=ro", uri=True) as book:
        tasks = book.execute("select count(*) from plans_measure where not dropped").fetchone()[0]
        numbers = book.execute("select count(*) from plans_target").fetchone()[0]
        entries = book.execute("select count(*) from ledger_entry").fetchone()[0]
    assert f"{tasks} tasks with {numbers}\nnumbers, {entries:,} entries" in text_of("README.md")
    assert f"{tasks} 项任务、{numbers} 个数量目标，两年 {entries} 条记录" in text_of("README.zh-CN.md")


def test_it_is_the_package_s_description() -> None:
    assert tomllib.loads(text_of("pyproject.toml"))["project"]["readme"] == "README.md"
