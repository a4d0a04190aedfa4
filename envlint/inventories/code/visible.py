"""Whether a call in one file means a reader that another file defines."""

from __future__ import annotations

import os
import re
from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.inventories.code.language import Scope
    from envlint.inventories.code.unit import Unit

INHERITS = r"(?:\bextends\b|\bimplements\b|:|<|\buse\b|\binclude\b|\bextend\b|\bstatic\b|\bimport\b)"
"""What stands before a class whose methods are at hand."""


def visible(name: str, scope: Scope | None, unit: Unit, called: str, offset: int = 0) -> bool:
    """Whether ``called``, a dotted expression at a byte offset of a file, is what a scope defines as ``name``.

    A built-in reader (no scope) is meant by its exact path.
    """
    if scope is None:
        return called == name
    holder, _, last = called.rpartition(".")
    if last != name and not _renamed(name, scope, unit, called):
        return False
    here = unit.path == scope.path
    if scope.end and not (here and scope.start <= offset < scope.end):
        return False
    own = not holder or holder in unit.language.self_names or holder == scope.owner
    if scope.method and holder:
        own = True
    if scope.kind == "file":
        return here and own
    if scope.kind == "folder":
        return _folder(unit.path) == _folder(scope.path) and own
    if scope.kind == "package":
        return (_folder(unit.path) == _folder(scope.path) and own) or (bool(holder) and _package(scope, unit, holder))
    if scope.kind == "import":
        return (here and own) or _imported(name, scope, unit, called) or _instance(scope, unit, holder)
    if scope.kind == "path":
        return _on_path(name, scope, unit, called, here=here)
    if scope.kind == "class":
        return (here and own) or _of_class(scope, unit, called)
    return own or (bool(scope.owner) and holder.endswith(f".{scope.owner}"))


def _of_class(scope: Scope, unit: Unit, called: str) -> bool:
    """Whether a call in another file is one of a class's method: by its name, in an heir of it, on an object of it."""
    holder, _, name = called.replace("\\", ".").rpartition(".")
    receiver = holder.rpartition(".")[2]
    if not scope.owner:
        return not holder and _at_hand(name, scope, unit)
    if receiver == scope.owner:
        return True
    if not unit.speaks_of(scope.owner) or (holder and not unit.language.classes):
        return False
    if not holder or receiver in unit.language.self_names:
        inherited = rf"{INHERITS}[^\n;{{]*\b{re.escape(scope.owner)}\b"
        return re.search(inherited.encode(), unit.data) is not None
    if scope.method:
        return True
    owner, name = re.escape(scope.owner), re.escape(receiver)
    declared = rf"\b{owner}\b\W{{1,3}}{name}\b|\b{name}\b\s*[:=]\s*(?:new\s+)?[\w.\\]*\b{owner}\b"
    return re.search(declared.encode(), unit.data) is not None


def _at_hand(name: str, scope: Scope, unit: Unit) -> bool:
    """Whether a function outside of any class can be called by its bare name; a usual name is looked at closely."""
    known = unit.imported.get(name)
    return known is not None or _folder(unit.path) == _folder(scope.path) or name not in unit.language.generic_names


def _on_path(name: str, scope: Scope, unit: Unit, called: str, *, here: bool) -> bool:
    """Whether a path of modules leads to a name: ``get``, ``config.get``, ``crate.config.get``, ``Config.get``."""
    holder = called.rpartition(".")[0].rpartition(".")[2]
    if scope.method and holder:
        return True
    modules = {part.replace("-", "_") for part in os.path.splitext(scope.path)[0].split("/")}
    if holder:
        return (
            holder == scope.owner
            or (not scope.owner and holder in (modules | unit.language.self_names))
            or (here and holder == "Self")
        )
    if here:
        return not scope.owner
    near = modules | {"crate", "super", "self", ""}
    known = unit.imported.get(called)
    if known is not None:
        return bool(near & set(known[0].split("::"))) or name not in unit.language.generic_names
    globs = (module for local, (module, _) in unit.imported.items() if local[:1] == "*")
    return any(module.rpartition("::")[2] in near for module in globs)


