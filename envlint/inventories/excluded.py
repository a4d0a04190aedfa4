"""What is never looked at, because nobody writes it by hand: dependencies, build output, bundles, binary files."""

from __future__ import annotations

from typing import Final

VENDORED: Final = "vendored"
OUTPUT: Final = "build output"
MINIFIED: Final = "minified or generated"
LOCK: Final = "lock file"
UNSAID: Final = ""
"""The reason of what nobody expects to be looked at: it is left out without a word."""

FOLDERS: Final = {
    **dict.fromkeys(("vendor", "node_modules", "third_party", "bower_components", "site-packages"), VENDORED),
    **dict.fromkeys((".venv", "venv", ".tox", ".nox", ".bundle"), UNSAID),
    **dict.fromkeys((".git", ".hg", ".svn", "__pycache__", ".next", ".nuxt", ".terraform", ".gradle"), UNSAID),
    **dict.fromkeys((".mypy_cache", ".pytest_cache", ".ruff_cache", ".hypothesis"), UNSAID),
}
OUTPUT_FOLDERS: Final = frozenset(("build", "dist", "target"))
"""Folders of output, unless git tracks a file in them: many projects keep scripts of their build in ``build``."""

LOCKS: Final = frozenset(
    (
        "package-lock.json",
        "npm-shrinkwrap.json",
        "yarn.lock",
        "pnpm-lock.yaml",
        "bun.lock",
        "Cargo.lock",
        "go.sum",
        "composer.lock",
        "poetry.lock",
        "Pipfile.lock",
        "pdm.lock",
        "uv.lock",
        "Gemfile.lock",
        "mix.lock",
        "gradle.lockfile",
        "flake.lock",
    )
)
BUNDLES: Final = (".min.js", ".min.mjs", ".min.css", ".bundle.js", ".chunk.js", ".map")
BUNDLED: Final = frozenset(("js", "mjs", "cjs", "css", "map"))
BINARY: Final = frozenset(
    (
        *("png", "jpg", "jpeg", "gif", "bmp", "ico", "icns", "webp", "avif", "tif", "tiff", "svg", "psd", "eps"),
        *("woff", "woff2", "ttf", "otf", "eot", "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt"),
        *("mp3", "mp4", "m4a", "mov", "avi", "webm", "wav", "ogg", "flac"),
        *("zip", "gz", "tgz", "bz2", "xz", "zst", "7z", "rar", "tar", "jar", "war", "ear", "whl", "gem", "deb", "rpm"),
        *("so", "dll", "dylib", "exe", "bin", "o", "a", "lib", "obj", "class", "pyc", "pyd", "wasm", "node", "rlib"),
        *("db", "sqlite", "sqlite3", "mo", "pack", "idx", "parquet", "npy", "pkl", "dat", "der", "p12", "jks"),
    )
)
SUSPECT: Final = BINARY | BUNDLED | {name[name.rfind(".") + 1 :].lower() for name in (*LOCKS, ".git")}
"""The suffixes of all that ``file`` may leave out: the others need not be asked about."""


def file(name: str, *, dist: bool = False) -> str | None:
    """Return why a file is left out by its name, or None. ``dist`` tells that it lies below a folder of that name.

    Of a ``dist`` folder that git tracks, the scripts are output that is kept for whoever installs from the repository.
    """
    dot = name.rfind(".")
    suffix = name[dot + 1 :].lower() if dot > 0 else ""
    if suffix in BINARY:
        return UNSAID
    if suffix in BUNDLED:
        return OUTPUT if dist else MINIFIED if name.endswith(BUNDLES) else None
    if name in LOCKS:
        return LOCK
    return UNSAID if name == ".git" else None
