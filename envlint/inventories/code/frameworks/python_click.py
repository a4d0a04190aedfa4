"""Command-line options with a variable behind them: ``envvar=`` of click and typer, ``env_var=`` of configargparse.

https://click.palletsprojects.com/en/stable/options/#values-from-environment-variables
"""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks import framework_read
from envlint.inventories.code.frameworks.python_names import is_none, keywords
from envlint.inventories.code.keys import Resolver
from envlint.inventories.code.spelled import literal

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.core.declaration import Read
    from envlint.inventories.code.unit import Unit

KEY: Final = re.compile(rb"\b(?:envvar|env_var)\s*=")
TYPES: Final = {"click.INT": "int", "click.FLOAT": "number", "click.BOOL": "bool", "click.UUID": "uuid"}
RANGES: Final = {"IntRange": "int", "FloatRange": "number", "Path": "path", "File": "path"}


def click_options(unit: Unit) -> Iterator[Read]:
    """Yield the variables behind the options and arguments that a file declares."""
    for match in KEY.finditer(unit.data):
        leaf = unit.leaf(match.start(), match.start() + 1)
        pair = leaf.parent if leaf is not None else None
        call = pair.parent.parent if pair is not None and pair.parent is not None else None
        if pair is None or pair.type != "keyword_argument" or call is None or call.type != "call":
            continue
        value = pair.child_by_field_name("value")
        if value is not None:
            yield from _reads(unit, call, value)


def _reads(unit: Unit, call: Node, value: Node) -> Iterator[Read]:
    resolver = Resolver(unit)
    names = resolver.keys(value).names
    given = keywords(unit, call)
    owner = unit.callee(call)
    default, required = _default(unit, call, given)
    kind, values = _kind(unit, given)
    kind = kind or _annotated(unit, call)
    for name, node in names:
        yield framework_read(
            unit,
            name,
            node,
            "typer" if "typer" in owner or owner in ("Option", "Argument") else "click",
            default=literal(unit, default, resolver) if default is not None else None,
            type=kind,
            dialect="pydantic",
            required=required,
            values=values,
            alternatives=tuple(other for other, _ in names if other != name),
        )


def _default(unit: Unit, call: Node, given: dict[str, Node]) -> tuple[Node | None, bool | None]:
    """Return an option's default and whether it has to be given. Typer's comes first, or after the parameter."""
    default = given.get("default")
    first = next((each.node for each in unit.arguments(call) if not each.name), None)
    typer = unit.callee(call).rpartition(".")[2] in ("Option", "Argument")
    if default is None and typer and first is not None and not unit.text(first).startswith(('"-', "'-")):
        default = first
    if default is None:
        parameter = unit.enclosing(call, frozenset({"typed_default_parameter"}))
        default = parameter.child_by_field_name("value") if parameter is not None else None
        default = None if default is not None and default.start_byte <= call.start_byte < default.end_byte else default
    asked = "required" in given and unit.text(given["required"]) == "True"
    asked = asked or (default is not None and unit.text(default) == "...")
    return (None, True if asked else None) if is_none(unit, default) else (default, False)


def _annotated(unit: Unit, call: Node) -> str:
    """Return the type that the parameter of a typer command is annotated with."""
    parameter = unit.enclosing(call, frozenset({"typed_default_parameter", "typed_parameter"}))
    annotation = parameter.child_by_field_name("type") if parameter is not None else None
    words = re.findall(r"\w+", unit.text(annotation)) if annotation is not None else []
    return next((unit.language.types[word] for word in words if word in unit.language.types), "")


def _kind(unit: Unit, given: dict[str, Node]) -> tuple[str, tuple[str, ...] | None]:
    """Return an option's type, and its choices."""
    if "is_flag" in given and unit.text(given["is_flag"]) == "True":
        return "bool", None
    node = given.get("type")
    choices = given.get("choices")
    if node is not None and node.type == "call":
        last = unit.callee(node).rpartition(".")[2]
        if last == "Choice":
            choices = next((each.node for each in unit.arguments(node)), None)
        else:
            return RANGES.get(last, ""), None
    if choices is not None:
        names = tuple(name for name, _ in Resolver(unit).keys(choices).names)
        return "", names or None
    text = unit.text(node) if node is not None else ""
    return TYPES.get(text) or unit.language.types.get(text, ""), None


SAMPLES: Final = (
    (
        """
import click
@click.option("--a", envvar="A", default=5)
@click.option("--b", envvar=["B", "C"])
def f(a, b): ...
""",
        "A=5 B C",
    ),
    (
        """
import typer
def f(x: int = typer.Option(3, "--x", envvar="X"), y: Annotated[int, typer.Option(envvar="Y")] = 4): ...
""",
        "X=3 Y=4",
    ),
    ('import typer\ndef f(x: str = typer.Option(..., envvar="X"), y: str = "envvar=Z"): ...', "X !Z"),
)
