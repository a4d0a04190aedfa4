"""``compose:FILE#SERVICE``: the layers of a service, what is noticed in them, and what is not read."""

from __future__ import annotations

import io
import os
import sys
from typing import TYPE_CHECKING

import pytest

from envlint.core.environment import Environment
from envlint.core.errors import EnvlintError
from envlint.sources import compose

if TYPE_CHECKING:
    from pathlib import Path

    from envlint.core.source import Notice, Reading


@pytest.fixture(autouse=True)
def _shell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the shell one variable, and none of those that steer Docker Compose."""
    for name in os.environ:
        if name.startswith("COMPOSE_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("FROM_SHELL", "shell")


def write(folder: Path, **texts: str) -> None:
    names = {"compose": "compose.yaml", "override": "compose.override.yaml", "dot_env": ".env", "web_env": "web.env"}
    for key, text in texts.items():
        (folder / names.get(key, key)).write_text(text)


def read(folder: Path, ref: str = "compose.yaml#web", cwd: Path | None = None) -> tuple[Reading, ...]:
    return compose.read(ref, str(folder), str(cwd or folder))


def service(body: str) -> str:
    return "services:\n  web:\n    image: i\n" + "".join(f"    {line}\n" for line in body.splitlines())


def layers(readings: tuple[Reading, ...]) -> list[tuple[str, str, str]]:
    return [(one.name, one.value.raw, one.layer) for reading in readings for one in reading.bindings]


def notices(readings: tuple[Reading, ...]) -> list[Notice]:
    return [notice for reading in readings for notice in reading.notices]


def refusal(folder: Path, ref: str = "compose.yaml#web") -> EnvlintError:
    with pytest.raises(EnvlintError) as caught:
        read(folder, ref)
    return caught.value


def test_the_layers_stand_in_order_each_with_its_name(tmp_path: Path) -> None:
    write(
        tmp_path,
        compose=service("build: .\nenv_file: [web.env]\nenvironment: {A: env, FROM_SHELL: , DOT: , D: '${DOT}'}"),
        web_env="A=file\nF=file\n",
        dot_env="DOT=dot\n",
        Dockerfile="FROM scratch\nENV A=image I=image\n",
    )
    assert layers(read(tmp_path)) == [
        ("A", "image", "image"),
        ("I", "image", "image"),
        ("A", "file", "env_file web.env"),
        ("F", "file", "env_file web.env"),
        ("A", "env", "environment"),
        ("FROM_SHELL", "shell", "shell"),
        ("DOT", "dot", "the .env file"),
        ("D", "dot", "environment"),
    ]
    assert Environment(read(tmp_path)).winners["D"].written.raw == "${DOT}"


def test_losers_of_an_override_stay_below_the_winner(tmp_path: Path) -> None:
    write(tmp_path, compose=service("environment: {A: 1, B: 1}"), over="services: {web: {environment: {A: 2}}}")
    readings = read(tmp_path, "compose.yaml,over#web")
    assert [(reading.source.path, layers((reading,))) for reading in readings] == [
        ("compose.yaml", [("A", "1", "environment"), ("B", "1", "environment")]),
        ("over", [("A", "2", "environment")]),
    ]
    assert notices(readings) == []


def test_bindings_know_their_places(tmp_path: Path) -> None:
    text = service('environment:\n  - PLAIN=one two # no\n  - "QUOTED=x=y"\n  - "ESC\\u0041PED=z"')
    write(tmp_path, compose=text)
    found = {one.name: one for one in read(tmp_path)[0].bindings}
    spans = {
        name: (text[one.name_start : one.name_end], text[one.value_start : one.value_end])
        for name, one in found.items()
    }
    assert spans["PLAIN"] == ("PLAIN", "one two")
    assert spans["QUOTED"] == ("QUOTED", "x=y")
    assert spans["ESCAPED"] == ("ESC\\u0041PED=z", "ESC\\u0041PED=z")


def test_a_name_alone_without_a_value_outside_unsets_all_below_it(tmp_path: Path) -> None:
    write(
        tmp_path,
        compose=service("build: .\nenv_file: web.env\nenvironment: [A]"),
        web_env="A=file\nB=1\n",
        Dockerfile="FROM scratch\nENV A=image\n",
    )
    readings = read(tmp_path)
    assert layers(readings) == [("B", "1", "env_file web.env")]
    (notice,) = notices(readings)
    assert (notice.kind, notice.name) == ("shadowed-value", "A")
    assert "web.env" in notice.detail
    assert "unsets" in notice.detail


def test_a_name_alone_that_takes_the_shells_value_from_an_env_file_is_noticed(tmp_path: Path) -> None:
    write(tmp_path, compose=service("env_file: web.env\nenvironment: [FROM_SHELL]"), web_env="FROM_SHELL=file\n")
    (notice,) = notices(read(tmp_path))
    assert notice.kind == "shadowed-value"
    assert "the value of the shell" in notice.detail
    write(tmp_path, web_env="FROM_SHELL=shell\n")
    assert notices(read(tmp_path)) == []


def test_references_to_nothing_and_values_that_change_are_noticed(tmp_path: Path) -> None:
    write(
        tmp_path,
        compose=service("env_file: web.env\nenvironment: {A: '${NONE}', P: 0777, Q: 8080, R: True, S: true, T: yes}"),
        web_env="F=$NOTHING\n",
    )
    assert [(one.kind, one.name, one.detail.split()[-1]) for one in notices(read(tmp_path))] == [
        ("undefined-reference", "F", "NOTHING"),
        ("undefined-reference", "A", "NONE"),
        ("value-not-a-string", "P", "way"),
        ("value-not-a-string", "R", "way"),
    ]


def test_repeated_keys_names_and_foreign_tags_are_noticed_and_composes_own_tags_are_not(tmp_path: Path) -> None:
    write(
        tmp_path,
        compose="x-a: &a {}\nx-b: {!!merge <<: *a}\n"
        + service("environment: [A=1, A=2]\nlabels: {x: 1, x: 2}\nuser: !mine x"),
        over="services: {web: {environment: !override {B: 1}, ports: !reset []}}",
    )
    kinds = sorted(one.kind for one in notices(read(tmp_path)))
    assert kinds == ["duplicate-key", "repeated-yaml-key", "value-not-a-string"]
    assert layers(read(tmp_path, "compose.yaml,over#web")) == [("B", "1", "environment")]


def test_a_required_env_file_that_is_not_there_cannot_be_seen(tmp_path: Path) -> None:
    write(tmp_path, compose=service("env_file:\n  - no.env\n  - {path: nor.env, required: false}"))
    environment = Environment(read(tmp_path))
    assert environment.why_unseen("ANY") == "env_file no.env is not there"
    assert len(environment.unseen) == 1


def test_without_a_service_there_must_be_one_alone(tmp_path: Path) -> None:
    write(tmp_path, compose=service("environment: {A: 1}"))
    assert layers(read(tmp_path, "compose.yaml")) == [("A", "1", "environment")]
    write(tmp_path, compose="services: {a: {image: i}, b: {image: i, profiles: [x], environment: {A: 1}}}")
    assert "could be meant" in refusal(tmp_path, "compose.yaml").message
    assert layers(read(tmp_path, "compose.yaml#b")) == [("A", "1", "environment")]
    assert "no service in it is called 'c'" in refusal(tmp_path, "compose.yaml#c").message


def test_the_usual_files_are_found_in_a_folder_and_upwards(tmp_path: Path) -> None:
    write(tmp_path, compose=service("environment: {A: 1}"), override="services: {web: {environment: {B: '$PWD'}}}")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    for ref, cwd in ((".#web", tmp_path), ("#web", tmp_path), ("#web", below), (str(tmp_path), below)):
        assert [name for name, _, _ in layers(read(tmp_path, ref, cwd))] == ["A", "B"]
    assert "no Compose file" in refusal(tmp_path, "a").message


def test_a_file_found_by_its_name_is_no_way_out_of_the_project(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    write(tmp_path, other=service("environment: {A: outside}"))
    (project / "compose.yaml").symlink_to(tmp_path / "other")
    assert "leads out of the project" in refusal(project, "#web").message


def test_compose_file_in_the_env_file_names_the_files_but_none_outside(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    write(project, dot_env="COMPOSE_FILE=one\n", one=service("environment: {A: 1}"))
    assert layers(read(project, ".")) == [("A", "1", "environment")]
    write(tmp_path, one=service("environment: {A: outside}"))
    write(project, dot_env="COMPOSE_FILE=../one\n")
    assert "leads out of the project" in refusal(project, ".").message


def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(service("env_file: web.env\nenvironment: {A: '${DOT}'}").encode())

    write(tmp_path, web_env="F=1\n", dot_env="DOT=1\n")
    monkeypatch.setattr(sys, "stdin", Stdin)
    assert [name for name, _, _ in layers(read(tmp_path, "-#web"))] == ["F", "A"]


@pytest.mark.parametrize(
    "path", ["../secret.env", "{outside}/secret.env", "link.env", "folder/secret.env", "~/secret.env"]
)
def test_no_env_file_is_read_outside_of_the_project(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "secret.env").write_text("SECRET=1\n")
    project = tmp_path / "project"
    project.mkdir()
    (project / "link.env").symlink_to(tmp_path / "secret.env")
    (project / "folder").symlink_to(tmp_path)
    write(project, compose=service(f"env_file: {path.format(outside=tmp_path)}"))
    error = refusal(project)
    assert "leads out of the project" in error.message
    assert error.at is not None
    assert (error.at.path, error.at.line) == ("compose.yaml", 4)


@pytest.mark.parametrize(
    "text",
    [
        "services: {web: {extends: {file: ../out, service: web}}}",
        "include: [../out]\nservices: {web: {image: i}}",
        "include: [{path: one, env_file: ../out}]\nservices: {web: {image: i}}",
        "include: [{path: one, project_directory: ..}]\nservices: {web: {image: i}}",
    ],
)
def test_no_other_file_is_read_outside_of_the_project(text: str, tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    write(tmp_path, out="services: {web: {image: i}}", dot_env="A=1\n")
    write(project, compose=text, one="services: {one: {image: i}}")
    assert "leads out of the project" in refusal(project).message


def test_a_dot_env_that_is_a_link_out_is_not_read(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (tmp_path / "secret.env").write_text("SECRET=1\n")
    (project / ".env").symlink_to(tmp_path / "secret.env")
    write(project, compose=service("environment: {A: 1}"))
    assert "leads out of the project" in refusal(project).message


def test_a_file_outside_of_the_root_has_its_own_folder_for_a_root(tmp_path: Path) -> None:
    project, other = tmp_path / "project", tmp_path / "other"
    for folder in (project, other):
        folder.mkdir()
    write(other, compose=service("env_file: web.env"), web_env="A=1\n")
    assert [name for name, _, _ in layers(read(project, "../other/compose.yaml#web"))] == ["A"]
    write(other, compose=service("env_file: ../project/web.env"))
    write(project, web_env="A=1\n")
    assert "leads out of the project" in refusal(project, "../other/compose.yaml#web").message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("services: [", "cannot be read as YAML"),
        ("a: " + "[" * 10_000, "nested deeper"),
        (
            "a: &a [x,x]\n"
            + "".join(f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)),
            "nodes",
        ),
        ("services: {web: {extends: job}, job: {extends: web}}", "in a circle"),
        ("include: [compose.yaml]", "in a circle"),
        (service("environment: {A: '${SECRET:?}'}"), "SECRET is required"),
        (service("environment: {A: '${'}"), "malformed"),
        (service("environment: {A: 2024-01-01}"), "a date"),
        ("include: ['oci://example.org/x']", "nothing is fetched"),
        ("x: 1", "no service"),
    ],
)
def test_what_cannot_be_read_is_one_clear_error(text: str, message: str, tmp_path: Path) -> None:
    write(tmp_path, compose=text)
    assert message in refusal(tmp_path).message


def test_ten_thousand_variables(tmp_path: Path) -> None:
    lines = "".join(f"\n  V{number}: ${{X:-{number}}}" for number in range(10_000))
    write(tmp_path, compose=service(f"environment:{lines}"))
    assert len(Environment(read(tmp_path))) == 10_000


def test_messages_and_notices_hold_no_value(tmp_path: Path) -> None:
    canary = "c4n4ry"
    write(tmp_path, dot_env=f"SECRET={canary}\n", web_env=f"A={canary}\nB C={canary}\n")
    for body in ("env_file: '${SECRET}.env'", "env_file: web.env", "environment: {A: '${SECRET}${'}"):
        write(tmp_path, compose=service(body))
        said = ""
        try:
            said = repr([(reading.notices, reading.unseen) for reading in read(tmp_path)])
        except EnvlintError as error:
            said = str(error)
        assert said
        assert canary not in said


def test_comments_can_answer_findings(tmp_path: Path) -> None:
    text = service(
        "environment:\n  # envlint: ignore[ENV101] alone\n  A: 1 # envlint: ignore[ENV102]\n  B: '# envlint: no'"
    )
    write(tmp_path, compose=text)
    (reading,) = read(tmp_path)
    assert [(remark.text.split()[-1], remark.alone) for remark in reading.remarks] == [
        ("alone", True),
        ("ignore[ENV102]", False),
    ]


def test_an_env_file_that_everybody_may_write_is_noticed(tmp_path: Path) -> None:
    write(tmp_path, compose=service("env_file: web.env"), web_env="A=1\n")
    (tmp_path / "web.env").chmod(0o666)
    assert [one.kind for one in notices(read(tmp_path))] == ["file-permissions"]


def test_a_byte_order_mark_is_noticed_and_no_part_of_a_name(tmp_path: Path) -> None:
    write(tmp_path, compose=service("env_file: web.env"))
    (tmp_path / "web.env").write_bytes(b"\xef\xbb\xbfA=1\n")
    readings = read(tmp_path)
    assert [name for name, _, _ in layers(readings)] == ["A"]
    assert [one.kind for one in notices(readings)] == ["encoding"]
