"""Whether what package.json asks for reads files of variables here: by settings beside it, scripts and code.

Sources: the documentation of each framework and command. Commands that are told their files read no others.
"""

from __future__ import annotations

import re
from posixpath import dirname

from envlint.inventories.configs.jsonc import strings
from envlint.inventories.loaders.manifests import joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.inventories.loaders.calls import Code
    from envlint.inventories.loaders.files import Files

USED: Final = {
    "next": "next",
    "vite": "vite",
    "nuxt": "nuxt",
    "nuxi": "nuxt",
    "astro": "astro",
    "@sveltejs/kit": "svelte",
    "@vue/cli-service": "vue",
    "react-scripts": "react-(?:scripts|app-rewired)|craco",
    "expo": "expo(?!rt)",
    "laravel-mix": r"mix\b",
    "nx": "nx",
    "prisma": "prisma",
}
"""What libraries ask for, too. Where it is used, a script has a command that begins so (``vitest``,
``vue-cli-service``), or one of the files of ``BESIDE`` stands beside the manifest."""

BESIDE: Final = {
    **{name: (f"{name}.config.js", f"{name}.config.ts", f"{name}.config.mjs") for name in ("next", "nuxt", "vite")},
    "nuxi": ("nuxt.config.ts", "nuxt.config.js"),
    "astro": ("astro.config.mjs", "astro.config.ts", "astro.config.js"),
    "@sveltejs/kit": ("svelte.config.js", "svelte.config.ts"),
    "@vue/cli-service": ("vue.config.js",),
    "expo": ("app.json", "app.config.js", "app.config.ts"),
    "laravel-mix": ("webpack.mix.js", "webpack.mix.cjs"),
    "nx": ("nx.json",),
    "prisma": ("prisma/schema.prisma",),
}
PRISMA_SETTINGS: Final = ("prisma.config.ts", "prisma.config.js", "prisma.config.mjs")
"""Where one of these stands, Prisma reads nothing by itself."""

_PLAIN: Final = r"(?:^|[\s;&|(])(?:%s)\b(?![^;&|]{0,200}\s(?:%s)\b)"
COMMANDS: Final = {
    "dotenv-cli": re.compile(_PLAIN % ("dotenv(?![-/])", "-e")),
    "env-cmd": re.compile(_PLAIN % ("env-cmd", "-f|--file|-e|--environments|-r|--rc-file")),
    "@dotenvx/dotenvx": re.compile(_PLAIN % ("dotenvx", "-f|--env-file")),
}
"""Packages with a command: how a script starts it without the name of a file."""
WORDS: Final = {
    "dotenv": (b'"dotenv', b"'dotenv"),
    "dotenv-expand": (b"dotenv-expand",),
    "dotenv-safe": (b"dotenv-safe",),
    "dotenv-flow": (b"dotenv-flow",),
    "@dotenvx/dotenvx": (b"@dotenvx/dotenvx",),
    "@nestjs/config": (b"@nestjs/config",),
    "@medusajs/framework": (b"loadEnv",),
    "@medusajs/medusa": (b"loadEnv",),
}
"""Packages that read where one of some words stands in code."""
PRELOADED: Final = re.compile(r"\bdotenv(?:-expand|-safe|-flow|x)?/config\b")


def is_used(files: Files, code: Code, path: str, name: str) -> bool:
    """Whether a package that the manifest at ``path`` asks for reads files beside it."""
    folder = dirname(path)
    scripts = [each.text for each in strings(files.text(path)) if each.keys[:1] == ("scripts",) and not each.is_key]
    if name == "prisma" and any(files.has(joined(folder, each)) for each in PRISMA_SETTINGS):
        return False
    if name in USED:
        start = re.compile(rf"(?:^|[\s/;&|(])(?:{USED[name]})")
        beside = BESIDE.get(name, ())
        return any(start.search(each) for each in scripts) or any(files.has(joined(folder, each)) for each in beside)
    if name in COMMANDS and any(COMMANDS[name].search(each) for each in scripts):
        return True
    if name in WORDS:
        return any(code.uses(word, folder) for word in WORDS[name]) or any(PRELOADED.search(each) for each in scripts)
    return name not in COMMANDS
