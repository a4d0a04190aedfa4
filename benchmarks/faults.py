"""Nine seeded faults in one production environment: which tool finds which of them in a single run.

``seeded_faults`` holds the environment, the faults, envlint's rules, and the same contract for the tools that take one,
each written as its own documentation would have it: types and constraints where there are any, a model validator
(envdrift) or a computed item (varlock) for what concerns two variables. dotenv-linter takes no contract.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
import tomllib
from pathlib import Path

import peers
from measure import Command, table

SEEDED = Path(__file__).parent / "seeded_faults"
ANY_CODE = tuple(range(256))


def lay_out(folder: Path) -> None:
    """Put the environment and every tool's contract where each tool looks for them."""
    (folder / "rules").mkdir()
    shutil.copyfile(SEEDED / "rules.toml", folder / "rules/shop.toml")
    shutil.copyfile(SEEDED / "shop_settings.py", folder / "shop_settings.py")
    shutil.copyfile(SEEDED / "varlock.schema", folder / ".env.schema")
    for name in (".env", ".env.production"):
        shutil.copyfile(SEEDED / "production.env", folder / name)
        (folder / name).chmod(0o600)


def found_by_envlint(python: str, folder: Path, faults: list[dict[str, str]]) -> list[bool]:
    """Return for each fault whether a finding has its code and variable."""
    Command([python, "-c", "import envlint"], folder).run()
    argv = [python, "-m", "envlint", "check", "--env", "production", "--format", "github"]
    done = Command(argv, folder, {"XDG_CACHE_HOME": str(folder / ".cache")}, ANY_CODE).run()
    lines = [line for line in done.stdout.splitlines() if line.startswith("::")]
    return [any(fault["code"] in line and fault["variable"] in line for line in lines) for fault in faults]


def found_by(peer: peers.Peer, folder: Path, faults: list[dict[str, str]]) -> list[bool]:
    """Return for each fault whether the tool's output has an entry that names it."""
    words = (".env",) if peer.name == "dotenv-linter" else ()
    done = peer.command(folder, *words, expected=ANY_CODE).run()
    entries = [line for line in (done.stdout + done.stderr).splitlines() if re.match(r"\s*(❌|\*|.*:\d+ \d+ )", line)]
    return [any(re.search(rf"\b({fault['seen_as']})\b", entry) for entry in entries) for fault in faults]


def main() -> int:
    """Print which tool finds what; exit 1 if envlint misses one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=sys.executable, help="an interpreter that has envlint")
    peers.add_options(parser)
    options = parser.parse_args()
    there, missing = peers.installed(options)
    faults = tomllib.loads((SEEDED / "faults.toml").read_text())["fault"]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place).resolve()
        lay_out(folder)
        columns = {"envlint": found_by_envlint(options.python, folder, faults)}
        columns |= {f"{peer.name} {peer.version}": found_by(peer, folder, faults) for peer in there}
    rows = [
        [fault["what"], *("yes" if each[i] else "-" for each in columns.values())] for i, fault in enumerate(faults)
    ]
    totals = ["**found in one run**", *(f"**{sum(each)} of {len(faults)}**" for each in columns.values())]
    print(table(["fault", *columns], [*rows, totals]))
    if missing:
        print(f"\nnot installed, so not asked: {', '.join(missing)}")
    return int(not all(columns["envlint"]))


if __name__ == "__main__":
    sys.exit(main())
