"""Targets of the fuzzer for the dialects of ``.env`` files: read, judged by loaders in use, re-spelt, and looked for."""
# ruff: noqa: E501  samples keep their shape

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from fuzz_input import Target

from envlint import reporters
from envlint.analysis import readers
from envlint.analysis.check import check
from envlint.analysis.layers import assemble
from envlint.analysis.respell import respelled
from envlint.analysis.respell.left import BUDGET_SPENT
from envlint.checks.subjects import Gate
from envlint.core.loader import Loader
from envlint.core.location import Location
from envlint.core.report import LookedAt, Report
from envlint.core.source import Source
from envlint.core.tier import BUILT_IN, strictest
from envlint.formats import dotenv
from envlint.formats.dialects import by_every_name
from envlint.formats.encoding import decode
from envlint.inventories import loaders
from envlint.inventories.tree import LARGEST, Tree
from envlint.reporters import Style
from envlint.rules.load import load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from envlint.core.rule import Place
    from envlint.formats.dialects import Dialect

DIALECTS = by_every_name()
AT_ONCE = 4
HOST = {"HOME": "/home/host", "HOST_VAR": "host"}
PLAN = load(
    [("rules.toml", b'[A]\nvalues = ["1", "x y"]\n[B]\ntype = "int"\n[TOKEN]\ntype = "secret"\n')], BUILT_IN, {}
)["production"]
LINES = (
    b"A=1\n", b"export B='2'\n", b'C="x\\n${A}"\n', b"D=${A:-d}${E}\n", b"E=$(echo hi)\n", b"F=`echo hi`\n", b"TOKEN=pa$word#x\n",
    b"A = x y # c\n", b"G: 1\n", b"H='it'\"s\"\n", b"I=\"a\nb=c\"\n", b"J=a\\\nK=b\n", b"L=${L:?must}\n", b"M={{.X}}\n", b"N= \nO=1\n",
    b"P=(a b)\n", b"if true; then\n", b"fi\n", b"Q=~/x\n", b"R=$'\\x41'\n", b"S+=1\n", b"unset A\n", b"T=${A##*/}\n", b"U=$((1+2))\n",
    b"define V\nx\nendef\n", b"-----BEGIN KEY-----\nAB==\n-----END KEY-----\n", b"\\u0041", b"${", b"$", b'"', b"'", b"`", b"\\",
)  # fmt: skip
FILES = {
    "package.json": (b'{"dependencies": {"dotenv": "^17.0.0", "next": "16"}, "scripts": {"dev": "node --env-file=.env x.js"}}', b'"workspaces": ["a"]'),
    "pyproject.toml": (b"[project]\ndependencies = ['python-dotenv>=1', 'x[y]; z']\n", b"[tool.poetry.dependencies]\npython-decouple = '*'\n"),
    "requirements.txt": (b"python-dotenv==1.0.1\n", b"-r x.txt\n", b"# c\n", b"environs[django]>=1 ; python_version > '3'\n"),
    "Gemfile": (b"gem 'dotenv-rails', '~> 3.0'\n", b"group :test do\n", b"end\n"),
    "Gemfile.lock": (b"GEM\n  specs:\n    dotenv (3.1.0)\n", b"DEPENDENCIES\n"),
    "composer.json": (b'{"require": {"vlucas/phpdotenv": "^5.6", "symfony/dotenv": "7.0.*"}}',),
    "go.mod": (b"module m\nrequire (\n\tgithub.com/joho/godotenv v1.5.1\n)\n", b"require github.com/subosito/gotenv v1.6.0 // indirect\n"),
    "Cargo.toml": (b'[dependencies]\ndotenvy = "0.15"\ndotenv = { version = "0.15" }\n', b"[workspace]\n"),
    "compose.yaml": (b"services:\n  web:\n    env_file:\n      - path: .env\n        format: raw\n", b"      - web.env\n", b"    image: x:${TAG}\n", b"&a *a"),
    "Makefile": (b"-include .env\n", b"run:\n\tdocker run --env-file .env x\n", b"\texport $(grep -v '^#' .env | xargs)\n", b"\\\n"),
    "run.sh": (b"#!/bin/sh\n", b"set -a; . ./.env; set +a\n", b"source .env\n", b"env $(cat .env | xargs) x\n", b"cat <<EOF\n", b"$(", b"'"),
    ".github/workflows/ci.yml": (b"jobs:\n  a:\n    steps:\n      - run: |\n          kubectl create secret generic x --from-env-file=.env\n", b"    container: node:22\n"),
    ".gitlab-ci.yml": (b"a:\n  artifacts:\n    reports:\n      dotenv: build.env\n", b"  script:\n    - . .env\n"),
    "kustomization.yaml": (b"configMapGenerator:\n- name: x\n  envs: [.env]\n",),
    "api.service": (b"[Service]\nEnvironmentFile=-/etc/api/.env\n", b"EnvironmentFile=%h/x\n"),
    "justfile": (b"set dotenv-load\n", b"set dotenv-path := 'x/.env'\n", b"run:\n  uv run --env-file .env x\n"),
    "Taskfile.yml": (b"dotenv: ['.env', '{{.X}}/.env']\n",),
    ".envrc": (b"dotenv\n", b"dotenv_if_exists .env.local\n", b"source_env .env\n"),
    "Dockerfile": (b"FROM node:20-alpine\n", b"CMD node --env-file .env x\n", b"RUN . ./.env && \\\n"),
    "Procfile": (b"web: honcho -e .env start\n",),
    "deno.json": (b'{"tasks": {"dev": "deno run --env-file x.ts"}, "imports": {"@std/dotenv": "jsr:@std/dotenv"}}',),
}  # fmt: skip


