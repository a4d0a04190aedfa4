"""The loaders of the JavaScript world: dotenv and what is built on it, Node's own parser, Vite, Bun and Deno."""

from __future__ import annotations

from envlint.formats.dialects import Assignment, Dialect, Reading
from envlint.formats.dialects.javascript import bun, c12, deno, dotenv, dotenvx, expansion, lines, next_env, node
from envlint.formats.dialects.javascript.budget import settled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final


def _dotenv(data: bytes, _host: Mapping[str, str]) -> Reading:
    found, problems = dotenv.parsed(data)
    return Reading(tuple(found), tuple(problems))


def _expand_12(data: bytes, host: Mapping[str, str]) -> Reading:
    return settled(*dotenv.parsed(data), lambda found: expansion.expand_12(found, host))


def _expand_1000(data: bytes, host: Mapping[str, str]) -> Reading:
    return settled(*dotenv.parsed(data), lambda found: expansion.expand_1000(found, host))


def _next(data: bytes, host: Mapping[str, str]) -> Reading:
    return settled(*dotenv.parsed(data), lambda found: next_env.expand(found, host))


def _c12(data: bytes, host: Mapping[str, str]) -> Reading:
    return settled(*dotenv.parsed(data), lambda found: c12.expand(found, host))


def _dotenvx(data: bytes, host: Mapping[str, str]) -> Reading:
    values = dotenvx.Values()
    return settled(*dotenv.read(data, values.finish), lambda found: dotenvx.expand(found, values.firsts, host))


def _vite(data: bytes, host: Mapping[str, str]) -> Reading:
    def expand(found: list[Assignment]) -> list[Assignment]:
        return [each for each in expansion.expand_vite(found, host) if each.name not in host]

    scan = node.Scan(data)
    return settled(scan.found, scan.problems, expand)


DIALECTS: Final = (
    Dialect("dotenv-js-16", _dotenv, "dotenv (npm)", "16.6.1, 17.4.2, 18.0.10", ("dotenv-js-17", "dotenv-js-18")),
    Dialect("dotenv-js-18-fast", _dotenv, "dotenv (npm), fast", "18.0.10"),
    Dialect("dotenv-expand-12", _expand_12, "dotenv-expand", "12.0.3"),
    Dialect("dotenv-expand-1000", _expand_1000, "dotenv-expand", "1000.0.0"),
    Dialect("dotenvx", _dotenvx, "dotenvx", "2.38.2"),
    Dialect("next-env", _next, "@next/env (Next.js)", "16.4.6"),
    Dialect("vite", _vite, "Vite", "8.3.8"),
    Dialect("c12-nuxt", _c12, "c12 (Nuxt)", "3.3.4"),
    Dialect("env-cmd", lines.env_cmd, "env-cmd", "11.0.0"),
    Dialect("foreman-js", lines.foreman, "foreman (npm)", "3.0.1"),
    Dialect("node-20", node.node_20, "Node", "20.20.2"),
    Dialect("node-22", node.node_22, "Node", "22.23.3, 24.21.0, 26.10.0", ("node-24", "node-26")),
    Dialect("bun", bun.read, "Bun", "1.4.5"),
    Dialect("deno", deno.read, "Deno", "2.9.6"),
)
