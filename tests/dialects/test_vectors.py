"""Every dialect against what the real loaders made of 748 files: vectors/README.md says how that was recorded."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from envlint.formats.dialects import by_every_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.formats.dialects import Reading

HERE = Path(__file__).parent / "vectors"
SETS = {"designed": 292, "characters": 306, "portable": 150}
RECORDED = json.loads((HERE / "parsers.json").read_text())
HOST = RECORDED["host"]
PARSERS = RECORDED["parsers"]
DIALECTS = by_every_name()
LONG = 1500
MAIN = frozenset(
    [
        "python-dotenv",
        "python-dotenv-values",
        "python-dotenv-nointerp",
        "dotenv-js-16",
        "dotenv-js-17",
        "dotenv-js-18",
        "dotenv-js-18-fast",
        "dotenv-expand-12",
        "dotenv-expand-1000",
        "next-env",
        "vite",
        "node-20",
        "node-22",
        "node-24",
        "node-26",
        "compose",
        "docker-run",
        "compose-raw",
        "kubectl",
        "systemd",
        "bash",
        "dash",
    ]
)

FAILING_COMMAND = (
    "a command would run; in the recording it failed, and the loader with it: not to be known without running"
)
REJOINED = "Compose prints the values unquoted, and the recording took a line with `=` for a further variable"
OTHER_FILES = "the `*` of a value met a file of the folder that it was recorded in"
RECIPE = "the sh of a recipe gives IFS its own value again, whatever is handed to it"
MISSES = {
    "bash-xargs": {"val-cron": OTHER_FILES, "val-cron-double": OTHER_FILES},
    "c12-nuxt": {"key-underscore": "run again, c12 3.3.4 sets no name that begins with `_`, as it says"},
    "compose-project": {"ml-double-assign": REJOINED, "ml-pem": REJOINED, "ml-pem-escaped": REJOINED},
    "direnv": {"latin1": "its JSON, which was recorded, replaces a byte that is no UTF-8; its shell code does not"},
    "dotenv-expand-1000": {"var-make-paren": FAILING_COMMAND, "cmd-arith": FAILING_COMMAND},
    "make": {"key-ifs": RECIPE},
    "ruby-dotenv-2": {"var-make-paren": FAILING_COMMAND},
    "ruby-dotenv-3": {"var-make-paren": FAILING_COMMAND},
    "systemd-environment.d": {"key-path": "its PATH holds what other files of that machine put there first"},
    "zsh": {"key-uid": "whether zsh may become the user 1000, and so whether it goes on, depends on who runs it"},
}
"""What a dialect reads in another way than was recorded, and why that is right or cannot be helped."""
WITHOUT_DIALECT = {"varlock": "a language of its own: functions, types by a schema, and values that come back as typed"}


def recordings() -> Iterator[tuple[str, bytes, dict[str, dict[str, str | None] | None]]]:
    """Give each input with what each loader made of it, None for a refusal."""
    for name in SETS:
        for line in (HERE / f"{name}.jsonl").read_text().splitlines():
            row = json.loads(line)
            named = {parser: result for result, parsers in row["read"] for parser in parsers}
            rest = named.pop("*")
            varies = row.get("varies", ())
            read = {parser: named.get(parser, rest) for parser in PARSERS if parser not in varies}
            yield row["id"], base64.b64decode(row["input"]), read


INPUTS = tuple(recordings())


def shortened(value: str | None) -> str | None:
    if value is None or len(value) <= LONG:
        return value
    digest = hashlib.sha256(value.encode("utf-8", "surrogateescape")).hexdigest()[:16]
    return f"<len={len(value)} sha256={digest}>"


def agrees(parser: str, reading: Reading, recorded: dict[str, str | None] | None) -> bool:
    """Whether a reading says what was recorded; of values that take a program to know only the name has to be right."""
    if not reading.ok or recorded is None:
        return reading.ok == (recorded is not None)
    read = {name: shortened(value) for name, value in reading.values.items()}
    real = {name: value for name, value in recorded.items() if name not in reading.dynamic}
    if PARSERS[parser]["reading"] == "env":
        read = {name: value for name, value in read.items() if value is not None and HOST.get(name) != value}
        real = {name: value for name, value in real.items() if HOST.get(name) != value}
    return read == real


@pytest.mark.parametrize("parser", sorted(set(PARSERS) - set(WITHOUT_DIALECT)))
def test_a_dialect_reads_what_its_loader_reads(parser: str) -> None:
    read = DIALECTS[parser].read
    judged = [(id, agrees(parser, read(data, HOST), real[parser])) for id, data, real in INPUTS if parser in real]
    missed = {id for id, same in judged if not same}
    assert missed == set(MISSES.get(parser, ()))
    floor = 0.99 if parser in MAIN else 0.97
    assert 1 - len(missed) / len(judged) >= floor


def test_every_recorded_loader_has_a_dialect() -> None:
    assert set(PARSERS) - set(DIALECTS) == set(WITHOUT_DIALECT)
    assert set(PARSERS) >= MAIN


def test_the_recordings_are_whole() -> None:
    for name, count in SETS.items():
        assert len((HERE / f"{name}.jsonl").read_text().splitlines()) == count
    ids = [id for id, _, _ in INPUTS]
    assert len(ids) == len(set(ids)) == sum(SETS.values())
    assert all(len(real) >= len(PARSERS) - 6 for _, _, real in INPUTS)


def test_loaders_part_on_most_of_the_designed_files() -> None:
    """Guards the decoding: were all results read as one, every other test here would hold as little."""
    alike = sum(len({json.dumps(one, sort_keys=True) for one in real.values()}) == 1 for _, _, real in INPUTS)
    assert 15 <= alike <= len(INPUTS) / 2
