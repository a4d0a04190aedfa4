"""``docker:`` as a user meets it: what inspect commands print, saved to a file or piped in."""

import io
import json
from pathlib import Path

import pytest

from envlint import sources
from envlint.core.errors import EnvlintError
from envlint.core.source import Reading

# As Docker Engine 28 and Podman 5 print them, shortened.
WEB = {
    "Id": "3f4e8a1c9b7d6e5f3f4e8a1c9b7d6e5f",
    "Name": "/shop-web-1",
    "Config": {
        "Env": ["PORT=8080", "GREETING=a=b \u00e9", "PATH=/usr/bin", "EMPTY="],
        "Labels": {"com.docker.compose.service": "web"},
    },
}
DB = {"Id": "99aa", "Name": "/shop-db-1", "Config": {"Env": ["PGDATA=/data"], "Labels": None}}
PODMAN = {"Id": "77bb", "Name": "web", "Config": {"Env": ["container=podman", "PORT=1"], "Labels": {}}}
IMAGE = {"Id": "sha256:c0ffee00aa", "RepoTags": ["shop/web:1.2", "shop/web:latest"], "Config": {"Env": ["A=1"]}}
SERVICE = {"ID": "qv3w", "Spec": {"Name": "api", "TaskTemplate": {"ContainerSpec": {"Env": ["B=2"]}}}}


def read(folder: Path, content: object, part: str = "") -> Reading:
    (folder / "inspect.json").write_text(content if isinstance(content, str) else json.dumps(content, indent=4))
    (reading,) = sources.read(sources.parse(f"docker:inspect.json{part}"), str(folder), str(folder))
    return reading


def values(reading: Reading) -> dict[str, str]:
    return {binding.name: binding.value.raw for binding in reading.bindings}


@pytest.mark.parametrize(
    ("content", "part", "expected"),
    [
        ([WEB], "", {"PORT": "8080", "GREETING": "a=b \u00e9", "PATH": "/usr/bin", "EMPTY": ""}),
        (DB, "", {"PGDATA": "/data"}),
        ([WEB, DB], "#shop-db-1", {"PGDATA": "/data"}),
        ([WEB, DB], "#/shop-db-1", {"PGDATA": "/data"}),
        ([DB, PODMAN], "#web", {"container": "podman", "PORT": "1"}),
        ([DB, PODMAN], "#/web", {"container": "podman", "PORT": "1"}),
        ([DB, WEB], "#web", {"PORT": "8080", "GREETING": "a=b \u00e9", "PATH": "/usr/bin", "EMPTY": ""}),
        ([DB, WEB], "#99aa", {"PGDATA": "/data"}),
        ([IMAGE, DB], "#shop/web:latest", {"A": "1"}),
        ([IMAGE, DB], "#c0ffee", {"A": "1"}),
        ([IMAGE, DB], "#sha256:c0ffee", {"A": "1"}),
        ([SERVICE], "#api", {"B": "2"}),
        (DB["Config"], "", {"PGDATA": "/data"}),
        (["A=1", "B=2"], "", {"A": "1", "B": "2"}),
        ([{"Name": "/x", "Config": {"Env": None}}], "", {}),
        ([{"Name": "/x", "Config": {"Env": ["A=1", "B=1", "A"]}}], "", {"B": "1"}),
        ('[{"Name": "/x", "Config": {"Env": ["A=\\ud83d\\ude00\\u0026"]}}]', "", {"A": "\N{GRINNING FACE}&"}),
    ],
)
def test_the_environment_of_one_object(tmp_path: Path, content: object, part: str, expected: dict[str, str]) -> None:
    assert values(read(tmp_path, content, part)) == expected


def test_a_container_has_everything_else_too(tmp_path: Path) -> None:
    assert not read(tmp_path, [WEB]).source.written_here


def test_places_are_those_of_the_text(tmp_path: Path) -> None:
    reading = read(tmp_path, [WEB])
    text = reading.source.text
    first, second = reading.bindings[:2]
    assert (first.at.line, text[first.name_start : first.name_end], text[first.value_start : first.value_end]) == (
        7,
        "PORT",
        "8080",
    )
    assert text[second.value_start : second.value_end] == "a=b \\u00e9"


@pytest.mark.parametrize(
    ("content", "part", "message"),
    [
        ([WEB, DB], "", "2 containers in it could be meant: name one, such as docker:inspect.json#shop-web-1"),
        ([WEB, DB], "#wob", "no container in it is called 'wob'"),
        ([WEB, {**WEB, "Name": "/shop-web-2", "Id": "1"}], "#web", "2 containers in it could be meant"),
        ([], "", "is no output of docker inspect"),
        ({"a": 1}, "", "is no output of docker inspect"),
        ([{"Name": "net", "IPAM": {}}], "", "is no output of docker inspect"),
        ("Error: No such object: web", "", "inspect.json:1:1: cannot be read as JSON: is not valid JSON here"),
        ('[{"Name": }', "", "inspect.json:1:11: cannot be read as JSON"),
    ],
)
def test_what_is_not_there_is_said(tmp_path: Path, content: object, part: str, message: str) -> None:
    with pytest.raises(EnvlintError) as caught:
        read(tmp_path, content, part)
    assert message in str(caught.value)


def test_entries_that_set_nothing_are_noticed(tmp_path: Path) -> None:
    reading = read(tmp_path, [{"Name": "/x", "Config": {"Env": ["=1", 7, "A=1", "A=2"]}}])
    assert [notice.kind for notice in reading.notices] == ["malformed-line", "malformed-line", "duplicate-key"]
    assert values(reading) == {"A": "2"}


def test_it_can_be_piped_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    piped = io.TextIOWrapper(io.BytesIO(json.dumps([WEB, DB]).encode()))
    monkeypatch.setattr("sys.stdin", piped)
    (reading,) = sources.read(sources.parse("docker:-#shop-db-1"), str(tmp_path), str(tmp_path))
    assert values(reading) == {"PGDATA": "/data"}
    assert (reading.source.path, reading.source.label) == ("", "docker:-#shop-db-1")
