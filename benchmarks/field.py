"""``envlint scan``, ``drift`` and ``init`` in public repositories, which are kept outside this one.

Each ``FOLDER`` is a checkout. In each, all of this has to hold, or its row says what does not:

  scan    ends without a fault, and its JSON can be read
  drift   ends without a fault, as text, JSON and SARIF, and says the same twice
  init    in a copy without settings: afterwards ``drift`` exits 0; where no code reads a variable, it says so

``--sample`` draws findings to be judged by hand and writes them with the lines they stand on. They are spread over
codes and repositories: from each code in turn, from each repository in turn, whichever the seed puts first.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from measure import table

FAULT = 3
SARIF = "2.1.0"
NOTHING = "nothing to draft from"
LIMIT = 300
"""Seconds that one command may take before it counts as one that hangs."""


@dataclass
class Visit:
    """What the commands said in one repository."""

    folder: Path
    commit: str = ""
    languages: list[str] = field(default_factory=list)
    files: int = 0
    names: int = 0
    seconds: float = 0.0
    exit_code: int = -1
    findings: list[dict[str, Any]] = field(default_factory=list)
    not_covered: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)


def envlint(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of envlint in a folder. A hang, a traceback or the exit code of a fault is told on stderr."""
    command = [sys.executable, "-m", "envlint", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=LIMIT)


def visit(folder: Path, *, with_init: bool) -> Visit:
    """Run all commands in one repository."""
    seen = Visit(folder, _commit(folder))
    try:
        _scan(seen)
        _drift(seen)
        if with_init:
            _init(seen)
    except subprocess.TimeoutExpired as error:
        seen.broken.append(f"{error.cmd[3]} takes more than {LIMIT} s")
    except (json.JSONDecodeError, KeyError) as error:
        seen.broken.append(f"no JSON: {error}")
    return seen


