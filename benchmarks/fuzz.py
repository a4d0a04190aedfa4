"""Throw malformed input at everything that reads what others wrote, and count what breaks.

    python benchmarks/fuzz.py --seed 1 --count 200000
    python benchmarks/fuzz.py --seed 1 --only types=71234      # that one input again

Each target may answer or refuse in its own words; any other exception is a fault, and so is an input that takes longer
than ``--limit`` seconds of processor time. Input number ``n`` of a target follows from the seed, the target and ``n``
alone. Exits with 1 if there was a fault.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent.parent))

import fuzz_database
import fuzz_dialects
import fuzz_drift
import fuzz_sources
from fuzz_input import Target, made

from envlint import reporters, types
from envlint.analysis import baseline, remarks
from envlint.analysis.check import check
from envlint.analysis.layers import assemble
from envlint.checks.catalogue import CODES
from envlint.checks.subjects import Gate
from envlint.core.errors import EnvlintError
from envlint.core.location import Location
from envlint.core.report import LookedAt, Report
from envlint.core.source import Remark, Source
from envlint.core.tier import BUILT_IN, strictest
from envlint.formats import dotenv, environ, flat_json, git_index
from envlint.formats.encoding import decode
from envlint.reporters import Style
from envlint.rules import atoms
from envlint.rules.load import load
from envlint.rules.locate import locate
from envlint.settings.find import Found
from envlint.settings.load import load as load_settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from envlint.core.rule import Place

OF_DOTENV = (
    b"A=1\n", b"export B='2'\n", b'C="x\\n${A}"\n', b"D=${A:-d}${E}\n", b"# envlint: ignore[ENV101] why\n", b"TOKEN=",
    b"<<<<<<< a\n", b"=======\n", b">>>>>>> b\n", b"A : 1\n", b"'q' = \"w\" # c\n", b"LD_PRELOAD=x\n", b"MODE=s3\n",
    b"PORT=0x1F\n", b"URL=http://u:p@[::1]:80/?a=b#c\n", b"LIST=a,,b\n", b"TTL=1h2m\n", b"A=${B}\nB=${A}\n",
)  # fmt: skip
OF_RULES = (
    b"[A]\n", b"type = 'int'\n", b"[[rule]]\n", b"id = 1\n", b"requires = ['A=1|2', '!B', 'C.host!=x', 'A<=$B']\n",
    b"when.true.requires = ['A']\n", b"in.production.forbid = ['*']\n", b"values = { a = 'x', b = 2 }\n", b"[var.b]\n",
    b"default = 1979-05-27T07:32:00Z\n", b"min = -1\n", b"max = 9e99\n",
    b"level = { production = 'off', else = 'x' }\n",
    b"deprecated = { use = 'B' }\n", b"pattern = '(a+)+$'\n", b"type = 'list<map<int>>'\n", b"items = { min = 1 }\n",
    b"fallback = 'x'\n", b"required = ['prod']\n", b"secret = true\n", b"empty = 'ok'\n", b"a.b.c = 1\n", b"[A.in.x]\n",
    b"differs_from = ['A']\n", b"all_or_none = ['A', 'B']\n", b"schemes = ['http']\n", b"dialect = 'go'\n",
    b"# envlint: ignore[ENV211] why\n", b"x = [[[[", b"x = {a={b={c=", b'"""', b"'''", b"inf", b"nan", b"1_0",
    b"[[A]]\n",
)  # fmt: skip
OF_SETTINGS = (
    b"[tool.envlint]\n", b"rules = ['rules']\n", b"rules = ['../..', '/etc', '']\n", b"[tool.envlint.tiers]\n",
    b"production = { level = 'error', files = ['.env'], aliases = ['prod'] }\n", b"dialect = { bool = 'go' }\n",
    b"fail_on = 'warning'\n", b"levels = { ENV3 = 'off' }\n", b"[tool.envlint.per-path-ignore]\n", b"'**' = ['ENV4']\n",
    b"[[tool.envlint.services]]\nname = 'a'\nroot = 'b'\n", b"ignore = ['ENV101', 'x']\n", b"version = 2\n",
    b"[project]\nversion = '1'\n", b"tier_variable = 'A B'\n", b"readers = [1]\n",
)  # fmt: skip
OF_JSON = (
    b'{"A": "1"}', b'{"A": {"b": [1]}}', b"[", b"{", b'{"A": 1e9999, "B": -0, "C": NaN}', b'"\\ud800"', b"null",
    b"true",
    b'{"version": 1, "findings": [{"code": "ENV101", "rule": "", "variable": "A", "place": "x", "fingerprint": "0"}]}',
    b'"findings"', b'"version"', b": ", b", ", b"[" * 50, b'{"a":' * 50, b"-", b"1.", b".5",
)  # fmt: skip
OF_ATOMS = (b"NAME", b"!", b"=", b"!=", b"<=", b">=", b"|", b"$OTHER", b".host", b".query.k", b"'a|b'", b"''", b"*")
OF_VALUES = (
    b"http://", b"user:pass@", b"[::1]", b":65536", b"/a/../b", b"?q=%zz", b"1.5h", b"-3ms", b"P1DT2H", b"512Mi",
    b"1e3",
    b"*/5 * * * *", b"Europe/Zurich", b"UTC", b"1.2.3-rc.1+b", b"10.0.0.1/33", b"a@b.c", b"{}", b"[1,", b"AAAA",
    b"====",
    b"true", b"TRUE", b"no", b"a,b,,c", b"a=1,b=2", b"debug", b"(?i)(", b"[!a]**", b"0123456789abcdef", b"xn--a", b"..",
    b"550e8400-e29b-41d4-a716-446655440000", b"-----BEGIN CERTIFICATE-----\n", b"tcp://h:1,i:2/db", b"\xc2\xb2",
    b"\xd9\xa3",
)  # fmt: skip
OF_REMARKS = (b"# envlint:", b" ignore", b"[", b"]", b"ENV101", b",", b" until=", b"2026-02-30", b"ENV9", b"all", b"-")
OF_INDEXES = (b"DIRC", b"\0\0\0\2", b"\0\0\0\3", b"\0\0\0\4", b"\0\0\0\1", b"\0" * 60, b".env\0", b"\xff" * 8, b"TREE")

