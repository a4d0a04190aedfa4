"""envlint on the environment files of public repositories, which are kept outside this one.

``FOLDER`` holds a folder a repository (``owner__name``) with any of its ``.env`` files and templates at their paths,
and a file COMMIT. Each file is judged three times, as a file that git tracks:

  text    without rules: what any reader would stumble over
  typed   with rules drafted from the file itself (``drafts.py``), for development: rules and file agree
  gate    the same rules for production: what a deploy with the unedited template would be told

A value is never printed. Any traceback, and any exit code but 0, 1 and 2, counts as a crash.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dotenv import dotenv_values
from drafts import draft
from measure import Command, table

PASSES = {"text": (), "typed": ("--env", "development"), "gate": ("--env", "production")}
MARKS = ("COMMIT",)


@dataclass
class Result:
    """What one pass over one file said."""

    repository: str
    path: str
    judged: str
    exit_code: int
    variables: int
    crashed: bool = False
    findings: list[dict[str, Any]] = field(default_factory=list)


def files(folder: Path) -> list[tuple[str, Path, str]]:
    """Return repository, folder and path of each file, sorted."""
    repositories = sorted(path for path in folder.iterdir() if path.is_dir() and "__" in path.name)
    return [
        (root.name.replace("__", "/"), root, path.relative_to(root).as_posix())
        for root in repositories
        for path in sorted(root.rglob("*"))
        if path.is_file() and path.name not in MARKS
    ]


def prepare(root: Path, path: str, project: Path, *, with_rules: bool) -> None:
    """Copy a file into a git repository of its own, tracked, with drafted rules beside it if asked for."""
    target = project / path
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(root / path, target)
    target.chmod(0o644)
    if with_rules:
        values = dotenv_values(target, interpolate=False, encoding="utf-8-sig")
        (project / "rules").mkdir(exist_ok=True)
        (project / "rules/draft.toml").write_text(draft({name: value or "" for name, value in values.items()}))
    for words in (("init", "-q"), ("add", "-f", path)):
        subprocess.run(["git", *words], cwd=project, check=True, capture_output=True)


def judge(python: str, repository: str, root: Path, path: str, judged: str) -> Result:
    """Run one pass over one file."""
    with tempfile.TemporaryDirectory() as place:
        project = Path(place).resolve()
        prepare(root, path, project, with_rules=judged != "text")
        words = ["-m", "envlint", "check", f"dotenv:{path}", *PASSES[judged], "--format", "json"]
        environ = {"XDG_CACHE_HOME": str(project / ".cache")}
        done = Command([python, *words], project, environ, expected=tuple(range(-64, 256))).run()
    try:
        report = json.loads(done.stdout)
    except ValueError:
        return Result(repository, path, judged, done.returncode, 0, crashed=True)
    broken = any("bug" in error["message"] for error in report.get("errors", ()))
    crashed = done.returncode not in (0, 1, 2) or "Traceback" in done.stderr or broken
    count = sum(source["variables"] for source in report["looked_at"]["sources"])
    return Result(repository, path, judged, done.returncode, count, crashed, report["findings"])


def summary(results: list[Result]) -> str:
    """Return a table: one row a repository, findings by code for each pass."""
    rows = []
    for repository in dict.fromkeys(result.repository for result in results):
        own = [result for result in results if result.repository == repository]
        texts = [result for result in own if result.judged == "text"]
        codes = {judged: Counter(f["code"] for r in own if r.judged == judged for f in r.findings) for judged in PASSES}
        cells = [" ".join(f"{code[3:]}x{count}" for code, count in sorted(codes[judged].items())) for judged in PASSES]
        rows.append([repository, str(len(texts)), str(sum(result.variables for result in texts)), *cells])
    return table(["repository", "files", "variables", *PASSES], rows)


def listing(results: list[Result]) -> str:
    """Return every finding on a line of its own, for judging by hand."""
    lines = []
    for result in results:
        for each in result.findings:
            place = f"{result.repository}:{result.path}:{each['location']['line']}"
            lines.append(f"{result.judged}\t{each['code']}\t{each['severity']}\t{place}\t{each['message']}")
    return "\n".join(lines)


def main() -> int:
    """Judge every file and print the table; exit 1 if anything crashed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has envlint")
    parser.add_argument("--list", action="store_true", help="print every finding as well")
    options = parser.parse_args()
    found = files(options.folder)
    results = [judge(options.python, *each, judged) for each in found for judged in PASSES]
    print(summary(results))
    if options.list:
        print(listing(results))
    crashes = [result for result in results if result.crashed]
    print(f"\n{len(found)} files, {len(results)} runs, {len(crashes)} crashes")
    for result in crashes:
        print(f"  {result.repository}:{result.path} ({result.judged}) exited {result.exit_code}")
    return int(bool(crashes))


if __name__ == "__main__":
    sys.exit(main())
