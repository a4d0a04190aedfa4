"""One file of code with its syntax tree, and the questions that are asked of its nodes in any language."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from importlib import import_module

import tree_sitter

from envlint.core.location import Location
from envlint.inventories.code.language import Language
from envlint.inventories.code.nesting import too_deep

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any, Final

    from tree_sitter import Node

BLANKS: Final = re.compile(rb"\s+|[?!]")
BEFORE: Final = frozenset(bytes((each,)) for each in b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
AFTER: Final = BEFORE | {b"$"}
DEEPEST: Final = 200
CONSTRUCTORS: Final = frozenset({"__init__", "constructor", "initialize", "__construct", "new", "init"})


@lru_cache(maxsize=None)
def parser(grammar: str, function: str) -> tree_sitter.Parser:
    """Return the parser of a grammar's package."""
    return tree_sitter.Parser(tree_sitter.Language(getattr(import_module(grammar), function)()))


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a call; ``name`` is empty where it is given by position."""

    node: Node
    name: str = ""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a function; ``default`` is the node of its default value."""

    name: str
    node: Node
    default: Node | None = None
    variadic: bool = False
    plain: bool = True
    """Whether it is a name, and no pattern that takes an object or a list to pieces."""


def _decodable(data: bytes) -> bytes:
    """Return as many bytes, with ``?`` for each that is no UTF-8: whatever is taken out of them is text."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return data.decode("utf-8", "surrogateescape").encode("utf-8", "replace")
    return data


class Unit:
    """A file of code. The tree is made when it is first asked for."""

    def __init__(self, path: str, data: bytes, language: Language, *, test: bool = False) -> None:
        self.path = path
        self.original = data
        self.data = _decodable(language.embedded(data) if language.embedded else data)
        self.language = language
        self.test = test
        self._spoken: dict[str, bool] = {}
        self.uses: dict[int, Any] = {}
        """What becomes of the values of expressions, as far as it was asked before."""
        self._parents: dict[int, Node | None] = {}
        self.everywhere: Callable[[bytes], list[Unit]] = lambda _needle: []
        """Return all files of the project in the same language that hold some bytes (a class that others inherit)."""
        self.holding: Callable[[bytes], list[Unit]] = lambda _needle: []
        """Return the files of the project in the same language that hold some bytes (a class, a constant)."""
        self.anywhere: Callable[[bytes], list[Unit]] = lambda _needle: []
        """Return all files of the project that hold some bytes."""
        self.called: Callable[[str], list[Unit]] = lambda _name: []
        """Return the files whose name, or whose folder's, is a module's name."""

    @cached_property
    def root(self) -> Node:
        """The root of the syntax tree; it is empty where the text is nested too deep to be asked anything."""
        text = b"" if self.too_deep else self.data
        return parser(self.language.grammar, self._variant[1]).parse(text).root_node

    @cached_property
    def too_deep(self) -> bool:
        """Whether the text is nested deeper than anybody writes it."""
        return too_deep(self.original)

    def speaks_of(self, word: str) -> bool:
        """Whether a word stands anywhere in the file."""
        if word not in self._spoken:
            self._spoken[word] = re.search(rf"(?<!\w){re.escape(word)}(?!\w)".encode(), self.data) is not None
        return self._spoken[word]

    @property
    def spoken(self) -> str:
        """The name of the file's language: TypeScript and JavaScript are read together."""
        return self._variant[0]

    @property
    def _variant(self) -> tuple[str, str]:
        own = (self.language.name, self.language.grammar_function)
        return self.language.variants.get(self.path[self.path.rfind(".") :], own)

    @cached_property
    def imported(self) -> dict[str, tuple[str, str]]:
        """What the file imports: local name -> (module, original name)."""
        return dict(self.language.imported(self))

    @cached_property
    def package(self) -> str:
        """The name under which other files speak of this one."""
        return self.language.package(self)

    @cached_property
    def _lines(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer(rb"\n", self.original))]

    def text(self, node: Node) -> str:
        """Return the source text of a node."""
        return self.data[node.start_byte : node.end_byte].decode("utf-8", "replace")

    def dotted(self, node: Node, longest: int = sys.maxsize) -> str:
        """Return an expression, or its first bytes, as one dotted path whatever the language writes between its parts."""
        raw = BLANKS.sub(b"", self.data[node.start_byte : min(node.end_byte, node.start_byte + longest)])
        return raw.replace(b"::", b".").replace(b"->", b".").replace(b"..", b".").decode("utf-8", "replace")

    def at(self, start: int, end: int) -> Location:
        """Return the place of the bytes from start to end; columns count code points."""
        first, last = bisect_right(self._lines, start), bisect_right(self._lines, end)
        return Location(self.path, self.path, first, self._column(first, start), last, self._column(last, end))

    def _column(self, line: int, offset: int) -> int:
        return len(self.original[self._lines[line - 1] : offset].decode("utf-8", "replace")) + 1

    def place(self, node: Node) -> Location:
        """Return the place of a node; of a string without its quotes."""
        inner = self.string_span(node)
        return self.at(*inner) if inner else self.at(node.start_byte, node.end_byte)

    # --- nodes

    def leaf(self, start: int, end: int) -> Node | None:
        """Return the smallest named node that covers the bytes from start to end."""
        return self.root.named_descendant_for_byte_range(start, end)

    def parent(self, node: Node) -> Node | None:
        """Return what stands around a node. The tree finds it from its root, in a time that grows with the depth."""
        if node.id not in self._parents:
            self._parents[node.id] = node.parent
        return self._parents[node.id]

    def mentions(self, name: str, within: Node | None = None) -> Iterator[Node]:
        """Yield the nodes at every place where a name stands as a word, in order."""
        start, end = (within.start_byte, within.end_byte) if within else (0, len(self.data))
        data, word = self.data, name.encode()
        at = data.find(word, start, end) if word else -1
        while at >= 0:
            after = at + len(word)
            alone = data[at - 1 : at] not in BEFORE if at > start else True
            if alone and (after >= end or data[after : after + 1] not in AFTER):
                node = self.leaf(at, after)
                if node is not None and node.start_byte == at and node.end_byte == after:
                    yield node
                at = data.find(word, after, end)
            else:
                at = data.find(word, at + 1, end)

    def string_span(self, node: Node) -> tuple[int, int] | None:
        """Return the bytes inside the quotes of a plain string; None if it is none, or has holes."""
        if node.type not in self.language.strings:
            return None
        parts = [child for child in node.named_children if child.type in self.language.string_parts]
        if any(child.type in self.language.holes for child in node.named_children):
            return None
        if parts:
            return parts[0].start_byte, parts[-1].end_byte
        text = self.data[node.start_byte : node.end_byte]
        opening = re.match(rb"[@$a-zA-Z#]*(\"\"\"|'''|\"|'|`)?", text)
        begin = node.start_byte + (opening.end() if opening else 0)
        width = len(opening[1]) if opening and opening[1] else 0
        return (begin, node.end_byte - width) if begin <= node.end_byte - width else None

    def string(self, node: Node) -> str | None:
        """Return the content of a plain string, None if the node is none."""
        span = self.string_span(node)
        return None if span is None else self.data[span[0] : span[1]].decode("utf-8", "replace")

    def bare(self, node: Node) -> Node:
        """Return a node without what only wraps it: parentheses, casts, a list of one."""
        for _ in range(DEEPEST):
            if node.type not in self.language.transparent or not node.named_child_count:
                break
            inner = [
                child
                for child in node.named_children
                if "comment" not in child.type and not child.type.endswith("_type")
            ]
            if not inner or (len(inner) > 1 and node.type in self.language.pairs):
                break
            node = node.child_by_field_name("value") or inner[0]
        return node

    def is_callee(self, node: Node, call: Node) -> bool:
        """Whether a node stands where a call names what it calls."""
        return any(call.child_by_field_name(field) == node for field in self.language.calls[call.type]) or (
            not self.language.calls[call.type] and call.named_children[0] == node
        )

    def callee(self, call: Node) -> str:
        """Return what a call calls, dotted."""
        fields = self.language.calls[call.type]
        if not fields:
            return self.dotted(call.named_children[0])
        parts = [self.dotted(part) for field in fields if (part := call.child_by_field_name(field)) is not None]
        return ".".join(parts)

    def argument_list(self, call: Node) -> Node | None:
        """Return the node that holds the arguments of a call."""
        found = call.child_by_field_name(self.language.arguments)
        if found is None and self.language.argument_kinds:
            for child in call.named_children:
                if child.type in self.language.argument_kinds:
                    return child
                inner = [each for each in child.named_children if each.type in self.language.argument_kinds]
                if child.type == "call_suffix" and inner:
                    return inner[0]
        return found

    def is_head(self, call: Node) -> bool:
        """Whether a call is none, but names a function that is being defined, and its parameters."""
        current = call.parent
        for _ in range(3):
            if current is None:
                return False
            defined = self.language.definition(self, current)
            if defined is not None:
                return defined[1] is not None and defined[1] == self.argument_list(call)
            current = current.parent
        return False

    def arguments(self, call: Node) -> list[Argument]:
        """Return the arguments of a call, in order."""
        holder, first = self.argument_list(call), self._piped(call)
        found = [Argument(self.bare(first))] if first is not None else []
        if holder is None:
            return found
        for child in holder.named_children:
            if "comment" in child.type:
                continue
            fields = self.language.keyword_arguments.get(child.type)
            name = child.child_by_field_name(fields[0]) if fields else None
            value = child.child_by_field_name(fields[1]) if fields else None
            if fields and value is None and child.named_child_count:
                value = child.named_children[-1]
                if not fields[0] and child.named_child_count > 1:
                    name = child.named_children[0]
            if value is not None:
                found.append(Argument(self.bare(value), self.text(name).rstrip(":") if name is not None else ""))
            else:
                found.append(Argument(self.bare(child)))
        return found

    def _piped(self, call: Node) -> Node | None:
        """Return what is piped into a call as its first argument."""
        parent = call.parent
        if (
            not self.language.pipes
            or parent is None
            or parent.type not in self.language.fallbacks
            or parent.named_children[-1] != call
        ):
            return None
        left = parent.named_children[0]
        return (
            left
            if self.data[left.end_byte : call.start_byte].strip().decode("utf-8", "replace") in self.language.pipes
            else None
        )

    # --- functions

    def function_of(self, node: Node) -> Node | None:
        """Return the innermost function around a node."""
        return next(self.functions_of(node), None)

    def functions_of(self, node: Node) -> Iterator[Node]:
        """Yield the functions around a node, innermost first."""
        current = self.parent(node)
        while current is not None:
            if current.type in self.language.functions or self.language.definition(self, current):
                yield current
            current = self.parent(current)

    def enclosing(self, node: Node, kinds: frozenset[str] | dict[str, str]) -> Node | None:
        """Return the innermost node of some kinds around a node."""
        current = self.parent(node)
        while current is not None and current.type not in kinds:
            current = self.parent(current)
        return current

    def parameters(self, function: Node) -> list[Parameter]:
        """Return the parameters of a function, without the one that stands for the object itself."""
        defined = self.language.definition(self, function)
        holder = (
            self._declarator(function).child_by_field_name(self.language.parameters) if defined is None else defined[1]
        )
        if defined is not None and holder is None:
            return []
        if holder is None:
            holder = function.child_by_field_name("parameter")
            if holder is None:
                kinds = (
                    "parameters",
                    "function_value_parameters",
                    "lambda_parameters",
                    "parameter_list",
                    "stab_clause",
                )
                holder = next((child for child in function.named_children if child.type in kinds), None)
            if holder is None:
                return (
                    [Parameter(self.language.implicit, function)]
                    if self.language.implicit and "lambda" in function.type
                    else []
                )
        if holder.type in self.language.identifiers:
            return [Parameter(self.text(holder), holder)]
        found: list[Parameter] = []
        for child in holder.named_children:
            if found and b"=" in self._before(child):
                found[-1] = replace(found[-1], default=child)
            else:
                found.extend(self._parameter(child))
        if found and found[0].name in ("self", "cls", "this", "&self"):
            found = found[1:]
        return found

    def _before(self, node: Node) -> list[bytes]:
        """Return the words between a node and the one before it."""
        previous = node.prev_named_sibling
        return self.data[previous.end_byte : node.start_byte].split() if previous is not None else []

    def defaulted(self, node: Node) -> Node | None:
        """Return the name of the parameter that a node is the default of, in a grammar that puts it beside the parameter."""
        previous = node.prev_named_sibling
        if previous is None or previous.type != "parameter" or b"=" not in self._before(node):
            return None
        return next((child for child in previous.named_children if child.type in self.language.identifiers), None)

    def block(self, call: Node) -> Node | None:
        """Return the block or the lambda that a call is given after its arguments: ``getOrElse(NAME) { DEFAULT }``."""
        outer = call.parent
        if (
            outer is not None
            and outer.type == call.type
            and outer.named_children[0] == call
            and "lambda" in outer.named_children[-1].type
        ):
            return outer.named_children[-1]
        return call.child_by_field_name("block")

    def _parameter(self, child: Node) -> Iterator[Parameter]:
        language = self.language
        if "comment" in child.type or child.type == "self_parameter":
            return
        variadic = child.type in language.variadics or self.data[child.start_byte : child.start_byte + 3] == b"..."
        default = next(
            (d for f in language.parameter_defaults if (d := child.child_by_field_name(f)) is not None), None
        )
        names = child.children_by_field_name("name") if "name" in language.parameter_names else []
        if not names:
            names = [n for f in language.parameter_names if (n := child.child_by_field_name(f)) is not None][:1]
        if not names:
            found = self._identifiers(child)
            names = (
                [child]
                if child.type in language.identifiers
                else found
                if child.type == "multi_variable_declaration"
                else found[:1]
            )
        if (
            default is None
            and names
            and (last := child.named_children[-1:])
            and b"=" in self.data[names[0].end_byte : last[0].start_byte].split()
        ):
            default = last[0]
        for name in names:
            inner = name if name.type in language.identifiers else next(iter(self._identifiers(name)), name)
            plain = "pattern" not in name.type or variadic
            yield Parameter(self.text(inner).lstrip("$*&."), inner, default, variadic, plain)

    def _identifiers(self, node: Node) -> list[Node]:
        found, waiting = [], list(node.named_children)
        while waiting:
            current = waiting.pop(0)
            if current.type in self.language.identifiers:
                found.append(current)
            else:
                waiting.extend(current.named_children)
        return found

    def constructors(self, definition: Node) -> Iterator[Node]:
        """Yield the constructors of a class."""
        body = definition.child_by_field_name("body")
        for child in body.named_children if body is not None else ():
            if child.type in self.language.functions and self.function_name(child) in CONSTRUCTORS:
                yield child

    def _declarator(self, function: Node) -> Node:
        """Return the node that holds name and parameters: in C behind the ``*`` of the type, else the function itself."""
        inner: Node | None = function.child_by_field_name("declarator")
        while inner is not None and inner.type != "function_declarator":
            inner = inner.child_by_field_name("declarator") or next(iter(inner.named_children[-1:]), None)
        return inner or function

    def function_name(self, function: Node) -> str:
        """Return the name of a function: its own, or that of what it is assigned to."""
        defined = self.language.definition(self, function)
        if defined is not None:
            return defined[0]
        field = self.language.functions[function.type]
        name = self._declarator(function).child_by_field_name(field) if field else None
        if name is not None:
            return self._last_word(name)
        if field:
            own = next((child for child in function.named_children if child.type in self.language.identifiers), None)
            return self.text(own) if own is not None else ""
        current, parent = function, function.parent
        while parent is not None and parent.type in (*self.language.transparent, "expression_list", "call_expression"):
            current, parent = parent, parent.parent
        if parent is None:
            return ""
        fields = {**self.language.assignments, **self.language.pairs}.get(parent.type)
        left = parent.child_by_field_name(fields[0]) if fields else None
        return self._last_word(left) if left is not None and left != current else ""

    def _last_word(self, node: Node) -> str:
        words = re.findall(r"[\w$?!]+", self.text(node))
        return words[-1].lstrip("$") if words else ""

    def table_of(self, function: Node) -> tuple[Node, str] | None:
        """Return the table that a function is a value of, with the name it is assigned to: ``const env = { get() {} }``."""
        current = (
            function if function.parent is None or function.parent.type not in self.language.pairs else function.parent
        )
        table = current.parent
        if table is None or table.type not in self.language.tables:
            return None
        outer = table.parent
        while outer is not None and outer.type in self.language.transparent:
            outer = outer.parent
        fields = self.language.assignments.get(outer.type) if outer is not None else None
        left = outer.child_by_field_name(fields[0]) if outer is not None and fields and fields[0] else None
        return (table, self._last_word(left)) if left is not None else None

    def qualifier(self, function: Node) -> str:
        """Return the class in front of a function's own name: ``Config`` of ``Config::text``; empty for none."""
        name = self._declarator(function).child_by_field_name("declarator")
        words = re.findall(r"\w+", self.text(name)) if name is not None else []
        return words[-2] if len(words) > 1 else ""

    def class_of(self, node: Node) -> tuple[Node, str] | None:
        """Return the innermost class around a node, with its name."""
        found = self.enclosing(node, dict(self.language.classes))
        current = node.parent if found is None and not self.language.classes else None
        while current is not None:
            if own := self.language.module(self, current):
                return current, own
            current = current.parent
        if found is None:
            return None
        name = found.child_by_field_name(self.language.classes[found.type])
        return found, self._last_word(name) if name is not None else ""
