"""``procfile:`` as a user meets it: processes of a Procfile, and what ``heroku config`` prints."""

import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from envlint import sources
from envlint.core.environment import Environment
from envlint.core.errors import EnvlintError
from envlint.core.source import Reading, Source
from envlint.formats import procfile

HEROKU = """\
=== \N{BLACK HEXAGON} shop-api Config Vars

DATABASE_URL:  postgres://u:p@h/db
EMPTY:
KEY:           line one
               line two
RACK_ENV:      production
"""


def read(folder: Path, text: str, part: str = "") -> Reading:
    (folder / "Procfile").write_text(text)
    (reading,) = sources.read(sources.parse(f"procfile:Procfile{part}"), str(folder), str(folder))
    return reading


def values(reading: Reading) -> dict[str, str | None]:
    winners = Environment([reading]).winners
    return {name: None if binding.unseen else binding.value.raw for name, binding in winners.items()}


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("PORT=5000 RAILS_ENV=production bundle exec puma", {"PORT": "5000", "RAILS_ENV": "production"}),
        ("A='x y' B=\"p q\" C=a\\ b D=a'b'\"c\" run", {"A": "x y", "B": "p q", "C": "a b", "D": "abc"}),
        ('A="a\\"b\\\\c\\d" run', {"A": 'a"b\\c\\d'}),
        (
            'A=\'$X\' B=\\$X C="\\$X" D=5$ E="5$" F=$ run',
            {"A": "$X", "B": "$X", "C": "$X", "D": "5$", "E": "5$", "F": "$"},
        ),
        ('A=$X B="a${X:-b c}" C=${X:-a b} D=$(a b) E=`a b` F=~ G=$$ H=1 run', dict.fromkeys("ABCDEFG") | {"H": "1"}),
        ("A= run", {"A": ""}),
        ("A=a=b run A=2", {"A": "a=b"}),
        ("A=1 A=2 run", {"A": "2"}),
        ("A=1 > log run", {"A": "1"}),
        ("A=\u00a0x run", {"A": "\u00a0x"}),
        ("run A=1", {}),
        ("env A=1 run", {}),
        ("A=1", {}),
        ("A=1 && run", {}),
        ("A=1; run", {}),
        ("1A=1 run", {}),
        ("", {}),
    ],
)
def test_the_assignments_before_a_command(tmp_path: Path, command: str, expected: dict[str, str | None]) -> None:
    assert values(read(tmp_path, f"# all of it\nweb: {command}\n")) == expected


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("$X", "the shell expands $X when the process starts"),
        ('"a${X:-b}"', "the shell expands $X when the process starts"),
        ("$(x)", "the shell runs a command for it when the process starts"),
        ('"`x`"', "the shell runs a command for it when the process starts"),
        ("~/x", "the shell expands ~ when the process starts"),
        ("$1", "the shell expands it when the process starts"),
    ],
)
def test_what_the_shell_expands_cannot_be_seen(tmp_path: Path, word: str, reason: str) -> None:
    assert Environment([read(tmp_path, f"web: A={word} run")]).why_unseen("A") == reason


def test_places_are_those_of_the_text(tmp_path: Path) -> None:
    reading = read(tmp_path, "worker: x\nweb: A=1 B='x y' C=a\\ b run\n", "#web")
    text = reading.source.text
    found = [(text[b.name_start : b.name_end], text[b.value_start : b.value_end], b.quote) for b in reading.bindings]
    assert found == [("A", "1", ""), ("B", "x y", "'"), ("C", "a\\ b", "")]
    assert {(binding.at.line, binding.layer) for binding in reading.bindings} == {(2, "process web")}
    assert reading.source.written_here


def test_an_open_quote_is_noticed(tmp_path: Path) -> None:
    reading = read(tmp_path, "web: A=1 B='x run\n")
    assert [(notice.kind, notice.name) for notice in reading.notices] == [("unterminated-quote", "B")]
    assert values(reading) == {}


def test_lines_that_are_no_process_are_noticed(tmp_path: Path) -> None:
    reading = read(tmp_path, "web: A=1 run\nprose\n  web2: x\n")
    assert [(notice.kind, reading.source.at(notice.start, notice.end).line) for notice in reading.notices] == [
        ("malformed-line", 2),
        ("malformed-line", 3),
    ]


@pytest.mark.parametrize(
    ("text", "part", "message"),
    [
        ("web: x\nworker: y\n", "", "2 process types in it could be meant"),
        ("web: x\n", "#wob", "no process type in it is called 'wob'"),
        ("prose\n" * 2000, "", "is no Procfile: more than 1000 of its lines"),
        ("=== a Config Vars\n" + "prose\n" * 2000, "", "is no dump of config vars"),
        ("# nothing\n", "", "there is no process type in it"),
        ("=== a Config Vars\nA: 1\n=== b Config Vars\n", "", "2 apps in it could be meant"),
    ],
)
def test_a_part_that_is_not_there(tmp_path: Path, text: str, part: str, message: str) -> None:
    with pytest.raises(EnvlintError) as caught:
        read(tmp_path, text, part)
    assert message in str(caught.value)


def test_of_processes_of_one_name_the_last_counts(tmp_path: Path) -> None:
    assert values(read(tmp_path, "web: A=1 run\nweb: A=2 run\n", "#web")) == {"A": "2"}


def test_a_dump_of_config_vars(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(HEROKU.encode())))
    (reading,) = sources.read(sources.parse("procfile:-"), str(tmp_path), str(tmp_path))
    assert values(reading) == {
        "DATABASE_URL": "postgres://u:p@h/db",
        "EMPTY": "",
        "KEY": None,
        "RACK_ENV": "production",
    }
    text = reading.source.text
    assert [text[b.value_start : b.value_end] for b in reading.bindings[:2]] == ["postgres://u:p@h/db", ""]
    assert not reading.source.written_here
    assert [text[slice(*hidden)].strip() for hidden in reading.opaque] == ["line two"]
    assert [notice.kind for notice in reading.notices] == ["malformed-line"]


def test_one_app_of_several(tmp_path: Path) -> None:
    text = "=== a Config Vars\nA: 1\n\n=== b Config Vars\n\nA: 2\n"
    assert values(read(tmp_path, text, "#b")) == {"A": "2"}


WORDS = st.text(st.sampled_from("ab1 '\"\\$~=%#.!{}é"), max_size=12)


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no POSIX shell")
@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=3))
def test_it_reads_what_a_shell_sets(words: list[str]) -> None:
    command = " ".join(f"V{number}={word}" for number, word in enumerate(words)) + " env"
    source = Source("procfile", "x", text=f"web: {command}")
    (process,), _ = procfile.processes(source.text)
    bindings, _ = procfile.bindings(process, source)
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    ran = subprocess.run(["sh", "-fc", command], capture_output=True, env=environment, check=False)
    printed = dict(line.partition("=")[::2] for line in ran.stdout.decode().split("\n"))
    for binding in bindings if not ran.returncode else ():
        assert binding.unseen or printed.get(binding.name) == binding.value.raw
