"""``systemd:`` as a user meets it: units with drop-ins and files, read from a folder."""

import io
import os
import shutil
import string
import subprocess
from pathlib import Path

import pytest

from envlint import sources
from envlint.core.environment import Environment
from envlint.core.errors import EnvlintError
from envlint.core.source import Notice, Reading


def read(folder: Path, unit: str = "web.service") -> tuple[Reading, ...]:
    return sources.read(sources.parse(f"systemd:{unit}"), str(folder), str(folder))


def written(folder: Path, body: str, name: str = "web.service") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(body)
    return path


def values(readings: tuple[Reading, ...]) -> dict[str, str]:
    return {name: binding.value.raw for name, binding in Environment(readings).winners.items()}


def notices(readings: tuple[Reading, ...]) -> list[tuple[str, str, str]]:
    return [
        (one.kind, reading.source.text[one.start : one.end], one.detail)
        for reading in readings
        for one in reading.notices
        if one.start >= 0
    ]


def service(tmp_path: Path, *lines: str) -> tuple[Reading, ...]:
    written(tmp_path, "\n".join(["[Service]", *lines, ""]))
    return read(tmp_path)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Environment=A=1 B=2", {"A": "1", "B": "2"}),
        ('Environment="A=x y" \'B=p"q\' C=a"b c"d', {"A": "x y", "B": 'p"q', "C": "ab cd"}),
        ("Environment=A=a\\x41\\tb\\s\\101\\u00e9\\xc3\\xa9", {"A": "aA\tb A\xe9\xe9"}),
        ("Environment='A=\\n'", {"A": "\n"}),
        ("Environment=A=$B ${C}", {"A": "$B"}),
        ("Environment=A=50%%", {"A": "50%"}),
        ("Environment=A=50% B=5%-", {"A": "50%", "B": "5%-"}),
        ("Environment = A=", {"A": ""}),
        ("Environment=A=a=b", {"A": "a=b"}),
        ("Environment=A=1 \\\n# a comment between\n\n  B=2", {"A": "1", "B": "2"}),
        ("Environment=A=1\nEnvironment=A=2", {"A": "2"}),
        ("Environment=A=1\nEnvironment=\nEnvironment=B=2", {"B": "2"}),
        ("Environment=A=\\\\", {"A": "\\"}),
    ],
)
def test_assignments_are_unquoted_as_systemd_does(tmp_path: Path, line: str, expected: dict[str, str]) -> None:
    assert values(service(tmp_path, line)) == expected


def test_places_are_those_of_the_text(tmp_path: Path) -> None:
    readings = service(tmp_path, 'Environment="A=x y" \\', "   B=\\x41bc C='z'")
    text = readings[0].source.text
    found = [
        (text[b.name_start : b.name_end], text[b.value_start : b.value_end], b.at.line) for b in readings[0].bindings
    ]
    assert found == [("A", "x y", 2), ("B", "\\x41bc", 3), ("C", "z", 3)]


@pytest.mark.parametrize(
    ("line", "place", "kept"),
    [
        ("Environment=A=1 1B=x C=3", "1B=x", {"A": "1", "C": "3"}),
        ("Environment=A=1 word C=3", "word", {"A": "1", "C": "3"}),
        ("Environment=A=1 B=\\q C=3", "B=\\q C=3", {"A": "1"}),
        ('Environment=A=1 B="x C=3', 'B="x C=3', {"A": "1"}),
        ("Environment=A=1 B=\\x00", "B=\\x00", {"A": "1"}),
        ("Environment=A=1 B=\\xe9", "B=\\xe9", {"A": "1"}),
        ("Environment=A=1 P=p%40ss", "P=p%40ss", {"A": "1"}),
        ("environment=A=1", "environment", {}),
        ("Environment A", "Environment A", {}),
        ("EnvironmentFile=web.env", "web.env", {}),
        ("EnvironmentFile=-web.env", "web.env", {}),
        ('EnvironmentFile="/a b"', '"/a b"', {}),
        ("[Install]\nEnvironment=A=1", "Environment", {}),
    ],
)
def test_what_systemd_ignores_is_noticed_and_not_set(
    tmp_path: Path, line: str, place: str, kept: dict[str, str]
) -> None:
    readings = service(tmp_path, line)
    assert [(kind, text) for kind, text, _ in notices(readings)] == [("malformed-line", place)]
    assert values(readings) == kept


def test_ignored_assignments_are_never_shown(tmp_path: Path) -> None:
    (reading,) = service(tmp_path, "Environment=P=p%40ss")
    (hidden,) = reading.opaque
    assert reading.source.text[slice(*hidden)] == "P=p%40ss"
    assert all("ss" not in one.detail for one in reading.notices)