class InMemory(Tree):
    """A tree of one file."""

    def __init__(self, path: str, data: bytes) -> None:
        super().__init__("/nowhere", (path,))
        self._data = data

    def read(self, path: str, largest: int = LARGEST) -> bytes | None:
        """Return the file's bytes, None for any other."""
        return self._data if path in self.paths and len(self._data) <= largest else None


def in_dialects(data: bytes) -> None:
    """Read a file as some loaders do: spans lie in the text, and nothing depends on what ran before."""
    text = data.decode("utf-8", "surrogateescape")
    for name in _some(data):
        reading = DIALECTS[name].read(data, HOST)
        for assignment in reading.assignments:
            if not -1 <= assignment.start <= assignment.end <= len(text):
                raise AssertionError(f"{name}: a span outside of the text")
        for problem in reading.problems:
            if not -1 <= problem.start <= problem.end <= len(text):
                raise AssertionError(f"{name}: a problem outside of the text")


def in_readers(data: bytes) -> None:
    """Judge a file as the loaders in use read it, and report what was found."""
    text, noticed = decode(data)
    source = Source("dotenv", ".env", path=".env", text=text, data=data)
    at = Location("compose.yaml", "compose.yaml", 1, 1)
    used = tuple(Loader(name, "a reason", at) for name in _some(data))
    reading = readers.heard(dotenv.read(source, noticed).replace(loaders=used))
    environment = assemble([reading])
    heard = check(PLAN, environment, Gate(strictest(BUILT_IN), BUILT_IN), _nowhere)
    for fault in heard.faults:
        raise AssertionError(fault.message)
    report = Report("check", heard.findings, LookedAt((("dotenv:.env", len(environment)),), len(PLAN)))
    for name in reporters.FORMATS:
        "\n".join(reporters.load(name)(report, Style(verbose=1)))


def in_respelling(data: bytes) -> None:
    """Re-spell a file for some loaders: a second time changes nothing, unless the first one gave up and said so."""
    dialects = [DIALECTS[name] for name in _some(data)]
    once = respelled(data, dialects)
    gave_up = any(each.kind == BUDGET_SPENT for each in once.left)
    if not gave_up and respelled(once.data, dialects).data != once.data:
        raise AssertionError("a second time changes something")
    _require_same(data, once.data, dialects[0])


def in_loaders(data: bytes) -> None:
    """Look for loaders in a file of any of the kinds that show them."""
    name = list(FILES)[(data[0] if data else 0) % len(FILES)]
    for loader in loaders.read(InMemory(name, data[1:])).loaders:
        if loader.dialect not in DIALECTS or loader.path.startswith(("/", "../")):
            raise AssertionError(f"{name}: {loader!r}")


def _require_same(old: bytes, new: bytes, first: Dialect) -> None:
    """Refuse that the loader that counts reads another value; a mark or lines that went into a value do so."""
    before, after = first.read(old, {}), first.read(new, {})
    text = old.decode("utf-8", "surrogateescape")
    last = {each.name: text[max(each.start, 0) : max(each.end, each.value_end)].strip() for each in before.assignments}
    own = {name: value for name, value in before.values.items() if "\n" not in last[name]}
    if (
        before.ok
        and not text.startswith("\ufeff")
        and any(after.values.get(name) != value for name, value in own.items())
    ):
        raise AssertionError(f"{first.name} reads another value")


def _some(data: bytes) -> list[str]:
    return random.Random(data).sample(sorted(DIALECTS), AT_ONCE)


def _nowhere(place: Place) -> Location:
    return Location(place.path, place.path)


TARGETS: Mapping[str, Target] = {
    "dialects": Target(in_dialects, LINES),
    "readers": Target(in_readers, LINES),
    "respelling": Target(in_respelling, LINES),
    "loaders": Target(
        in_loaders,
        [word for words in FILES.values() for word in words],
        texts=[bytes([number]) + b"".join(words) for number, words in enumerate(FILES.values())],
    ),
}
