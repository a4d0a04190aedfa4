"""Configuration of .NET: ``configuration["Section:Key"]`` is the variable ``Section__Key``.

Only keys that code asks for by their whole path count; what is bound to the properties of a class does not.
The mapping of names: https://learn.microsoft.com/dotnet/core/extensions/configuration-providers
"""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks import framework_read
from envlint.inventories.code.keys import Resolver
from envlint.inventories.code.spelled import literal, turbofish
from envlint.inventories.code.use import use

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.core.declaration import Read
    from envlint.inventories.code.unit import Unit

MARKS: Final = (
    b"onfig[",
    b"onfiguration[",
    b".GetValue(",
    b".GetValue<",
    b"GetConnectionString",
    b"GetSection(",
    b"ConfigurationKeyName",
)
EVIDENT: Final = re.compile(
    rb"\bIConfiguration(?:Root|Section|Manager)?\b|Microsoft\.Extensions\.Configuration|\bConfigurationBuilder\b"
    rb"|\b(?:WebApplication|Host)\.Create\w*Builder\b|\b(?:builder|context|ctx|host\w*)\.Configuration\b"
)
ASKED: Final = re.compile(rb"(\[)\s*(?=[@$\"\w])|\.\s*(GetValue|GetConnectionString)\b")
ROOT: Final = re.compile(r"(?i)(?:^|[._])config(?:uration)?(?:root|manager)?$")
BUILT: Final = re.compile(r"\.Build\(\)$|GetRequiredService<IConfiguration>\(\)$|GetService<IConfiguration>\(\)$")
PREFIX: Final = re.compile(rb"\.AddEnvironmentVariables\(\s*(?:prefix\s*:\s*)?\"(?!ASPNETCORE_|DOTNET_)(\w+)\"\s*\)")
PLAIN: Final = re.compile(rb"\.AddEnvironmentVariables\(\s*\)")
KEY_NAME: Final = re.compile(rb"\[\s*ConfigurationKeyName\(\s*\"([A-Z][A-Z0-9]*_[A-Z0-9_]*)\"\s*\)")
KEY: Final = re.compile(r"[A-Za-z_]\w*(?:(?::|__)[\w.\-]+)*")
DEEPEST: Final = 6


def configuration(unit: Unit) -> Iterator[Read]:
    """Yield the variables that a file asks the configuration for."""
    if b"ConfigurationKeyName" in unit.data:
        yield from _key_names(unit)
    if not EVIDENT.search(unit.data):
        return
    prefix = _prefix(unit)
    seen = set()
    for match in ASKED.finditer(unit.data):
        leaf = unit.leaf(*match.span(1 if match[1] else 2))
        kinds = unit.language.subscripts if match[1] else unit.language.calls
        site = leaf if leaf is None or leaf.type in kinds else unit.enclosing(leaf, dict.fromkeys(kinds, ""))
        if site is not None and site.id not in seen:
            seen.add(site.id)
            yield from _asked(unit, site, prefix)


def _asked(unit: Unit, site: Node, prefix: str) -> Iterator[Read]:
    """Yield the read that an item or a call is, if the configuration is asked."""
    resolver = Resolver(unit, constants)
    if site.type in unit.language.subscripts:
        holder, key = resolver.halves(site)
        section, default, kind = "", None, ""
    else:
        holder, key, default = _call(unit, site)
        section = "ConnectionStrings:" if "GetConnectionString" in unit.callee(site) else ""
        kind = turbofish(unit, site)
    path = _path(unit, holder, resolver) if holder is not None else None
    if path is None or key is None or _written(site):
        return
    used = use(unit, site)
    fallback = default if default is not None else used.default
    text = literal(unit, fallback, resolver) if fallback is not None else used.fallback
    for name, node in resolver.keys(unit.bare(key)).names:
        if KEY.fullmatch(name):
            spelled = (
                node if site.start_byte <= node.start_byte < site.end_byte and node in (key, unit.bare(key)) else key
            )
            full = prefix + (path + section + name).replace(":", "__")
            read = framework_read(
                unit, full, unit.bare(spelled), "dotnet", default=text, type=used.type or kind, dialect="dotnet"
            )
            yield read.replace(required=False if fallback is not None else used.required)


