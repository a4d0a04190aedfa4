"""Whatever lies where a file is expected: findings or one line that says why not; no traceback, no hang, no pass."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from harness import HANG, ROOT, Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from harness import Said

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX files")

RULES = "[PORT]\ntype = 'port'\nrequired = true\n"
ENV = ".env.production"
MEBI = 1024 * 1024
CAP = 16 * MEBI


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path, {"rules/all.toml": RULES})


def assert_refused(said: Said, *codes: int) -> None:
    """No pass and no fault of our own: findings on stdout, or a line on stderr."""
    assert said.code in (codes or (1, 2)), said.text[-2000:]
    assert "Traceback" not in said.text
    assert "envlint bug" not in said.text, said.text[-2000:]
    assert said.text.strip()


def _check(project: Project, *words: str, **how: bytes) -> Said:
    return project.start("check", "--env=production", *words, **how)  # type: ignore[arg-type]


def _socket(path: Path) -> None:
    listener = socket.socket(socket.AF_UNIX)
    before = os.open(".", os.O_RDONLY)
    try:
        os.chdir(path.parent)  # a socket's path is short
        listener.bind(path.name)
    finally:
        os.fchdir(before)
        os.close(before)
        listener.close()


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(4 * 1024 * MEBI)


NO_FILES: dict[str, tuple[Callable[[Path], object], str]] = {
    "directory": (lambda path: path.mkdir(), "it is a directory"),
    "FIFO": (os.mkfifo, "it is a pipe"),
    "socket": (_socket, "it is a socket"),
    "link to itself": (lambda path: path.symlink_to(path.name), "its links lead in a circle"),
    "link to nothing": (lambda path: path.symlink_to("nothing"), "it is a link to nothing"),
    "link to a device": (lambda path: path.symlink_to("/dev/zero"), "it is a device"),
    "sparse file of 4 GiB": (_sparse, "it is larger than 16 MiB"),
    "file over the cap": (lambda path: path.write_bytes(b"A=1\n" * (CAP // 4) + b"B"), "it is larger than 16 MiB"),
}


@pytest.mark.parametrize("kind", NO_FILES)
def test_no_file(kind: str, project: Project) -> None:
    make, reason = NO_FILES[kind]
    make(project.folder / "x.env")
    said = _check(project, "x.env")
    assert_refused(said, 2)
    assert reason in said.text


@pytest.mark.parametrize(
    ("kind", "place"),
    [
        (kind, place)
        for place in (ENV, "rules/x.toml", "envlint.toml", ".envlint/baseline.json")
        for kind in NO_FILES
        # A link to itself has a test of its own; no settings, and a folder of rules with any name, are no faults.
        if kind != "link to itself"
        and (place, kind) not in (("envlint.toml", "link to nothing"), ("rules/x.toml", "directory"))
    ],
)
def test_no_file_in_a_usual_place(kind: str, place: str, project: Project) -> None:
    project.write({ENV: "PORT=1\n"})
    path = project.folder / place
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    NO_FILES[kind][0](path)
    assert_refused(_check(project), 2)


@pytest.mark.parametrize(
    "path", ["/dev/zero", "/dev/null", "/dev/tty", "/proc/self/mem", "/proc/kmsg", "", "a\nb", "x" * 5000]
)
def test_no_place_for_a_source(path: str, project: Project) -> None:
    assert_refused(_check(project, f"dotenv:{path}"), 2)


@pytest.mark.parametrize("place", [ENV, "rules/all.toml", "envlint.toml", ".envlint/baseline.json"])
def test_a_file_that_may_not_be_read(place: str, project: Project) -> None:
    project.write({ENV: "PORT=1\n", place: "" if place != ENV else "PORT=1\n"})
    (project.folder / place).chmod(0)
    # All is imported while that is still allowed: an unprivileged user may not be able to read this checkout.
    program = (
        "import difflib, importlib, os, pkgutil, sys, unicodedata, envlint\n"
        "for module in pkgutil.walk_packages(envlint.__path__, 'envlint.'):\n"
        "    importlib.import_module(module.name) if not module.name.endswith('__main__') else None\n"
        "if os.geteuid() == 0:\n    os.setgid(65534); os.setuid(65534)\n"
        "sys.exit(envlint.cli.main(sys.argv[1:]))"
    )
    for folder in (project.folder, *project.folder.parents):
        if os.geteuid() == 0 and folder.is_relative_to("/tmp") and folder != folder.parent:
            folder.chmod(folder.stat().st_mode | 0o055) if str(folder) != "/tmp" else None
    done = subprocess.run(
        [sys.executable, "-c", program, "check", "--env=production"],
        cwd=project.folder,
        env={**project.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        timeout=HANG,
        check=False,
    )
    text = (done.stdout + done.stderr).decode()
    assert done.returncode == 2, text
    assert "permission denied" in text.lower()
    assert "Traceback" not in text


TEXTS: dict[str, bytes] = {
    "UTF-16": "PORT=x\n".encode("utf-16"),
    "UTF-16 without a mark": "PORT=x\n".encode("utf-16-le"),
    "UTF-32": "PORT=x\n".encode("utf-32"),
    "latin-1": b"PORT=Z\xfcrich\n",
    "byte order mark": b"\xef\xbb\xbfPORT=x\n",
    "NUL": b"PORT=1\0\n",
    "NULs only": b"\0" * 1000,
    "lone CR": b"A=1\rPORT=x\rB=2\r",
    "CRLF round a value": b"PORT='1\r'\r\n",
    "one line of 5 MB": b"PORT=" + b"x" * 5 * MEBI,
    "one name of 5 MB": b"P" * 5 * MEBI + b"=1\n",
    "one quote and 5 MB": b"PORT='" + b"x" * 5 * MEBI,
    "one quote and 20,000 lines": b"PORT='" + b"x\n" * 20_000,
    "5 MB of quotes": b"'\"" * (5 * MEBI // 2),
    "5 MB of backslashes": b'PORT="' + b"\\" * 5 * MEBI,
    "5 MB of line ends": b"\n" * 5 * MEBI,
    "5 MB of blanks": b"PORT=1" + b" " * 5 * MEBI + b"x y\n",
    "5 MB of comment marks": b"PORT=x" + b" #" * (5 * MEBI // 2),
    "200 KB of open references": b"PORT=" + b"${" * 100_000 + b"\n",
    "200 KB of nested references": b"PORT=" + b"${A:-" * 40_000 + b"}" * 40_000 + b"\n",
    "references in 10,000 lines": b"".join(b"A%d=${A%d}${B}\n" % (n, n + 1) for n in range(10_000)),
    "a chain of 5,000 references": b"A0=1\n"
    + b"".join(b"A%d=${A%d}\n" % (n, n - 1) for n in range(1, 5000))
    + b"PORT=${A4999}x\n",
    "references that double": b"A0=xxxxxxxx\n"
    + b"".join(b"A%d=${A%d}${A%d}\n" % (n, n - 1, n - 1) for n in range(1, 200)),
    "a cycle of 5,000": b"".join(b"A%d=${A%d}\n" % (n, (n + 1) % 5000) for n in range(5000)),
    "10,000 times one name": b"".join(b"PORT=%d\n" % n for n in range(10_000)) + b"PORT=x\n",
    "10,000 names that differ in case": b"".join(b"A%dx=1\nA%dX=1\n" % (n, n) for n in range(5_000)),
    "10,000 undeclared names": b"".join(b"NAME_%d=%d\n" % (n, n) for n in range(10_000)),
    "10,000 broken lines": b"this is none\n" * 10_000,
    "control characters in names": b"P\x1b[2JORT=1\n\x07=2\n\x7f\x9f=3\n",
    "bidi in names": "PO\u202eRT=1\n\u2066A=2\n".encode(),
    "conflict markers": b"<<<<<<<\n" * 10_000 + b">>>>>>>\n" * 10_000,
    "PEM blocks without an end": b"-----BEGIN KEY-----\n" * 20_000,
    "remarks": b"A=1 # envlint: ignore[" + b"ENV101," * 50_000 + b"]\n",
    "surrogates": b"PORT=\xed\xa0\x80\xff\xfe\n",
    "export": b"export\nexport \nexport=\nexport =1\nexport export PORT=x\n",
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("form", ["text", "json"])
def test_text(name: str, form: str, project: Project) -> None:
    project.write({ENV: TEXTS[name]})
    assert_refused(_check(project, f"--format={form}"))


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("kind", ["environ", "json"])
def test_text_as_another_kind(name: str, kind: str, project: Project) -> None:
    project.write({"x": TEXTS[name]})
    assert_refused(_check(project, f"{kind}:x", "--fail-on=info"))


def test_commands_in_values_never_run(project: Project) -> None:
    trap = project.folder / "ran"
    commands = (
        f"$(touch {trap})",
        f"`touch {trap}`",
        f"${{x:-$(touch {trap})}}",
        f"; touch {trap}",
        f"| touch {trap}",
        f"<(touch {trap})",
    )
    project.write(
        {ENV: "".join(f'A{n}="{text}"\nB{n}={text}\n' for n, text in enumerate(commands)) + "PORT=$(echo 1)\n"}
    )
    for command in ("check", "resolve", "status"):
        assert_refused(project.start(command, "--env=production"), 1)
    assert not trap.exists()


RULE_FILES: dict[str, bytes] = {
    "arrays nested 100,000 deep": b"[PORT]\nx = " + b"[" * 100_000 + b"]" * 100_000,
    "tables nested 100,000 deep": b"[PORT]\nx = " + b"{a=" * 100_000 + b"1" + b"}" * 100_000,
    "a dotted key of 100,000 parts": b"[PORT]\n" + b"a." * 100_000 + b"b = 1\n",
    "a table with 100,000 parts": b"[" + b"a." * 100_000 + b"b]\n",
    "a number of 10,000 digits": b"[PORT]\nmax = " + b"9" * 10_000 + b"\n",
    "a number of 4,000 digits": b"[PORT]\ntype = 'int'\nmax = " + b"9" * 4_000 + b"\nmin = 'x'\n",
    "a hexadecimal number of 10,000 digits": b"[PORT]\ntype = 'int'\nmax = 0x" + b"f" * 10_000 + b"\n",
    "infinity": b"[PORT]\ntype = 'number'\nmin = inf\nmax = nan\n",
    "dates": b"[PORT]\ndefault = 1979-05-27T07:32:00Z\nmin = 07:32:00\n",
    "latin-1": b"[PORT]\ndoc = 'Z\xfcrich'\n",
    "UTF-16": "[PORT]\n".encode("utf-16"),
    "NUL": b"[PORT]\0\n",
    "a pattern that is none": b"[PORT]\npattern = '(a'\n",
    "a pattern with a back reference": b"[PORT]\npattern = '(a)\\1'\n",
    "a pattern with too many repetitions": b"[PORT]\npattern = '((a{1000}){1000}){1000}'\n",
    "a pattern nested deeply": b"[PORT]\npattern = '" + b"(" * 2000 + b"a" + b")" * 2000 + b"'\n",
    "20,000 atoms that are none": b"[PORT]\nrequires = [" + b"'=',\n" * 20_000 + b"]\n",
    "names with control characters": b'["P\\u001b[2J"]\n["\\u202e"]\n["a\\nb"]\n',
    "every kind of a wrong type": b"PORT = 1\nrule = 2\nvar = 3\n[[X]]\n[Y]\ntype = []\nwhen = 1\nin = 2\nlevel = {}\n",
    "a cycle of references": b"[A]\nrequires = ['B=$C', 'A=$A']\n[B]\nrequires = ['A']\n[C]\nx=1\n",
}


@pytest.mark.parametrize("name", RULE_FILES)
def test_rule_file(name: str, project: Project) -> None:
    project.write({"rules/all.toml": RULE_FILES[name], ENV: "PORT=1\n"})
    said = _check(project)
    assert_refused(said, 1 if name == "a pattern nested deeply" else 2)
    assert said.code == 1 or said.out == b""


def test_a_pattern_that_others_never_finish(project: Project) -> None:
    project.write(
        {"rules/all.toml": "[PORT]\npattern = '(a+)+b|(a|a)*c|(.*)*d'\n", ENV: "PORT=" + "a" * 100_000 + "\n"}
    )
    assert_refused(_check(project), 1)


def test_rules_that_lead_out_of_the_project(project: Project, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.toml").write_text("[X]\n", encoding="utf-8")
    (project.folder / "rules" / "all.toml").unlink()
    (project.folder / "rules").rmdir()
    (project.folder / "rules").symlink_to(outside)
    project.write({ENV: "PORT=1\n"})
    assert_refused(_check(project), 2)
    (project.folder / "rules").unlink()
    project.write({"rules/all.toml": RULES})
    (project.folder / "rules" / "x.toml").symlink_to(outside / "x.toml")
    assert_refused(_check(project), 2)


@pytest.mark.parametrize(
    "settings",
    [
        "rules = ['..']",
        "rules = ['rules', '../../etc']",
        "rules = ['/etc']",
        "template = ['../x']",
        "docs = ['/etc/passwd']",
        "[tiers]\nproduction = { files = ['../secret.env'] }",
        "[tiers]\nproduction = { files = ['/etc/environment'] }",
        "rules = ['']",
        "rules = ['a\\u0000b']",
        "[tiers]\nproduction = { files = ['a\\u0000b'] }",
        "rules = 1",
        "tiers = []",
        "[tiers]",
        "[tiers.production]\nlevel = 3",
        "[dialect]\nbool = 'cobol'",
        "readers = [[]]",
        "x = " + "[" * 100_000,
        "tier_variable = '\\u001b[2J'",
        "version = " + "9" * 10_000,
        "levels = { ENV1 = 'fatal' }",
    ],
)
def test_settings(settings: str, project: Project) -> None:
    project.write({"envlint.toml": settings + "\n", ENV: "PORT=1\n"})
    if settings == "[tiers]":
        assert _check(project).code == 0
    else:
        assert_refused(_check(project), 2)


JSON: dict[str, bytes] = {
    "nested 100,000 deep": b'{"PORT": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "objects nested 100,000 deep": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "a number of 100,000 digits": b'{"PORT": ' + b"9" * 100_000 + b"}",
    "a number beyond all floats": b'{"PORT": 1e999999999}',
    "the same name twice": b'{"PORT": 1, "PORT": 2}',
    "NaN": b'{"PORT": NaN}',
    "infinity": b'{"PORT": -Infinity}',
    "text behind it": b'{"PORT": 1} x',
    "an array": b'[{"PORT": 1}]',
    "a text": b'"PORT"',
    "half of a pair": b'{"PORT": "\\ud800"}',
    "hostile names": b'{"\\u001b[2J": "1", "a\\nb": "2", "": "3", "=": "4", "\\u202e": "5"}',
    "latin-1": b'{"PORT": "\xfc"}',
    "UTF-16": '{"PORT": "x"}'.encode("utf-16"),
    "nothing": b"",
}


@pytest.mark.parametrize("name", JSON)
def test_json(name: str, project: Project) -> None:
    project.write({"x.json": JSON[name]})
    assert_refused(_check(project, "x.json"))


DUMPS = (
    b"PORT=x",
    b"PORT=x\0",
    b"\0\0\0",
    b"=\0=\0",
    b"PORT\0",
    b"PORT=1\nrest of a value\nPORT=x",
    b"\xff=\xfe\0PORT=\xfd\0",
)


@pytest.mark.parametrize("dump", DUMPS)
def test_dumps(dump: bytes, project: Project) -> None:
    assert_refused(_check(project, "environ:-", stdin=dump))


@pytest.mark.parametrize(
    "pid", ["0", "4194305", "99999999999999999999", "-1", "1.5", "self", "\uff11\uff12", "", "1/../self"]
)
def test_no_such_process(pid: str, project: Project) -> None:
    assert_refused(_check(project, f"pid:{pid}"), 2)


def test_a_process_of_another_user(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_given: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("envlint.sources.procfs.slurp", denied)
    said = project.call("check", "--env=production", "pid:1")
    assert_refused(said, 2)
    assert "belongs to another user" in said.text


@pytest.mark.parametrize(
    "fault", [OSError(5, "Input/output error"), MemoryError(), IsADirectoryError(21, "x"), ValueError("x")]
)
def test_a_read_that_fails_halfway(fault: Exception, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write({ENV: "PORT=1\n"})
    assert project.call("check", "--env=production").code == 0

    def broken(*_given: object) -> bytes:
        raise fault

    monkeypatch.setattr("envlint.sources.files.os.read", broken)
    said = project.call("check", "--env=production")
    assert said.code == 2
    assert "Traceback" not in said.text
