"""What reads the environment in Python, and what a file calls it: ``os`` under the names of its imports."""

from __future__ import annotations

import re
from dataclasses import replace

from envlint.inventories.code.language import EnvObject, Reader, Scope

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Final

    from envlint.inventories.code.unit import Unit

IMPORT: Final = re.compile(rb"(?m)^[ \t]*import[ \t]+([^\n#;]+)")
FROM: Final = re.compile(rb"(?m)^[ \t]*from[ \t]+(\.*[\w.]*)[ \t]+import[ \t]+(\([^)]*\)|(?:[^\n#;\\]|\\\r?\n)+)")
NAMED: Final = re.compile(r"([\w.]+|\*)(?:\s+as\s+(\w+))?")
RENAMED: Final = re.compile(
    rb"(?m)^[ \t]*(\w+)(?:[ \t]*:[^=\n]+)?[ \t]*=[ \t]*((?:\w+\.)?(?:environ\.get|getenv))[ \t\r]*(?:#.*)?$"
)

GETENV: Final = Reader("os.getenv", default=1, parameters=("key", "default"))
METHODS: Final = {
    "get": Reader("get", default=1, parameters=("key", "default")),
    "pop": Reader("pop", default=1),
    "setdefault": Reader("setdefault", default=1, also_written=True),
    "__getitem__": Reader("__getitem__", required=True),
    "__contains__": Reader("__contains__"),
    "has_key": Reader("has_key"),
    "__setitem__": Reader("__setitem__", evidence="written"),
    "update": Reader("update", evidence="written"),
}
ENVIRON: Final = EnvObject("os.environ", methods=METHODS, required=True)
READERS: Final = (
    GETENV,
    Reader("os.getenvb", default=1),
    Reader("os.putenv", evidence="written"),
    Reader("os.unsetenv", evidence="written"),
    Reader("monkeypatch.setenv", evidence="written"),
    Reader("monkeypatch.delenv", evidence="written"),
)
OBJECTS: Final = (
    ENVIRON,
    EnvObject("os.environb", methods=METHODS, required=True),
    EnvObject("os.environ.copy()", methods=METHODS, required=True),
    EnvObject("dict(os.environ)", methods=METHODS, required=True),
)
FLASK: Final = (
    # https://flask.palletsprojects.com/en/stable/api/#flask.Config.from_envvar
    Reader("from_envvar", type="path", required=True, how="framework", via="flask", scope=Scope(method=True)),
)


def imported(unit: Unit) -> Mapping[str, tuple[str, str]]:
    """Return what a file imports: by its local name, or as ``*MODULE`` for a whole module's names."""
    found = {}
    for names in IMPORT.findall(unit.data):
        for module, alias in NAMED.findall(names.decode("utf-8", "replace")):
            found[alias or module] = (module, "*")
    for module, names in FROM.findall(unit.data):
        source = module.decode("utf-8", "replace")
        listed = re.sub(r"#[^\n]*", "", names.decode("utf-8", "replace"))
        for name, alias in NAMED.findall(listed):
            found[f"*{source}" if name == "*" else alias or name] = (source, name)
    return found


def aliases(unit: Unit) -> Iterator[Reader | EnvObject]:
    """Yield the readers of ``os`` under the names that a file gives them."""
    for local, (module, name) in unit.imported.items():
        if module == "os" and name == "*" and local != "os":
            yield from (_moved(each, f"{local}.{each.callee[3:]}") for each in (*READERS[:4], *OBJECTS[:3]))
        elif module == "os" and local != "*os":
            for each in (*READERS, *OBJECTS):
                head, dot, tail = each.callee.removeprefix("os.").partition(".")
                if head == name and each.callee.startswith("os."):
                    yield _moved(each, local + dot + tail)
    for local, spelled in RENAMED.findall(unit.data):
        module = spelled.decode().partition(".")[0]
        if module in ("getenv", "environ") or unit.imported.get(module) == ("os", "*"):
            yield _moved(GETENV, local.decode())


def _moved(each: Reader | EnvObject, callee: str) -> Reader | EnvObject:
    return replace(each, callee=callee)
