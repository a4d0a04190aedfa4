"""What is read at a place: names, default, type, whether it is required; or the reader that a function is."""

from __future__ import annotations

import re
from dataclasses import replace

from envlint.core.declaration import MENTIONED, READ, WRITTEN, Dynamic, Read
from envlint.formats.secrets import is_key
from envlint.inventories.code.beside import beside
from envlint.inventories.code.facts import Site
from envlint.inventories.code.handlers import caught
from envlint.inventories.code.keys import Resolver
from envlint.inventories.code.language import Reader
from envlint.inventories.code.names import Keys
from envlint.inventories.code.outcome import Use
from envlint.inventories.code.sites import Sites
from envlint.inventories.code.spelled import literal, told_by
from envlint.inventories.code.use import use
from envlint.inventories.code.visible import visible
from envlint.inventories.code.wrappers import derive

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit

DEEPEST: Final = 8
ENDING: Final = re.compile(r"[(.\[]")
LONGEST_CALLEE: Final = 512
"""Bytes within which the name of what is called ends."""
NAME: Final = re.compile(r"[A-Za-z_0-9][A-Za-z0-9_.\-:]{0,127}")


class Reads(Sites):
    """Turns sites into facts, and functions that are given a name into readers."""

    def _site(self, unit: Unit, site: Site) -> None:
        reader = site.reader
        resolver = Resolver(unit, self.elsewhere)
        if (
            site.key == site.node
            and reader.how
            and site.default is None
            and not unit.language.calls.get(site.node.type)
        ) or site.node == site.key:
            keys = Keys(((reader.callee, site.key),))
        elif site.node.type in unit.language.members and site.key.parent == site.node:
            keys = Keys(((unit.text(site.key), site.key),))
        else:
            keys = resolver.keys(site.key)
        used = use(unit, site.node, lambda node: self._is_read(unit, node))
        if site.presence:
            used = Use(required=used.required or None)
        elif reader.required and unit.language.handlers:
            used = caught(unit, site.node, used)
        evidence = WRITTEN if reader.evidence == WRITTEN or self._is_written(unit, site.node) else READ
        for name, node in keys.names:
            self._read(unit, site, reader, used, name, node, resolver, evidence)
            if reader.also_written:
                self._read(unit, site, reader, used, name, node, resolver, WRITTEN)
        beside = used if used.has_default or site.default is None else replace(used, default=site.default)
        for parameter in keys.parameters:
            derived = derive(unit, reader, parameter, beside, keys.attribute)
            if derived is None and evidence == READ:
                self._dynamic(unit, site, f"{reader.prefix}{parameter.prefix}*{parameter.suffix}")
            elif derived is not None and evidence == READ:
                self._new(derived)
        if keys.pattern and evidence == READ:
            self._dynamic(unit, site, reader.prefix + keys.pattern + reader.suffix)

    def _read(
        self,
        unit: Unit,
        site: Site,
        reader: Reader,
        used: Use,
        name: str,
        node: Node,
        resolver: Resolver,
        evidence: str,
    ) -> None:
        name = f"{reader.prefix}{name.upper() if reader.upper else name}{reader.suffix}"
        if "*" in reader.prefix + reader.suffix:
            self._dynamic(unit, site, name)
        if not NAME.fullmatch(name) or (reader.ignored and re.fullmatch(reader.ignored, name)):
            return None
        if reader.only and not re.fullmatch(reader.only, name):
            return None
        if is_key(name):
            return self._dynamic(unit, site, "*")
        spelled = node if unit.path and self._within(node, site) else site.key
        default, written, chained = self._default(unit, site, used, resolver, name_node=node)
        required = used.required if used.required is not None and reader.required is not False else reader.required
        if evidence == READ and unit.language.supplied(name, unit):
            evidence = MENTIONED
        if default is not None or site.default is not None or used.has_default:
            required = False
        if evidence == WRITTEN:
            required = None
        read = Read(
            name,
            "code",
            unit.place(spelled),
            evidence,
            default,
            written,
            self._values(site, resolver) or unit.language.allowed(unit, site.node),
            used.type or reader.type or told_by(unit, site.default),
            used.dialect or reader.dialect,
            required,
            language=unit.spoken,
            how=reader.how,
            via=reader.via,
            test=unit.test or unit.language.tested(unit, site.key),
            chained=used.chained or chained,
        )
        self.facts.add(read)
        return None

    def _values(self, site: Site, resolver: Resolver) -> tuple[str, ...] | None:
        """Return the values that a call lists as allowed, None where it does not or they are computed."""
        found = resolver.keys(site.values) if site.values is not None else Keys()
        return tuple(name for name, _ in found.names) or None if not found.pattern else None

    def _within(self, node: Node, site: Site) -> bool:
        return site.key.start_byte <= node.start_byte and node.end_byte <= site.key.end_byte

    def _default(
        self, unit: Unit, site: Site, used: Use, resolver: Resolver, depth: int = 0, *, name_node: Node | None = None
    ) -> tuple[str | None, str | None, bool]:
        """Return a read's default, as it is written, and whether other names are asked before it."""
        for node in (site.default, used.default):
            if node is None:
                continue
            text = None if self._is_read(unit, node) else literal(unit, node, resolver)
            if text is None and name_node is not None and (own := beside(resolver, name_node, node)) is not None:
                text = literal(unit, own, resolver)
            if text is None and node.type in unit.language.identifiers:
                node = self._named_read(unit, node, resolver) or node
            if text is None and depth < DEEPEST and self._is_read(unit, node):
                inner = self._called(unit, node) or Site(node, node, Reader(""))
                return (*self._default(unit, inner, use(unit, node), resolver, depth + 1)[:2], True)
            return text, unit.text(node)[:200], False
        fallback = used.fallback if used.fallback is not None else site.reader.fallback
        return fallback, None, False

    def _named_read(self, unit: Unit, name: Node, resolver: Resolver) -> Node | None:
        """Return the read that a name stands for: another variable's value is the default."""
        values = resolver.definitions(unit.text(name).lstrip("$"), None, name)
        found = unit.bare(values[0]) if len(values) == 1 else None
        return found if found is not None and self._is_read(unit, found) else None

    def _called(self, unit: Unit, call: Node) -> Site | None:
        """Return the read that a call is, None if it is none."""
        callee = unit.callee(call) if call.type in unit.language.calls else ""
        holder, _, method = callee.rpartition(".")
        for each in (*self.readers, *self.objects, *self._own.get(unit.path, ())) if callee else ():
            if isinstance(each, Reader):
                if visible(each.callee, each.scope, unit, callee, call.start_byte):
                    return next(self._of_call(unit, call, each), None)
            elif method in each.methods and visible(each.callee, each.scope, unit, holder, call.start_byte):
                return next(self._of_method(unit, call, method, each), None)
        return None

    def _is_read(self, unit: Unit, node: Node) -> bool:
        """Whether an expression is itself a read."""
        text = unit.dotted(node, LONGEST_CALLEE)
        own = {each.callee for each in self._own.get(unit.path, ())}
        heads = (text[: match.start()] for match in ENDING.finditer(text))
        return any(head in self._callees or head in own for head in heads)

    def _is_written(self, unit: Unit, node: Node) -> bool:
        parent = node.parent
        if parent is None:
            return False
        if parent.type in unit.language.deletions or unit.data[parent.start_byte : node.start_byte].strip() in (
            b"delete",
            b"del",
            b"unset(",
        ):
            return True
        fields = unit.language.assignments.get(parent.type)
        if fields and fields[0] and node in parent.children_by_field_name(fields[0]):
            right = parent.child_by_field_name(fields[1]) if fields[1] else None
            between = unit.data[node.end_byte : right.start_byte].strip() if right is not None else b"="
            return between == b"="
        return False

    def _dynamic(self, unit: Unit, site: Site, pattern: str) -> None:
        at = unit.place(site.key)
        found = Dynamic(pattern, at, unit.spoken, unit.test or unit.language.tested(unit, site.key))
        self.facts.dynamic[(at, pattern)] = found