def _call(unit: Unit, call: Node) -> tuple[Node | None, Node | None, Node | None]:
    """Return the receiver of a call, its key and its default."""
    function = call.child_by_field_name("function")
    if function is None or function.type not in unit.language.members:
        return None, None, None
    holder = function.child_by_field_name(unit.language.members[function.type][0])
    arguments = [each.node for each in unit.arguments(call)]
    typed = arguments[1:] if arguments and arguments[0].type == "typeof_expression" else arguments
    return holder, *([*typed[:2], None, None])[:2]  # type: ignore[return-value]


def _path(unit: Unit, node: Node, resolver: Resolver, depth: int = 0) -> str | None:
    """Return the section that an expression is, with a colon; empty for the whole configuration, None for others."""
    node, text = unit.bare(node), unit.dotted(unit.bare(node))
    if depth > DEEPEST:
        return None
    if node.type in unit.language.calls:
        called = re.search(r"\.(GetSection|GetRequiredSection)$", unit.callee(node))
        if called is None:
            return "" if BUILT.search(text) else None
        holder, key, _ = _call(unit, node)
        outer = _path(unit, holder, resolver, depth + 1) if holder is not None else None
        names = resolver.keys(key).names if key is not None else ()
        return f"{outer}{names[0][0]}:" if outer is not None and len(names) == 1 else None
    if node.type in unit.language.identifiers:
        values = [value for function in unit.functions_of(node) for value in resolver.definitions(text, function, node)]
        values = values or resolver.definitions(text, None, node)
        if values:
            return _path(unit, values[0], resolver, depth + 1)
    return "" if _is_root(unit, text) else None


def _is_root(unit: Unit, text: str) -> bool:
    """Whether a name is the configuration's: by its declared type, or by its usual name where none is declared."""
    name = text.rpartition(".")[2]
    declared = re.findall(
        rf"(?<![\w.<>,\[\]?])([\w.<>,\[\]?]{{1,80}})\s+{re.escape(name)}\b\s*[;,)={{]".encode(), unit.data
    )
    types = {each.decode("utf-8", "replace").rstrip("?").rpartition(".")[2] for each in declared} - {
        "return",
        "var",
        "in",
        "out",
        "new",
    }
    if types and "." not in text.removeprefix("this."):
        return any(re.fullmatch(r"IConfiguration(?:Root|Manager)?|ConfigurationManager", each) for each in types)
    return ROOT.search(text.replace("_", ".")) is not None


def _written(site: Node) -> bool:
    parent = site.parent
    return parent is not None and parent.type == "assignment_expression" and parent.child_by_field_name("left") == site


def _prefix(unit: Unit) -> str:
    """Return the prefix of all variables, where the project itself adds the environment with one prefix only."""
    units = [each for each in unit.holding(b"AddEnvironmentVariables(") or [unit] if not each.test]
    prefixes = {found for each in units for found in PREFIX.findall(each.data)}
    plain = any(PLAIN.search(each.data) for each in units)
    return prefixes.pop().decode() if len(prefixes) == 1 and not plain else ""


def constants(unit: Unit, name: str) -> list[tuple[Unit, Node]]:
    """Return the values of a constant that another file defines: ``Keys.Port``."""
    owner, _, word = name.rpartition(".")
    found = []
    for other in unit.holding(f"{word} =".encode()) if owner else ():
        resolver = Resolver(other)
        values = (resolver.value_of(mention) for mention in other.mentions(word) if resolver.owned_by(mention, owner))
        found += [(other, value) for value in values if value is not None]
    return found


def _key_names(unit: Unit) -> Iterator[Read]:
    """Yield the variables that a property is bound to by a name in upper case, which stands in no section."""
    for match in KEY_NAME.finditer(unit.data):
        leaf = unit.leaf(*match.span(1))
        owner = unit.enclosing(leaf, {"property_declaration": ""}) if leaf is not None else None
        if leaf is None or owner is None:
            continue
        value, kind = owner.child_by_field_name("value"), owner.child_by_field_name("type")
        default = literal(unit, value, Resolver(unit)) if value is not None else None
        spelled = unit.language.types.get(unit.text(kind).rstrip("?"), "") if kind is not None else ""
        yield framework_read(unit, match[1].decode(), leaf, "dotnet", default=default, type=spelled, dialect="dotnet")
