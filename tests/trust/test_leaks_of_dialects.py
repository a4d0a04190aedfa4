"""No secret's value in what dialects says of a file, whatever any loader makes of what is broken in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from canaries import CANARIES
from harness import Project
from test_leaks import assert_no_leak

from envlint.formats.dialects import by_every_name

if TYPE_CHECKING:
    from pathlib import Path

    from canaries import Canary
    from harness import Said

RULES = "[TOKEN]\ntype = 'secret'\n[MODE]\nsecret = false\n[PORT]\ntype = 'port'\n[KIND]\nvalues = ['a', 'b']\n"
WORDS = (("-v",), ("--all", "--format=json"), ("--all", "-v", "-o", "report.txt"))


def files(secret: Canary) -> dict[str, str]:
    """Return files in which the secret stands in every place that some loader reads otherwise than others do."""
    value, line = secret.value, secret.on_one_line
    first, *rest = value.split("\n")
    after = "\n".join(rest)
    return {
        "single": f"TOKEN='{value}'\nPLAIN='{value}' # {line}\nB=2\n",
        "double": f'TOKEN="{value}"\nPLAIN="{value}"tail\nB=2\n',
        "backtick": f"TOKEN=`{value}`\nB=2\nPLAIN=`x\n{line}=\nC=`\n",
        "bare": f"TOKEN={value}\nPLAIN={value} # c\nPORT={line}\nB=2\n",
        "open-double": f'TOKEN="{value}\nB=2\n{line}=1\n',
        "open-single": f"TOKEN='{first}\n{after}\n{line}\nB=2\n",
        "open-backtick": f"TOKEN=`{first}\n{after}\nB=2\n",
        "shown-open": f"MODE='x\n{line}\nB='\nMODE=\"x\n{value}\n",
        "shown-in": f"TOKEN='x\nMODE={line}\nKIND={line}'\nB=2\n",
        "words": f"A=x;{line}=1\nB=x {line}=2 C={line}\nexport {line}\n{line}: 1\nset {line}=1\n",
        "continued": f"MODE=a\\\n{line}\nB=a\\\nTOKEN={line}\nMODE= \nTOKEN={line}\nPORT= \nTOKEN={line}\n",
        "references": f"TOKEN={line}\nMODE=${{TOKEN}}\nA=${{NOPE:-{line}}}\nB=${{{line}:=x}}\nC=${{N:={line}}}\n",
        "required": f"A=${{NOPE:?{line}}}\nTOKEN=${{NOPE:={line}}}\nMODE=$NOPE\nB=$({line})\nC=`{line}`\n",
        "host": "MODE=$HOSTED\nKIND=${HOSTED}\nA=${HOSTED}\nHOSTED\nHOST*\n",
        "marked": f"\ufeffTOKEN={line}\r\nMODE='a\r\n{line}'\r\nB=2\r{line}\r",
        "behind": f"A='x' '{line}'\nMODE='x' # {line}\nKIND=a # {line}\nPORT=80 # {line}\n# {line}\n#B={line}\n",
        "bytes": f"TOKEN={value}\udcff\nTOKEN=\udcff'{value}\nB=2\0{line}\n",
        "template": f"MODE=<<EOF\n{value}\nEOF\ndeclare -x {line}\n{{{{{line}}}}}\ndefine {line}\n{value}\nendef\n",
    }


def check(secret: Canary, project: Project, given: dict[str, str], said: Said) -> None:
    """Fail if a piece of the secret is in what was said, or in any file that was written."""
    assert_no_leak(secret, {"stdout": said.out, "stderr": said.err, **project.written(given)})


@pytest.mark.parametrize("secret", CANARIES, ids=str)
def test_every_dialect_in_every_form(secret: Canary, tmp_path: Path) -> None:
    given = {f"{name}.env": text for name, text in files(secret).items()} | {"rules/all.toml": RULES}
    project = Project(tmp_path, given)
    for name in files(secret):
        for words in WORDS:
            said = project.call("dialects", f"{name}.env", f"--host=HOSTED={secret.on_one_line}", *words)
            assert said.code == 0, said.text
            check(secret, project, given, said)


@pytest.mark.parametrize("reader", ["docker-run", "dotenv-js-18", "bash"])
@pytest.mark.parametrize("secret", CANARIES, ids=str)
def test_with_one_loader_in_use_the_others_still_say_what_is_no_name(
    secret: Canary, reader: str, tmp_path: Path
) -> None:
    given = {f"{name}.env": text for name, text in files(secret).items()}
    given |= {"rules/all.toml": RULES, "envlint.toml": f"readers = ['{reader}']\n"}
    project = Project(tmp_path, given)
    for name in files(secret):
        check(secret, project, given, project.call("dialects", f"{name}.env", "--format=json"))


@pytest.mark.parametrize("secret", CANARIES, ids=str)
def test_standard_input_and_the_project(secret: Canary, tmp_path: Path) -> None:
    given = {".env": files(secret)["open-double"], "rules/all.toml": RULES}
    project = Project(tmp_path, given)
    for text in files(secret).values():
        said = project.call("dialects", "-", "--all", stdin=text.encode("utf-8", "surrogateescape"))
        assert said.code == 0
        check(secret, project, given, said)
    for words in ((), ("--all",), ("--format=json",), ("-v",)):
        check(secret, project, given, project.call("dialects", *words))


def test_the_detector_would_see_a_value(tmp_path: Path) -> None:
    secret = CANARIES[0]
    project = Project(tmp_path, {".env": f"TOKEN='{secret.value}'\n"})
    for words in (("--format=json", "--all"), ()):
        said = project.call("dialects", ".env", "--reveal", *words)
        with pytest.raises(AssertionError):
            check(secret, project, {".env": ""}, said)


def test_a_fault_of_our_own_says_no_value(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = CANARIES[0]

    def fail(*given: object, **named: object) -> None:
        raise RuntimeError(f"{given} {named} {secret.value}")

    given = {".env": f"TOKEN={secret.value}\n"}
    project = Project(tmp_path, given)
    for place in ("envlint.reporters.readings.blocks.compared", "envlint.analysis.ears.Ears.read"):
        monkeypatch.setattr(place, fail)
        said = project.call("dialects", ".env", "-v")
        assert said.code == 2
        check(secret, project, given, said)


def test_every_dialect_is_among_them(tmp_path: Path) -> None:
    project = Project(tmp_path, {".env": "A=1\n"})
    said = project.call("dialects", ".env", "--all", "--format=json").out.decode()
    assert all(f'"{name}": ' in said for name in by_every_name())
