"""``snapshot``: what is written and what never is, what is read back, and the key that fingerprints are made with."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from projects import make, run

from envlint.core.environment import Environment
from envlint.core.errors import EnvlintError
from envlint.core.rule import Rule
from envlint.core.source import Binding, Reading, Source, Unseen
from envlint.core.value import Value
from envlint.formats import snapshot
from envlint.formats.fingerprints import ByFingerprint, Kept, Marker, guessable
from envlint.sources import key

ROOT = Path(__file__).parents[3]
SECRET = "Zq8vKx2LmWt5RbYnPd7H"
MARKER = Marker(bytes(range(32)))
ON_POSIX = pytest.mark.skipif(os.name != "posix", reason="permissions are those of POSIX")


@pytest.fixture
def project(tmp_path, monkeypatch):
    make(
        tmp_path / "project",
        {
            "rules/a.toml": "[PORT]\ntype = 'port'\n[MODE]\nvalues = ['fast', 'thorough']\n[TOKEN]\ntype = 'secret'\n",
            ".env.production": f"PORT=8080\nMODE=thorough\nTOKEN={SECRET}\nEMPTY=\nFLAG=On\nSHORT=abc\nLONG=abcd\n",
        },
    )
    monkeypatch.chdir(tmp_path / "project")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def taken(capsys, *words):
    """Return a snapshot as the document it is."""
    code, out, err = run(capsys, "snapshot", *words)
    assert code == 0, err
    return json.loads(out)


# --- what is written


def test_a_snapshot_names_places_and_fingerprints(project, capsys):
    document = taken(capsys, "--env", "production")
    by_name = {each["name"]: each for each in document["variables"]}
    assert list(by_name) == sorted(by_name)
    assert (document["version"], document["tier"], document["left_out"]) == (1, "production", 0)
    assert document["sources"] == [{"source": "dotenv:.env.production", "path": ".env.production"}]
    assert {name for name, each in by_name.items() if each["fingerprint"]} == {"TOKEN", "LONG"}
    assert {name for name, each in by_name.items() if each["empty"]} == {"EMPTY"}
    assert all(re.fullmatch("[0-9a-f]{64}", each["fingerprint"] or "0" * 64) for each in by_name.values())


def test_the_same_environment_gives_the_same_bytes(project, capsys):
    run(capsys, "snapshot", ".env.production", "-o", "one.json")
    run(capsys, "snapshot", ".env.production", "-o", "two.json")
    assert Path("one.json").read_bytes() == Path("two.json").read_bytes()


@ON_POSIX
def test_the_file_is_for_its_owner_alone_also_where_there_was_one(project, capsys):
    Path("one.json").write_text("old")
    Path("one.json").chmod(0o644)
    code, out, err = run(capsys, "snapshot", ".env.production", "-o", "one.json")
    assert (code, out) == (0, "")
    assert "one.json remembers 7 variables of dotenv:.env.production" in err
    assert stat.S_IMODE(Path("one.json").stat().st_mode) == 0o600


@pytest.mark.parametrize("words", [("nowhere",), ("empty.env",), ("--env", "staging", "--key", ".env.production")])
def test_what_cannot_be_recorded_leaves_the_last_snapshot_alone(project, capsys, words):
    make(Path(), {"one.json": "of an earlier day", "empty.env": "# nothing\n", ".env.staging": "A=b\n"})
    code, out, err = run(capsys, "snapshot", *words, "-o", "one.json")
    assert (code, out, bool(err)) == (2, "", True)
    assert Path("one.json").read_text() == "of an earlier day"


def test_a_name_that_may_be_a_piece_of_a_value_is_only_counted(project, capsys):
    make(Path(), {"broken.env": f'A="never closed\n{SECRET}=x\nB=b\n', "long.env": f"{SECRET * 4}=x\nA=abcdef\n"})
    document = taken(capsys, "long.env")
    assert ([each["name"] for each in document["variables"]], document["left_out"]) == (["A"], 1)
    _, out, err = run(capsys, "snapshot", "broken.env")
    assert SECRET not in out + err


def test_several_tiers_and_none_chosen(project, capsys):
    make(
        Path(),
        {"envlint.toml": "[tiers]\na = { files = ['.env.production'] }\nb = { files = ['.env.b'] }\n", ".env.b": "A=1"},
    )
    code, out, err = run(capsys, "snapshot")
    assert (code, out) == (2, "")
    assert "--env: a, b" in err


# --- which values have a fingerprint


@pytest.mark.parametrize("kind", ["bool", "port", "int", "number", "loglevel", "duration", "list<int>", "map<bool>"])
def test_few_values_by_type(kind):
    assert guessable(Rule(name="A", type=kind), SECRET)


@pytest.mark.parametrize("text", ["", "abc", "true", "FALSE", "Yes", "disabled", "none"])
def test_few_values_by_text(text):
    assert guessable(None, text)
    assert guessable(Rule(name="A", type="secret"), text)


@pytest.mark.parametrize(
    "rule", [None, Rule(name="A"), Rule(name="A", type="secret"), Rule(name="A", type="list<url>")]
)
def test_many_values(rule):
    assert not guessable(rule, SECRET)
    assert guessable(Rule(name="A", values=(SECRET, "other")), SECRET)


def test_equal_values_of_two_variables_have_other_fingerprints():
    assert MARKER.mark("A", SECRET) != MARKER.mark("B", SECRET)
    assert MARKER.mark("A", "BC") != MARKER.mark("AB", "C")
    assert Marker(bytes(32)).mark("A", SECRET) != MARKER.mark("A", SECRET)
    assert Marker(bytes(32)).id != MARKER.id


def test_a_fingerprint_is_hmac_sha256():
    import hashlib
    import hmac

    expected = hmac.new(bytes(range(32)), b"5:TOKENa value", hashlib.sha256).hexdigest()
    assert MARKER.mark("TOKEN", "a value") == expected


# --- written and read back

NAMES = st.text("ABC_xyz.", min_size=1, max_size=12)
VALUES = st.text(max_size=12)


@given(st.dictionaries(NAMES, VALUES, max_size=8), st.sampled_from(["", "environment", "env_file a.env"]))
def test_what_was_written_is_read_again(variables, layer):
    source = Source("compose", "c.yaml#web", path="c.yaml")
    bindings = [Binding(name, Value(text), source, layer=layer) for name, text in variables.items()]
    referred = Binding("REFERRED", Value(""), source, unseen="the Secret a is elsewhere")
    unseen = (Unseen("b.env is not there", "B_"),)
    live = Environment(
        [Reading(source, (*bindings, referred), unseen=unseen), Reading(Source("dotenv", ".env", path=".env"))]
    )
    text = snapshot.document(live, "production", MARKER, {})
    read = snapshot.parse(text, "s.json")
    assert snapshot.is_one(text)
    assert (read.tier, read.key_id, read.environment.unseen) == ("production", MARKER.id, unseen)
    assert [reading.source.label for reading in read.environment.readings] == ["compose:c.yaml#web", "dotenv:.env"]
    assert read.environment.winners.keys() == live.winners.keys()
    assert read.environment.winners["REFERRED"].unseen == "the Secret a is elsewhere"
    judge = ByFingerprint(MARKER)
    for name, text in variables.items():
        kept = read.environment.winners[name]
        assert kept.layer == layer
        told = judge.same(name, kept, live.winners[name])
        assert told is (None if text and guessable(None, text) else True)
        other = Binding(name, Value(text + "changed"), source)
        assert judge.same(name, kept, other) is (None if text and guessable(None, text) else False)


def test_two_snapshots_are_compared_without_the_key():
    source = Source("dotenv", ".env")
    one, same, other, none = (Kept("A", source, fingerprint=mark) for mark in ("a" * 64, "a" * 64, "b" * 64, ""))
    empty = Kept("A", source, empty=True)
    judge = ByFingerprint()
    assert [judge.same("A", one, each) for each in (same, other, none, empty)] == [True, False, None, False]
    assert [judge.same("A", each, empty) for each in (empty, none)] == [True, False]


# --- files that are no snapshot

GOOD = {
    "version": 1, "command": "snapshot", "tier": None, "key": "0" * 32,
    "sources": [{"source": "dotenv:.env", "path": ".env"}], "unseen": [], "left_out": 0,
    "variables": [
        {"name": "A", "source": "dotenv:.env", "path": ".env", "layer": "", "fingerprint": None, "empty": False,
         "unseen": ""}
    ],
}  # fmt: skip
OF_A = GOOD["variables"][0]


def changed(**keys):
    return {**GOOD, **keys}


def of_a(**keys):
    return changed(variables=[{**OF_A, **keys}])


HOSTILE = [
    [], {}, 1, "x", None, {"command": "snapshot"},
    changed(version=2), changed(version=True), changed(version="1"), changed(command="check"), changed(more=1),
    changed(tier=1), changed(tier=["x"]), changed(key="x"), changed(key=None), changed(left_out=-1),
    changed(left_out=True), changed(sources={}), changed(sources=[1]), changed(sources=[{"source": "a"}]),
    changed(sources=[]), changed(unseen=[{}]), changed(unseen="x"), changed(variables={}), changed(variables=[[]]),
    changed(variables=[OF_A, OF_A]), of_a(name=""), of_a(name=1), of_a(name="A" * 5000), of_a(source="dotenv:b"),
    of_a(fingerprint="x"), of_a(fingerprint="A" * 64), of_a(fingerprint=1), of_a(empty=None), of_a(empty=1),
    of_a(unseen=None), of_a(layer=None), of_a(value="x"), of_a(empty=True, fingerprint="0" * 64),
    changed(variables=[OF_A] * 70_000),
]  # fmt: skip


@pytest.mark.parametrize("document", HOSTILE, ids=lambda document: json.dumps(document)[:60])
def test_what_is_no_snapshot_is_refused(document):
    with pytest.raises(EnvlintError):
        snapshot.parse(json.dumps(document), "s.json")


@pytest.mark.parametrize(
    "text",
    ["", "{", '{"a": 1, "a": 2}', "[" * 100_000, '{"a":' * 100_000, "1" * 5000, '{"version": NaN}', "\0", "\ud800"],
    ids=lambda text: text[:12] or "empty",
)
def test_what_is_no_json_is_refused(text):
    with pytest.raises(EnvlintError):
        snapshot.parse(text, "s.json")


def test_a_good_one_is_not_refused():
    assert len(snapshot.parse(json.dumps(GOOD), "s.json").environment) == 1
    assert len(snapshot.parse("\ufeff" + json.dumps(GOOD), "s.json").environment) == 1


def test_a_file_that_is_too_large_is_refused():
    with pytest.raises(EnvlintError, match="larger"):
        snapshot.parse(" " * (snapshot.LARGEST + 1), "s.json")


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_document_is_read_or_refused(document):
    with suppress(EnvlintError):
        snapshot.parse(json.dumps(document), "s.json")


@given(st.sampled_from(list(GOOD)), st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_any_member_is_read_or_refused(name, value):
    with suppress(EnvlintError):
        snapshot.parse(json.dumps({**GOOD, name: value}), "s.json")


# --- the key


@ON_POSIX
def test_the_key_is_made_once_and_for_its_owner_alone(project, capsys):
    first = taken(capsys, ".env.production")
    path = project / "config/envlint/key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert re.fullmatch(rb"[0-9a-f]{64}\n", path.read_bytes())
    assert taken(capsys, ".env.production") == first


def test_another_key_gives_other_fingerprints(project, capsys):
    first = taken(capsys, ".env.production")
    second = taken(capsys, ".env.production", "--key", str(project / "other"))
    assert first["key"] != second["key"]
    one, two = ({each["name"]: each["fingerprint"] for each in document["variables"]} for document in (first, second))
    assert one["TOKEN"] != two["TOKEN"]
    assert one["PORT"] is two["PORT"] is None


def test_the_key_stands_in_no_snapshot_and_no_message(project, capsys):
    _, out, err = run(capsys, "snapshot", ".env.production")
    digits = (project / "config/envlint/key").read_text().strip()
    assert digits not in out + err
    assert bytes.fromhex(digits).decode("latin-1") not in out


@pytest.mark.parametrize(
    ("content", "mode", "said"),
    [
        ("", 0o600, "it is empty"),
        ("0" * 63, 0o600, "no key"),
        ("0" * 65, 0o600, "no key"),
        ("G" * 64, 0o600, "no key"),
        ("A" * 64, 0o600, "no key"),
        ("0" * 64 + "\n\n", 0o600, "no key"),
        pytest.param("0" * 64, 0o640, "0640", marks=ON_POSIX),
        pytest.param("0" * 64, 0o604, "0604", marks=ON_POSIX),
    ],
)
def test_what_is_no_key_is_refused(project, capsys, content, mode, said, monkeypatch):
    monkeypatch.setattr(key, "PAUSE", 0)
    place = project / "key"
    place.write_text(content)
    place.chmod(mode)
    code, out, err = run(capsys, "snapshot", ".env.production", "--key", str(place))
    assert (code, out) == (2, "")
    assert said in err
    assert not content or content not in err


@ON_POSIX
def test_a_link_a_folder_and_a_pipe_are_no_keys(project, capsys):
    good = project / "good"
    good.write_text("0" * 64)
    good.chmod(0o600)
    (project / "link").symlink_to(good)
    (project / "dangling").symlink_to(project / "nothing")
    os.mkfifo(project / "pipe", 0o600)
    (project / "folder").mkdir()
    for name in ("link", "dangling", "pipe", "folder"):
        code, out, _ = run(capsys, "snapshot", ".env.production", "--key", str(project / name))
        assert (code, out) == (2, ""), name
    assert not (project / "nothing").exists()
    assert run(capsys, "snapshot", ".env.production", "--key", str(good))[0] == 0


def test_a_key_in_the_project_is_refused(project, capsys):
    code, out, err = run(capsys, "snapshot", ".env.production", "--key", "key")
    assert (code, out) == (2, "")
    assert "lies in the project" in err
    assert not Path("key").exists()


def test_a_relative_settings_folder_is_ignored(project, capsys, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", "config")
    monkeypatch.setenv("HOME", str(project / "home"))
    taken(capsys, ".env.production")
    assert (project / "home/.config/envlint/key").is_file()


def test_no_home_for_a_key(project, capsys, monkeypatch):
    monkeypatch.delenv("XDG_CONFIG_HOME")
    monkeypatch.delenv("HOME")
    code, _, err = run(capsys, "snapshot", ".env.production")
    assert code == 2
    assert "--key" in err


def test_a_key_that_is_being_written_is_waited_for(project, monkeypatch):
    place = project / "key"
    place.write_text("")
    place.chmod(0o600)
    monkeypatch.setattr(key.time, "sleep", lambda _: place.write_text("ab" * 32))
    assert key.load_or_make(str(place)) == (b"\xab" * 32, False)


MAKE = "import sys; from envlint.sources.key import load_or_make; print(load_or_make(sys.argv[1])[0].hex())"


def test_processes_that_make_a_key_at_once_use_the_same(project):
    place = project / "home" / "key"
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", MAKE, str(place)]
    started = [subprocess.Popen(command, stdout=subprocess.PIPE, env=environ, text=True) for _ in range(6)]
    said = {process.communicate()[0] for process in started}
    assert [process.returncode for process in started] == [0] * 6
    assert said == {place.read_text()}
