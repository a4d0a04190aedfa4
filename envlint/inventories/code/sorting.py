"""Which language a file is written in: by its suffix, its name, or the first line of a script without a suffix."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

    from envlint.inventories.code.language import Language
    from envlint.inventories.tree import Tree

HEAD: Final = 128


def by_language(tree: Tree, known: Iterable[Language]) -> dict[str, Language]:
    """Return the files of a project that are written in a known language, each with its language."""
    suffixes = {suffix: language for language in known for suffix in language.suffixes}
    names = {name: language for language in known for name in language.filenames}
    scripts = [(re.compile(language.shebang), language) for language in known if language.shebang]
    found = {}
    for path in tree.paths:
        name = path.rpartition("/")[2]
        language = names.get(name) or suffixes.get(_suffix(name))
        if language is None and "." not in name.lstrip(".") and scripts:
            language = _script(tree, path, scripts)
        if language is not None:
            found[path] = language
    return found


def _suffix(name: str) -> str:
    dot = name.rfind(".")
    return name[dot:] if dot >= 0 else ""


def _script(tree: Tree, path: str, scripts: list[tuple[re.Pattern[bytes], Language]]) -> Language | None:
    head = (tree.read(path) or b"")[:HEAD]
    if not head.startswith(b"#!"):
        return None
    return next((language for shebang, language in scripts if shebang.match(head)), None)