def test_a_specifier_hides_the_value(tmp_path: Path) -> None:
    readings = service(tmp_path, "Environment=A=/run/%i B=%%i PRE_%I=2")
    environment = Environment(readings)
    assert environment.why_unseen("A") == "systemd expands %i when the unit starts"
    assert values(readings)["B"] == "%i"
    assert environment.why_unseen("PRE_X") == "systemd expands %I in a variable's name when the unit starts"


def test_what_is_passed_on_has_a_name_only_and_is_the_weakest(tmp_path: Path) -> None:
    environment = Environment(service(tmp_path, "Environment=B=1", "PassEnvironment=A B"))
    assert "service manager" in environment.why_unseen("A")
    assert environment.why_unseen("B") == ""
    assert values(environment.readings) == {"A": "", "B": "1"}


def test_unset_is_the_last_step(tmp_path: Path) -> None:
    readings = service(tmp_path, "UnsetEnvironment=A B=1 C=9 D", "Environment=A=1 B=1 C=1", "PassEnvironment=D")
    assert values(readings) == {"C": "1"}
    shadowed = [(text, detail) for kind, text, detail in notices(readings) if kind == "shadowed-value"]
    assert shadowed == [(text, "UnsetEnvironment= takes away what Environment= sets") for text in ("A", "B=1")]


def test_files_beat_assignments_and_the_last_file_wins(tmp_path: Path) -> None:
    written(tmp_path, "A=one\nB=one\n", "one.env")
    written(tmp_path, "B=two\n", "two.env")
    readings = service(
        tmp_path,
        f"EnvironmentFile={tmp_path}/one.env",
        f"EnvironmentFile=-{tmp_path}/two.env",
        f"EnvironmentFile=-{tmp_path}/none.env",
        "Environment=A=own C=own",
    )
    assert values(readings) == {"A": "one", "B": "two", "C": "own"}
    assert [binding.layer for binding in Environment(readings).chain("B")] == [
        "EnvironmentFile one.env",
        "EnvironmentFile two.env",
    ]
    assert notices(readings) == [
        ("shadowed-value", "A", "EnvironmentFile= beats the Environment= that stands behind it")
    ]
    assert not Environment(readings).unseen


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("EnvironmentFile=/etc/default/web", "EnvironmentFile /etc/default/web is on the machine that runs the unit"),
        ("EnvironmentFile=-/etc/default/web", "EnvironmentFile /etc/default/web is on the machine that runs the unit"),
        ("EnvironmentFile=/etc/web/*.env", "EnvironmentFile /etc/web/*.env is a pattern, and what fits"),
        ("EnvironmentFile=%h/web.env", "systemd expands %h in EnvironmentFile= when the unit starts"),
    ],
)
def test_files_of_another_machine_cannot_be_seen(tmp_path: Path, line: str, reason: str) -> None:
    readings = service(tmp_path, line)
    (unseen,) = Environment(readings).unseen
    assert unseen.reason.startswith(reason)
    assert readings[0].source.text[unseen.start : unseen.end] == line.partition("=")[2].removeprefix("-")


def test_a_file_that_must_be_there_and_is_not(tmp_path: Path) -> None:
    (unseen,) = Environment(service(tmp_path, f"EnvironmentFile={tmp_path}/none.env")).unseen
    assert unseen.reason.endswith("is not there, and the unit does not start without it")


def test_no_link_leads_out_of_the_root(tmp_path: Path) -> None:
    outside = written(tmp_path, "A=stolen\n", "outside.env")
    root = tmp_path / "root"
    written(root, f"[Service]\nEnvironmentFile={root}/link.env\n")
    (root / "link.env").symlink_to(outside)
    readings = read(root)
    assert values(readings) == {}
    assert Environment(readings).unseen
    (root / "web.service.d").mkdir()
    (root / "web.service.d" / "a.conf").symlink_to(outside)
    with pytest.raises(EnvlintError, match="leads out"):
        read(root)


def test_a_unit_elsewhere_has_its_own_folder_as_root(tmp_path: Path) -> None:
    root, elsewhere = tmp_path / "root", tmp_path / "elsewhere"
    root.mkdir()
    written(root, "A=of the project\n", "web.env")
    written(elsewhere, "A=1\n", "web.env")
    unit = written(elsewhere, f"[Service]\nEnvironmentFile={elsewhere}/web.env\nEnvironmentFile={root}/web.env\n")
    readings = sources.read(sources.parse(f"systemd:{unit}"), str(root), str(root))
    assert values(readings) == {"A": "1"}
    assert [reading.source.path for reading in readings] == [str(unit), f"{elsewhere}/web.env"]
    assert [part.reason for part in Environment(readings).unseen] == [
        f"EnvironmentFile {root}/web.env is on the machine that runs the unit"
    ]


