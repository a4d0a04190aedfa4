"""What of a migration is sent to a scratch database, and what is not. Functions are known by what their bodies do."""

from __future__ import annotations

import re
from typing import Final

from envlint.formats.sql import names, syntax
from envlint.inventories.scratch import bodies, reach
from envlint.inventories.scratch.reach import BEYOND, Beyond

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from envlint.formats.sql.syntax import Node

NAMING: Final = "AlterExtensionContents AlterFunction AlterObjectSchema AlterOwner Comment Drop Grant Rename"
SPEAKS_OF: Final = frozenset(f"{name}Stmt" for name in NAMING.split())
"""What may name a function and does not call it."""
ROUTINES: Final = ("OBJECT_FUNCTION", "OBJECT_PROCEDURE", "OBJECT_ROUTINE")
BESIDES: Final = ("AlterDefaultPrivilegesStmt", "GrantStmt", "SelectStmt")
"""What a block that only sees to roles does besides."""
CALLED: Final = re.compile(r"([\w$]+)\"?\s*\(")
UNSEEN: Final = "EXECUTE of a text that is put together when it runs"
UNREAD: Final = "that cannot be read"
HIDDEN: Final = (UNSEEN, UNREAD)


class Judge:
    """Judges statements in the order in which they run: a function that reaches beyond may be made, but not called."""

    def __init__(self) -> None:
        self._own: set[str] = set()
        self._marked: dict[str, dict[str, str]] = {}

    def of(self, kind: str, node: Node, text: str) -> Beyond | None:
        """Return what keeps a statement from being run, if anything does. ``text`` is the statement."""
        if kind == "CreateFunctionStmt":
            return self._function(node, text)
        if kind == "DoStmt":
            return self._block(node, text)
        if kind == "RenameStmt" and node.get("renameType") in ROUTINES:
            self._renamed(node)
        return self._statement(kind, node)

    def _statement(self, kind: str, node: Node) -> Beyond | None:
        return reach.of_kind(kind, node) or self._inside(kind, node)

    def _inside(self, kind: str, node: Node) -> Beyond | None:
        for part, fields in reach.parts(node):
            found: Beyond | None = None
            if part == "FuncCall":
                found = self._call(reach.called(fields), fields)
            elif part.endswith("Stmt"):
                found = reach.of_kind(part, fields)
            if found:
                return Beyond(found.words)
        if kind in SPEAKS_OF:
            return None
        return next((self._call(name, {}) for name in _named(node) if name in self._marked), None)

    def _call(self, name: str, node: Node) -> Beyond | None:
        if self._marked.get(name):
            return Beyond(f"a call of {name}(): {next(iter(self._marked[name].values()))}")
        return None if name in self._own else reach.of_call(name, node)

    def _function(self, node: Node, text: str) -> Beyond | None:
        """Let a function be made whatever it does, if its language keeps within the database; note what it does."""
        options = {item["DefElem"]["defname"]: item["DefElem"].get("arg", {}) for item in node.get("options", ())}
        language = str(options.get("language", {}).get("String", {}).get("sval", "sql")).lower()
        if language not in (*reach.LANGUAGES, *reach.SANDBOXED):
            return Beyond(f"a function in the language {language}")
        unnamed = {key: value for key, value in node.items() if key != "funcname"}
        does = self._body(language, options, node, text) or self._inside("CreateFunctionStmt", unnamed)
        name = names.strings(node["funcname"])[-1]
        self._own.add(name)
        self._mark(name, _signature(node), does.words if does else "")
        return None

    def _mark(self, name: str, signature: str, words: str) -> None:
        marks = self._marked.setdefault(name, {})
        marks.pop(signature, None)
        if words:
            marks[signature] = words.rpartition(": ")[2]  # the cause alone, not each call on the way to it
        elif not marks:
            del self._marked[name]

    def _renamed(self, node: Node) -> None:
        name = names.strings(node["object"]["ObjectWithArgs"]["objname"])[-1]
        self._own.add(node["newname"])
        if name in self._marked:
            self._marked[node["newname"]] = self._marked[name]

    def _body(self, language: str, options: dict[str, Any], node: Node, text: str) -> Beyond | None:
        if language in reach.SANDBOXED:
            return Beyond(f"a body in {language} {UNREAD}")
        if "sql_body" in node:
            return None
        try:
            if language == "plpgsql":
                return self._all(bodies.of_procedure(text))
            given = options.get("as", {}).get("List", {}).get("items", ())
            return self._all(bodies.of_sql(names.strings(given)[0] if given else ""))
        except (syntax.Refused, KeyError, IndexError):
            return Beyond(f"a body {UNREAD}")

    def _block(self, node: Node, text: str) -> Beyond | None:
        languages = [item["DefElem"] for item in node.get("args", ()) if item["DefElem"]["defname"] == "language"]
        if languages and languages[0]["arg"]["String"]["sval"].lower() != "plpgsql":
            return Beyond("a DO block that is no PL/pgSQL")
        try:
            return self._all(bodies.of_procedure(text))
        except (syntax.Refused, KeyError, IndexError):
            return Beyond(f"a DO block {UNREAD}")

    def _all(self, body: bodies.Body) -> Beyond | None:
        """Return what a body does. It can be left out whole if all that it does can be."""
        found = [beyond for said in body.statements if (beyond := self.of(*said))]
        grave = [beyond for beyond in found if not beyond.optional]
        if grave:
            return grave[0]
        if body.unseen:
            return Beyond(UNSEEN)
        called = [word.lower() for text in body.texts for word in CALLED.findall(text)]
        if any(self._call(name, {}) for name in called):
            return Beyond(f"a statement {UNREAD}")
        told = [beyond for beyond in found if beyond.words]
        if not told:
            return None
        does = [said.kind for said in body.statements if said.kind not in BESIDES]
        return Beyond(told[0].words, optional=len(does) == len(found))


def refusal(beyond: Beyond) -> str:
    """Return what is said of a statement that is not run."""
    if beyond.words.endswith(HIDDEN):
        return f"a trial does not run this: {beyond.words}, and what that does cannot be seen"
    return f"a trial does not run this: {beyond.words} {BEYOND}"


def _signature(node: Node) -> str:
    typed = [item["FunctionParameter"].get("argType", {}).get("names", ()) for item in node.get("parameters", ())]
    return ", ".join(".".join(names.strings(each)) for each in typed)


def _named(node: Node) -> Iterator[str]:
    for kind, fields in reach.parts(node):
        if kind == "String":
            yield fields.get("sval", "")