def within_sight(name: str, scope: Scope | None, unit: Unit) -> bool:
    """Whether a file may call a reader at all: a quick look at its path and what it imports."""
    if scope is None or scope.kind in ("everywhere", "path", "class") or unit.path == scope.path:
        return True
    if scope.kind == "file":
        return False
    if _folder(unit.path) == _folder(scope.path) and scope.kind in ("folder", "package"):
        return True
    if scope.kind == "package":
        last = _folder(scope.path).rpartition("/")[2]
        return any(known[0].rstrip("/").rpartition("/")[2] == last for known in unit.imported.values())
    module = os.path.splitext(scope.path)[0].rpartition("/")[2]
    names = {name, scope.owner, module, "*", "default", ""}
    return any(original in names and leads_to(source, unit, scope.path) for source, original in unit.imported.values())


def _renamed(name: str, scope: Scope, unit: Unit, called: str) -> bool:
    local = called.partition(".")[0]
    known = unit.imported.get(local)
    return known is not None and (known[1] == name or (scope.default and known[1] == "default")) and called == local


def _package(scope: Scope, unit: Unit, holder: str) -> bool:
    known = unit.imported.get(holder)
    if known is not None:
        return known[0].rstrip("/").endswith(_folder(scope.path).rpartition("/")[2])
    return holder == scope.owner and (not scope.method)


def _imported(name: str, scope: Scope, unit: Unit, called: str) -> bool:
    known, rest = _import_of(unit, called)
    if known is None and any(leads_to(module, unit, scope.path) for module in _whole(unit)):
        return called in (name, f"{scope.owner}.{name}")
    if known is None:
        return (
            bool(scope.owner) and called == f"{scope.owner}.{name}" and _imported(scope.owner, scope, unit, scope.owner)
        )
    module, original = known
    if not leads_to(module, unit, scope.path):
        return False
    if not rest:
        return original == name or (scope.default and original == "default")
    if rest == name:
        return original in ("*", "default", "") or not scope.owner or original == scope.owner
    return rest == f"{scope.owner}.{name}"


def _import_of(unit: Unit, called: str) -> tuple[tuple[str, str] | None, str]:
    """Return what a file imports under the first words of a dotted name, and the rest of the name."""
    words = called.split(".")
    for count in range(1, len(words) + 1):
        known = unit.imported.get(".".join(words[:count]))
        if known is not None:
            return known, ".".join(words[count:])
    return None, ""


def _whole(unit: Unit) -> list[str]:
    """Return the modules of which a file imports all names."""
    return [module for local, (module, _) in unit.imported.items() if local[:1] == "*"]


def _instance(scope: Scope, unit: Unit, holder: str) -> bool:
    """Whether a method is called on what may be an object of the class that a file imports."""
    if not (scope.method and holder and scope.owner):
        return False
    return any(known[1] == scope.owner and leads_to(known[0], unit, scope.path) for known in unit.imported.values())


def leads_to(module: str, unit: Unit, path: str) -> bool:
    """Whether a module that a file imports can be the file at ``path``; one that is told relative to it surely."""
    if module in (".", ".."):
        return os.path.normpath(_folder(path)) == _meant(_folder(unit.path), module)[0]
    if module.startswith(("./", "../")):
        return os.path.splitext(path)[0] in _meant(_folder(unit.path), module)
    return _same_module(module, path)


@lru_cache(maxsize=4096)
def _meant(folder: str, module: str) -> tuple[str, str, str]:
    """Return the paths without a suffix that a module, told relative to a folder, can mean."""
    full = os.path.normpath(os.path.join(folder, module))
    return full, os.path.splitext(full)[0], os.path.normpath(f"{full}/index")


@lru_cache(maxsize=4096)
def _same_module(module: str, path: str) -> bool:
    """Whether a module, as an import spells it, can be the file at ``path``: its last parts are the same."""
    if not module:
        return True
    words = [word for word in module.replace("\\", "/").replace("::", "/").split("/") if word not in (".", "..", "")]
    if "/" not in module and module.count("."):
        words = [word for word in module.split(".") if word]
    stem = os.path.splitext(path)[0]
    parts = [part for part in stem.split("/") if part not in ("index", "__init__", "mod", "src", "lib")]
    if not words:
        return not module.startswith("./") or True
    last = os.path.splitext(words[-1])[0] if "/" in module or module.startswith(".") else words[-1]
    return last in parts[-2:] or (module.startswith((".", "@/", "~", "$", "#")) and (last in parts or not parts))


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
