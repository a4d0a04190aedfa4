"""The list of real loaders: which dialect each is the truth of, and the command that runs it."""

from __future__ import annotations

import re
import shutil

from benchmarks import dialect_services
from benchmarks.dialect_loaders import (
    HERE,
    HOST,
    SHELL_HOST,
    Loader,
    as_json,
    batch,
    debian,
    each,
    go_program,
    packaged,
    printed,
    rust_program,
    version,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENV = "/usr/bin/env -0"
MARKED = f"/usr/bin/printf '\\036\\036\\000'; exec {ENV}"
SYNTAX = re.compile(
    rb"syntax error|unexpected EOF|no closing quote|unexpected .\w* ?in|parse error|unmatched|xargs: ",
    re.IGNORECASE,
)
"""What a shell says of a file that it does not understand, though it may go on."""
SLOW = 1000
PYTHON = {
    "python-dotenv": "python-dotenv",
    "python-dotenv-values": "python-dotenv",
    "python-dotenv-nointerp": "python-dotenv",
    "python-decouple": "python-decouple",
    "django-environ": "django-environ",
    "starlette": "starlette",
    "honcho": "honcho",
}
JAVASCRIPT = {
    "dotenv-js-16": "d16",
    "dotenv-js-17": "d17",
    "dotenv-js-18": "d18",
    "dotenv-js-18-fast": "d18",
    "dotenv-expand-12": "e12",
    "dotenv-expand-1000": "e1000",
    "dotenvx": "@dotenvx/dotenvx",
    "next-env": "@next/env",
    "vite": "vite",
    "c12-nuxt": "c12",
    "env-cmd": "env-cmd",
    "foreman-js": "foreman",
}
IN_ENVIRONMENT = frozenset(("python-dotenv", "django-environ", "next-env", "vite", "c12-nuxt", "foreman-js"))
SHELLS = {"bash": "bash", "dash": "dash", "zsh": "zsh", "busybox-ash": "busybox", "mksh": "mksh", "ksh93": "ksh93"}
MAKEFILE = f"include .env\nexport\n.PHONY: all-of-it\nall-of-it: ; @{ENV}\n"
JUSTFILE = f"all-of-it:\n    @{ENV}\n"


def loaders(cache: Path) -> Iterator[Loader]:
    """Give every loader, those that are not there without a version."""
    yield from _python(cache)
    yield from _javascript(cache)
    yield from _shells()
    yield from _compiled(cache)
    yield from _interpreted()
    yield from dialect_services.loaders()


def _python(cache: Path) -> Iterator[Loader]:
    python, script = str(cache / "py/bin/python"), str(HERE / "read.py")
    for dialect, package in PYTHON.items():
        code = f"import importlib.metadata as m; print(m.version({package!r}))"
        read = batch([python, script, dialect])
        yield Loader(dialect, version(python, "-c", code), read, changes=dialect in IN_ENVIRONMENT)
    library = debian("libsystemd-shared")
    yield Loader("systemd", f"systemd {library}" if library else "", batch([python, script, "systemd"]))


def _javascript(cache: Path) -> Iterator[Loader]:
    modules, script = cache / "npm/node_modules", str(HERE / "read.mjs")
    node = str(modules / "n22/bin/node")
    for dialect, package in JAVASCRIPT.items():
        read = batch([node, script, dialect, str(modules)])
        yield Loader(dialect, packaged(modules / package), read, changes=dialect in IN_ENVIRONMENT)
    for major in ("20", "22", "24", "26"):
        node = str(modules / f"n{major}/bin/node")
        read = batch([node, script, f"node-{major}", str(modules)])
        yield Loader(f"node-{major}", version(node, "--version"), read, changes=True)
    bun = str(modules / "@oven/bun-linux-x64/bin/bun")
    read = each([bun, "--env-file=.env", "-e", "console.log(JSON.stringify(process.env))"], as_json())
    yield Loader("bun", version(bun, "--version"), read, changes=True, most=SLOW)
    deno = str(modules / "@deno/linux-x64-glibc/deno")
    host = {**HOST, "DENO_DIR": str(cache / "deno"), "NO_COLOR": "1"}
    code = "console.log(JSON.stringify(Deno.env.toObject()))"
    read = each([deno, "eval", "--env-file=.env", code], as_json(), host)
    yield Loader("deno", version(deno, "--version"), read, host, changes=True, most=SLOW)


def _shells() -> Iterator[Loader]:
    for dialect, name in SHELLS.items():
        program = shutil.which(name) or ""
        start = [program, "ash"] if name == "busybox" else [program, "-f"] if name == "zsh" else [program]
        command = [*start, "-c", f"set -a\n. ./.env\nset +a\n{MARKED}"]
        said = debian("ksh93u+m" if name == "ksh93" else name) if program else ""
        yield Loader(dialect, said, each(command, printed, SHELL_HOST, SYNTAX, readme=""), SHELL_HOST, changes=True)
    code = f"export $(grep -v '^#' .env | xargs); {MARKED}"
    yield Loader("bash-xargs", debian("bash"), each(["/usr/bin/bash", "-c", code], printed, HOST, SYNTAX), changes=True)


def _compiled(cache: Path) -> Iterator[Loader]:
    program = go_program(cache)
    for dialect, package in (
        ("godotenv", "golang-github-joho-godotenv-dev"),
        ("gotenv-2019", "golang-github-subosito-gotenv-dev"),
        ("go-envparse", "golang-github-hashicorp-go-envparse-dev"),
    ):
        yield Loader(dialect, debian(package) if program else "", batch([program, dialect]))
    program = rust_program(cache)
    said = debian("librust-dotenv-dev") if program else ""
    yield Loader("rust-dotenv", said, batch([program]), changes=True)
    make = shutil.which("make") or ""
    read = each([make, "--silent", "all-of-it"], printed, SHELL_HOST, Makefile=MAKEFILE)
    yield Loader("make", version(make, "--version") if make else "", read, SHELL_HOST, changes=True)
    direnv = shutil.which("direnv") or ""
    read = each([direnv, "dotenv", "json", ".env"], as_json())
    yield Loader("direnv", version(direnv, "version") if direnv else "", read, changes=True)
    uv = str(cache / "py/bin/uv")
    read = each([uv, "run", "--no-project", "--no-config", "--offline", "--env-file=.env", "--", *ENV.split()], printed)
    yield Loader("uv", version(uv, "--version"), read, changes=True, most=SLOW)
    just = str(cache / "py/bin/just")
    read = each([just, "--dotenv-path=.env", "all-of-it"], printed, justfile=JUSTFILE)
    yield Loader("just", version(just, "--version"), read, changes=True)


def _interpreted() -> Iterator[Loader]:
    for dialect, package in (("ruby-dotenv-2", "ruby-dotenv"), ("ruby-foreman", "ruby-foreman")):
        yield Loader(dialect, debian(package), batch(["ruby", str(HERE / "read.rb"), dialect]))
    for dialect, package in (("php-vlucas-5.4", "php-vlucas-phpdotenv"), ("php-symfony-5", "php-symfony-dotenv")):
        yield Loader(dialect, debian(package), batch(["php", str(HERE / "read.php"), dialect]))