def _commit(folder: Path) -> str:
    command = ["git", "-C", str(folder), "rev-parse", "--short=10", "HEAD"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def _ran(seen: Visit, done: subprocess.CompletedProcess[str], *expected: int) -> str:
    """Note what is wrong with how a command ended, and return what it printed."""
    command = " ".join(done.args[3:])
    if "Traceback" in done.stderr or done.returncode >= FAULT:
        seen.broken.append(f"{command} crashed: {done.stderr.strip()[-200:]}")
    elif done.returncode not in expected:
        seen.broken.append(f"{command} exited {done.returncode}: {(done.stderr or done.stdout).strip()[:200]}")
    return done.stdout


def _scan(seen: Visit) -> None:
    read = json.loads(_ran(seen, envlint(seen.folder, "scan", "--format", "json"), 0))["reads"]
    languages = Counter(each["language"] for each in read if each["how"] != "ops")
    seen.languages = [language for language, _ in languages.most_common(4)]


def _drift(seen: Visit) -> None:
    start = time.perf_counter()
    text = _ran(seen, envlint(seen.folder, "drift"), 0, 1)
    seen.seconds = time.perf_counter() - start
    done = envlint(seen.folder, "drift", "--format", "json")
    said = json.loads(_ran(seen, done, 0, 1))
    seen.exit_code, seen.findings = done.returncode, said["findings"]
    seen.files, seen.names = said["looked_at"]["files"], len(said["variables"])
    seen.not_covered = said["looked_at"]["not_covered"]
    sarif = json.loads(_ran(seen, envlint(seen.folder, "drift", "--format", "sarif"), 0, 1))
    if sarif["version"] != SARIF or len(sarif["runs"][0]["results"]) != len(seen.findings):
        seen.broken.append("the SARIF says something else than the JSON")
    if text != envlint(seen.folder, "drift").stdout:
        seen.broken.append("the second drift says something else than the first")


def _init(seen: Visit) -> None:
    with tempfile.TemporaryDirectory() as spare:
        copy = Path(spare) / seen.folder.name
        shutil.copytree(seen.folder, copy, symlinks=True, ignore_dangling_symlinks=True)
        done = envlint(copy, "init")
        if NOTHING in done.stderr:
            return
        told = _ran(seen, done, 0)
        if told.count("\n") > 10:
            seen.broken.append("init prints more than ten lines")
        _ran(seen, envlint(copy, "drift"), 0)


def sample(visits: list[Visit], size: int, seed: int) -> list[tuple[Visit, dict[str, Any]]]:
    """Draw findings: from each code in turn, and within it from each repository in turn."""
    chance = random.Random(seed)
    stacks: dict[str, dict[str, list[tuple[Visit, dict[str, Any]]]]] = defaultdict(lambda: defaultdict(list))
    for seen in visits:
        for finding in seen.findings:
            stacks[finding["code"]][seen.folder.name].append((seen, finding))
    turns = {code: _in_turn(of_code, chance) for code, of_code in sorted(stacks.items())}
    drawn: list[tuple[Visit, dict[str, Any]]] = []
    while len(drawn) < size and any(turns.values()):
        for turn in turns.values():
            if turn and len(drawn) < size:
                drawn.append(turn.pop())
    return sorted(drawn, key=lambda each: (each[1]["code"], each[0].folder.name))


def _in_turn(of_code: dict[str, list[Any]], chance: random.Random) -> list[Any]:
    """Return the findings of one code in the order in which they are popped: last the first of each repository."""
    for findings in of_code.values():
        chance.shuffle(findings)
    rounds = [(number, chance.random(), each) for own in of_code.values() for number, each in enumerate(own)]
    return [each for *_, each in sorted(rounds, key=lambda one: one[:2], reverse=True)]


def sheet(drawn: list[tuple[Visit, dict[str, Any]]]) -> str:
    """Return the sample as text, each finding with the lines it and its related places stand on."""
    pieces = []
    for number, (seen, finding) in enumerate(drawn, 1):
        places = [finding["location"], *[each["location"] for each in finding["related"][:4]]]
        shown = [f"    {place['path']}:{place['line']}: {_line(seen.folder, place)}" for place in places]
        pieces.append(
            f"{number}. {finding['code']} {seen.folder.name}: {finding['message']}  ({finding['help']})\n"
            + "\n".join(shown)
        )
    return "\n".join(pieces) + "\n"


def _line(folder: Path, place: dict[str, Any]) -> str:
    if not place["line"]:
        return ""
    lines = (folder / place["path"]).read_text(errors="replace").split("\n")
    return lines[place["line"] - 1].strip()[:200] if place["line"] <= len(lines) else ""


def rows(visits: list[Visit]) -> list[list[str]]:
    """Return the rows of the table, one a repository."""
    return [
        [
            seen.folder.name.replace("+", "/"),
            seen.commit,
            " ".join(seen.languages),
            str(seen.files),
            str(seen.names),
            " ".join(f"{code[3:]}x{n}" for code, n in sorted(Counter(f["code"] for f in seen.findings).items())),
            f"{seen.seconds:.1f}",
            str(seen.exit_code),
            "; ".join(seen.broken) or "-",
        ]
        for seen in visits
    ]


def main() -> int:
    """Visit the folders; exit 1 if anything broke."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("folders", metavar="FOLDER", nargs="+", type=Path)
    arguments.add_argument("--init", action="store_true", help="also run init in a copy of each, and drift after it")
    arguments.add_argument("--sample", type=int, default=0, metavar="N", help="draw N findings to judge")
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument(
        "--sheet", type=Path, default=Path("sample.txt"), help="where the drawn findings are written"
    )
    asked = arguments.parse_args()
    visits = []
    for folder in asked.folders:
        visits.append(visit(folder.resolve(), with_init=asked.init))
        print(f"{folder.name}: {'; '.join(visits[-1].broken) or 'sound'}", file=sys.stderr, flush=True)
    header = ["repository", "commit", "languages", "files", "names", "findings", "seconds", "exit", "broken"]
    print(table(header, rows(visits)))
    total = Counter(finding["code"] for seen in visits for finding in seen.findings)
    print(f"\n{sum(total.values())} findings: " + ", ".join(f"{code} {n}" for code, n in sorted(total.items())))
    if asked.sample:
        asked.sheet.write_text(sheet(sample(visits, asked.sample, asked.seed)))
    return int(any(seen.broken for seen in visits))


if __name__ == "__main__":
    sys.exit(main())
