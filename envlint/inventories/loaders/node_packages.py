"""Packages of npm that read files of variables, and the dialect of each by its version.

Sources: the README of each package, and for what is built on others the dependencies in its package.json. Vite reads by
dotenv and dotenv-expand up to 7 and by Node's parser from 8 on; the Prisma CLI reads no file from 7 on; Medusa reads by
``loadEnv`` in its settings.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Final

    Numbers = tuple[int, ...]

OLDEST: Final = 16
NEWEST: Final = 18
EXECUTING: Final = 1000
"""The version of dotenv-expand from which on it runs commands."""
NATIVE_VITE: Final = 8
NATIVE_ASTRO: Final = 7
PRISMA_WITHOUT: Final = 7


def dotenv(version: Numbers) -> str:
    """Return the dialect of dotenv; before 16 the nearest that is known."""
    return f"dotenv-js-{min(max(version[0], OLDEST), NEWEST)}"


def expand(version: Numbers) -> str:
    """Return the dialect of dotenv-expand."""
    return "dotenv-expand-1000" if version[0] >= EXECUTING else "dotenv-expand-12"


def vite(version: Numbers) -> str:
    """Return the dialect of Vite."""
    return "vite" if version[0] >= NATIVE_VITE else "dotenv-expand-12"


def prisma(version: Numbers) -> str:
    """Return the dialect of the Prisma CLI, empty where it reads nothing."""
    return "dotenv-expand-12" if version[0] < PRISMA_WITHOUT else ""


def always(dialect: str) -> Callable[[Numbers], str]:
    """Return the dialect of a package that has one only."""
    return lambda _version: dialect


PACKAGES: Final[dict[str, Callable[[Numbers], str]]] = {
    "dotenv": dotenv,
    "dotenv-expand": expand,
    "@dotenvx/dotenvx": always("dotenvx"),
    "dotenv-cli": always("dotenv-expand-12"),
    "dotenv-flow": always("dotenv-js-16"),
    "dotenv-safe": always("dotenv-js-16"),
    "@nestjs/config": always("dotenv-js-16"),
    "@strapi/strapi": always("dotenv-js-16"),
    "next": always("next-env"),
    "vite": vite,
    "nuxt": always("c12-nuxt"),
    "nuxi": always("c12-nuxt"),
    "expo": always("dotenv-expand-12"),
    "react-scripts": always("dotenv-expand-12"),
    "@vue/cli-service": always("dotenv-expand-12"),
    "laravel-mix": always("dotenv-expand-12"),
    "nx": always("dotenv-expand-12"),
    "prisma": prisma,
    "@medusajs/framework": always("dotenv-expand-12"),
    "@medusajs/medusa": always("dotenv-expand-12"),
    "env-cmd": always("env-cmd"),
    "foreman": always("foreman-js"),
}
"""The dialect by the version, for each package."""

BY_VITE: Final = {"@sveltejs/kit": NATIVE_VITE, "astro": NATIVE_ASTRO}
"""Packages that read by a Vite of their own choice, and the version from which on that is Vite 8."""

COVERED: Final = {
    "dotenv": ("dotenv-expand",),
    "nuxi": ("nuxt",),
    "@sveltejs/kit": ("vite",),
    "astro": ("vite",),
    "@medusajs/medusa": ("@medusajs/framework",),
}
"""Packages that read nothing for themselves where one of the others stands beside them."""