def test_it_can_be_piped_in_and_has_no_drop_ins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "[Service]\nEnvironment=A=2\n", "service.d/a.conf")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"[Service]\nEnvironment=A=1\n")))
    assert values(read(tmp_path, "-")) == {"A": "1"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("prose\n" * 2000, "more than 1000 lines without an equals sign"),
        ("[Service]\nEnvironment=" + "A=1 \\\n" * 250_000, "a line that is longer than 1 MiB"),
    ],
)
def test_what_is_no_unit_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    written(tmp_path, text)
    with pytest.raises(EnvlintError, match=reason):
        read(tmp_path)


def test_forgotten_files_are_not_read(tmp_path: Path) -> None:
    readings = service(tmp_path, "EnvironmentFile=/etc/default/web", "EnvironmentFile=")
    assert not Environment(readings).unseen


def test_drop_ins_follow_in_the_order_of_their_names(tmp_path: Path) -> None:
    written(tmp_path, "[Service]\nEnvironment=A=unit B=unit C=unit\n", "my-web@1.service")
    written(tmp_path, "[Service]\nEnvironment=A=20\n", "my-web@1.service.d/20.conf")
    written(tmp_path, "[Service]\nEnvironment=A=10 B=10\n", "my-web@.service.d/10.conf")
    written(tmp_path, "[Service]\nEnvironment=C=hidden\n", "my-.service.d/20.conf")
    written(tmp_path, "[Service]\nEnvironment=D=all\n", "service.d/30.conf")
    written(tmp_path, "[Service]\nEnvironment=D=no\n", "my-web@1.service.d/40.txt")
    readings = read(tmp_path, "my-web@1.service")
    assert values(readings) == {"A": "20", "B": "10", "C": "unit", "D": "all"}
    assert [reading.source.path for reading in readings] == [
        "my-web@1.service",
        "my-web@.service.d/10.conf",
        "my-web@1.service.d/20.conf",
        "service.d/30.conf",
    ]


@pytest.mark.parametrize("bad", ["[Service\nEnvironment=A=1\n"])
def test_a_unit_that_systemd_does_not_load_is_refused(tmp_path: Path, bad: str) -> None:
    written(tmp_path, bad)
    with pytest.raises(EnvlintError, match="section header"):
        read(tmp_path)


def test_a_file_that_systemd_does_not_read_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.env").write_bytes(b"A=\xe9\n")
    with pytest.raises(EnvlintError, match="no UTF-8") as caught:
        service(tmp_path, f"EnvironmentFile={tmp_path}/bad.env")
    assert str(caught.value.at) == "bad.env:1:1"


LINES = [
    *(f"Environment=A=x%{letter}y" for letter in string.ascii_letters + string.digits if letter not in "crRD"),
    *(f"Environment=A=x%{mark}y" for mark in "%-_."),
    "Environment=A=%",
    "Environment=1A=x",
    "Environment=A",
    "Environment=A=\\q",
    'Environment=A="x',
    "Environment=A=\\x01",
    "Environment=A=\\x7f",
    "Environment=A=\\xe9",
    "Environment=A=\\ud800",
    "Environment=A=\\ufdd0",
    "Environment=A=\\500",
    "Environment=A=\\x00",
    "PassEnvironment=A 1B",
    "UnsetEnvironment=A B=1 1B",
    "EnvironmentFile=a.env",
    "EnvironmentFile=-a.env",
    "EnvironmentFile=/a%4",
    "environment=A=1",
    "prose",
]


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_it_notices_what_systemd_warns_of(tmp_path: Path) -> None:
    body = ["[Unit]", "Description=x", "[Service]", "ExecStart=/bin/true", *LINES, ""]
    unit = written(tmp_path, "\n".join(body))
    environment = {"PATH": os.environ["PATH"], "SYSTEMD_UNIT_PATH": f"{tmp_path}:"}
    ran = subprocess.run(
        ["systemd-analyze", "--man=no", "verify", str(unit)], capture_output=True, env=environment, check=False
    )
    said = ran.stderr.decode("utf-8", "replace").splitlines()
    if not any(f"{unit}:" in line for line in said):
        pytest.skip("systemd-analyze verifies nothing here")
    warned = {int(line.partition(f"{unit}:")[2].partition(":")[0]) for line in said if f"{unit}:" in line}
    (reading,) = read(tmp_path)
    assert {_line(reading, notice) for notice in reading.notices if notice.kind == "malformed-line"} == warned


def _line(reading: Reading, notice: Notice) -> int:
    return reading.source.at(notice.start, notice.end).line
