"""The ``.env`` files of public repositories, judged as the loaders read them that the repositories show.

    python benchmarks/loaders_field.py FOLDER...

Each folder is a clone of one repository. Prints how many lines stand outside of what all loaders read alike, which
loaders were found, and every finding by code; with ``--show`` each finding that is about loaders. No value is printed.
Exits with 1 if a command crashed, or a finding names a loader that is not in use for its file.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from measure import table

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from envlint.formats.dialects import by_every_name  # noqa: E402
from envlint.formats.portable import UNLIKE, level  # noqa: E402

ENV_FILE = re.compile(r"(?:^|/)(?:\.env(?:\.[^/]*)?|[^/]*\.env|env\.(?:example|sample|template))$")
OTHER_FORMATS = re.compile(r"\.(?:[cm]?[jt]s|php|py|patch|j2|d\.ts)$")
ABOUT_LOADERS = ("ENV305", "ENV330", "ENV331", "ENV332")
NAMES = re.compile("|".join(sorted(map(re.escape, by_every_name()), key=len, reverse=True)))


class Tally:
    """What was seen of all repositories."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.readers: Counter[str] = Counter()
        self.codes: Counter[str] = Counter()
        self.broken: list[str] = []
        self.shown: list[str] = []

    def look(self, folder: Path) -> None:
        """Judge every env file that a repository tracks."""
        listed = subprocess.run(
            ["git", "-C", str(folder), "ls-files", "-z"], capture_output=True, text=True, check=True
        )
        paths = [path for path in listed.stdout.split("\0") if ENV_FILE.search(path) and not OTHER_FORMATS.search(path)]
        found = [path for path in paths if (folder / path).is_file() and not (folder / path).is_symlink()]
        self.counts["repositories"] += bool(found)
        for path in found:
            self._file(folder, path)

    def _file(self, folder: Path, path: str) -> None:
        data = (folder / path).read_bytes()
        lines = [line for line in data.splitlines() if line.strip()]
        self.counts.update(files=1, lines=len(lines), outside=sum(level(line + b"\n") == UNLIKE for line in lines))
        command = [sys.executable, "-m", "envlint", "check", path, "--format", "json"]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
        try:
            said = json.loads(done.stdout)
        except json.JSONDecodeError:
            self.broken.append(f"{folder.name}/{path}: {done.stderr[-200:]}")
            return
        if "envlint bug" in done.stderr:
            self.broken.append(f"{folder.name}/{path}: {done.stderr[-200:]}")
        self._report(f"{folder.name}/{path}", said)

    def _report(self, label: str, said: dict[str, Any]) -> None:
        readers = [source["reader"] for source in said["looked_at"]["sources"] if "reader" in source]
        self.readers.update(readers or ["none known"])
        for finding in said["findings"]:
            self.codes[finding["code"]] += 1
            if finding["code"] in ABOUT_LOADERS:
                self.shown.append(f"{label}:{finding['location']['line']} {finding['code']} {finding['message']}")
                used = {name for each in finding["related"] for name in NAMES.findall(each["label"].partition(":")[0])}
                strange = set(NAMES.findall(finding["message"])) - used - set(readers)
                if strange and "others" not in finding["message"]:
                    self.broken.append(f"{label}: {strange} is not in use")


def main() -> int:
    """Run, print the tables, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="print every finding that is about loaders")
    given = parser.parse_args()
    tally = Tally()
    for folder in sorted(given.folders):
        tally.look(folder)
    for counts in (tally.counts, tally.readers, tally.codes):
        print(table(("", ""), [(name, f"{count:,}") for name, count in sorted(counts.items())]), end="\n\n")
    for line in [*(tally.shown if given.show else []), *tally.broken]:
        print(line)
    return int(bool(tally.broken))


if __name__ == "__main__":
    sys.exit(main())