RULES = b"""
[MODE]\nvalues = ["local", "s3"]\nwhen.s3.requires = ["PORT>=1024", "URL.host!=localhost"]
[PORT]\ntype = "port"\nrequired = true
[URL]\ntype = "url"\nin.production.forbid = ["URL.scheme=http"]
[LIST]\ntype = "list<int>"\nunique = true
[TTL]\ntype = "duration"\nmin = "1s"\nfallback = "2s"\nlevel = "warning"
[TOKEN]\ntype = "secret"\nmin_length = 8\ndiffers_from = ["A"]
[A]\npattern = "[a-z]+"
"""


def in_dotenv(data: bytes) -> None:
    """Read, expand, judge and report a ``.env`` file."""
    text, noticed = decode(data)
    reading = dotenv.read(Source("dotenv", ".env", path=".env", text=text), noticed)
    _judge(assemble([reading]).readings)


def in_dump(data: bytes) -> None:
    """Read a dump of an environment."""
    text = data.decode("utf-8", "surrogateescape")
    environ.read(Source("environ", "x", text=text), text)


def in_references(data: bytes) -> None:
    """Expand references through two layers."""
    lower, _, upper = data.decode("utf-8", "replace").partition("\0")
    assemble([dotenv.read(Source("dotenv", name, path=name, text=text)) for name, text in (("a", lower), ("b", upper))])


def in_json(data: bytes) -> None:
    """Read a JSON source."""
    flat_json.read(Source("json", "x", path="x", text=decode(data)[0]))


def in_rules(data: bytes) -> None:
    """Load a rule file, and find the places of what it holds."""
    plans = load([("rules/x.toml", data)], BUILT_IN, {"bool": "go"})
    for rule in plans["production"].variables.values():
        locate(data.decode(), rule.place.keys, "value")


def in_settings(data: bytes) -> None:
    """Load a settings file."""
    load_settings(Found("/nowhere", "", "pyproject.toml", data, data))


def in_baseline(data: bytes) -> None:
    """Read a baseline."""
    baseline.parse(data.decode("utf-8", "replace"))


def in_atoms(data: bytes) -> None:
    """Read a condition."""
    atoms.parse(data.decode("utf-8", "surrogateescape"))


def in_types(data: bytes) -> None:
    """Read a text as a value of every type."""
    text = data.decode("utf-8", "surrogateescape")
    for name in TYPES:
        try:
            types.parse(name, text, {})
        except types.Malformed:
            continue


def in_remarks(data: bytes) -> None:
    """Read a comment that speaks to envlint, in a ``.env`` file and in a rule file."""
    text = data.decode("utf-8", "replace")
    remarks.suppression(Remark(0, len(text), text, alone=True), Source("dotenv", ".env", text=text), CODES)
    remarks.remarks_of_rules("rules.toml", text)


def in_index(data: bytes) -> None:
    """Look a path up in the index of a git repository."""
    git_index.tracks(data, b".env")


TARGETS: Mapping[str, Target] = {
    "dotenv": Target(in_dotenv, OF_DOTENV),
    "dump": Target(in_dump, OF_DOTENV),
    "references": Target(in_references, (b"A=", b"B=", b"${A}", b"${B}", b"${", b"}", b":-", b"$", b"\n", b"'", b'"')),
    "json": Target(in_json, OF_JSON, (flat_json.Malformed,)),
    "rules": Target(in_rules, OF_RULES, (EnvlintError,)),
    "settings": Target(in_settings, OF_SETTINGS, (EnvlintError,)),
    "baseline": Target(in_baseline, OF_JSON, (EnvlintError,)),
    "atoms": Target(in_atoms, OF_ATOMS, (atoms.NoAtom,)),
    "types": Target(in_types, OF_VALUES),
    "remarks": Target(in_remarks, OF_REMARKS),
    "index": Target(in_index, OF_INDEXES),
    **fuzz_drift.TARGETS,
    **fuzz_sources.TARGETS,
    **fuzz_dialects.TARGETS,
    **fuzz_database.TARGETS,
}


def _judge(readings: Sequence[object]) -> None:
    environment = assemble(readings)  # type: ignore[arg-type]
    gate = Gate(strictest(BUILT_IN), BUILT_IN, tier_variable="MODE")
    heard = check(PLAN, environment, gate, _nowhere)
    for fault in heard.faults:
        raise AssertionError(fault.message)
    report = Report("check", heard.findings, LookedAt((("dotenv:.env", len(environment)),), len(PLAN)))
    for name in reporters.FORMATS:
        "\n".join(reporters.load(name)(report, Style(verbose=1)))


def _nowhere(place: Place) -> Location:
    return Location(place.path, place.path)


TYPES = (*(name for name in types.names() if name not in ("list", "map")), "list<url>", "map<int>")
PLAN = load([("rules.toml", RULES)], BUILT_IN, {})["production"]


def fault_of(target: str, data: bytes, limit: float) -> tuple[str, float]:
    """Return what went wrong with an input, empty if nothing did, and the seconds of processor time it took."""
    call, _, refusals, _ = TARGETS[target]
    start = time.process_time()
    try:
        call(data)
        fault = ""
    except refusals:
        fault = ""
    except Exception as raised:  # noqa: BLE001  that is what is looked for
        fault = f"{type(raised).__name__}: {raised}"
    taken = time.process_time() - start
    return fault or (f"took {taken:.1f} s" if taken > limit else ""), taken


def main() -> int:
    """Run, print a line for each target and each fault, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=20_000, help="inputs in total, spread over the targets")
    parser.add_argument("--limit", type=float, default=1.0, help="seconds of processor time that one input may take")
    parser.add_argument("--only", default="", metavar="TARGET[=NUMBER]", help="one target, or one input of it")
    given = parser.parse_args()
    name, _, number = given.only.partition("=")
    faults = total = 0
    for target in [name] if name else TARGETS:
        wanted = [int(number)] if number else range(given.count // len(TARGETS))
        slowest = spent = 0.0
        for each in wanted:
            data = made(given.seed, target, TARGETS[target], each)
            fault, taken = fault_of(target, data, given.limit)
            slowest, spent = max(slowest, taken), spent + taken
            if fault:
                faults += 1
                print(f"{target}={each}: {fault} on {data!r}"[:600], flush=True)
        total += len(wanted)
        print(f"{target}: {len(wanted):,} inputs, {spent:.0f} s, slowest {slowest * 1000:.0f} ms", flush=True)
    print(f"{total:,} inputs over {1 if name else len(TARGETS)} targets, {faults} faults")
    return int(faults > 0)


if __name__ == "__main__":
    sys.exit(main())
