"""Find every read of a project's code: text search proposes, the syntax tree disposes, until nothing new is found."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, replace

from envlint.core.bug import Bug
from envlint.core.declaration import MENTIONED, READ, WRITTEN, Dynamic, Read
from envlint.core.location import Location
from envlint.formats.secrets import is_key
from envlint.inventories.code.beside import beside
from envlint.inventories.code.constants import Constants
from envlint.inventories.code.declared import OptionTable, table_reads
from envlint.inventories.code.exports import Exports
from envlint.inventories.code.handlers import caught
from envlint.inventories.code.keys import Keys, Resolver, first_part
from envlint.inventories.code.language import EnvObject, Language, Reader, Scope
from envlint.inventories.code.outcome import Use
from envlint.inventories.code.sought import Sought, needle_of, or_names, spelled_by
from envlint.inventories.code.spelled import literal, result_of, told_by, turbofish
from envlint.inventories.code.texts import Texts
from envlint.inventories.code.unit import Unit
from envlint.inventories.code.use import use
from envlint.inventories.code.visible import leads_to, visible, within_sight
from envlint.inventories.code.wrappers import CONSTRUCTORS, derive

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Final

    from tree_sitter import Node

ROUNDS: Final = 8
DEEPEST: Final = 8
MADE: Final = rb"(?m)^[^\S\n]*(?:[a-z]+[^\S\n]+)*(?:self\.|this\.)?(\w+)[^=\n(]*=\s*(?:new\s+)?(?:\w+\.)*"
"""How a program keeps an object that it makes of a class, up to the name of the class."""
ENDING: Final = re.compile(r"[(.\[]")
LONGEST_CALLEE: Final = 512
"""Bytes within which the name of what is called ends."""
NAME: Final = re.compile(r"[A-Za-z_0-9][A-Za-z0-9_.\-:]{0,127}")


@dataclass(frozen=True, slots=True)
class Site:
    """A place where a reader is called: the whole expression, the node of the name, and the reader."""

    node: Node
    key: Node
    reader: Reader
    default: Node | None = None
    presence: bool = False
    values: Node | None = None


class Facts:
    """What one language's code says, as it is found."""

    def __init__(self) -> None:
        self.reads: dict[tuple[object, ...], Read] = {}
        self.dynamic: dict[tuple[object, ...], Dynamic] = {}
        self.unparsed: dict[str, Location] = {}
        self.faults: dict[str, Bug] = {}

    def add(self, read: Read) -> None:
        """Keep a read; of two at one place what both say. A framework knows better than what stands around it."""
        key = (read.at.path, read.at.line, read.at.column, read.name, read.evidence)
        known = self.reads.get(key)
        if known is not None:
            first, second = (read, known) if read.how == "framework" else (known, read)
            read = second.replace(**{name: value for name, value in first.stated().items() if value not in (None, "")})
        self.reads[key] = read

    def drop_twins(self) -> None:
        """Leave out ``NAME_FILE`` where a helper that is given ``NAME`` reads both: the file stands in for the value."""
        for key, read in list(self.reads.items()):
            path, line, column, name, evidence = key
            if read.name.endswith("_FILE") and (path, line, column, str(name)[:-5].rstrip("_"), evidence) in self.reads:
                del self.reads[key]


class Engine:
    """Reads the files of one language. ``read`` opens a file, ``files`` are all that could hold a call of a wrapper."""

    def __init__(
        self,
        language: Language,
        files: list[str],
        read: Texts | Callable[[str], Unit | None],
        given: Iterable[Reader] = (),
        tables: Iterable[OptionTable] = (),
    ) -> None:
        self.language = language
        self.texts = read if isinstance(read, Texts) else Texts(files, read)
        self.facts = Facts()
        self.given = list(given)
        self.tables = list(tables)
        self.readers: list[Reader] = [*language.readers, *self.given]
        self.objects: list[EnvObject] = list(language.objects)
        self._callees = {each.callee for each in (*self.readers, *self.objects)}
        self._seen: set[object] = set()
        self._fresh: list[Reader | EnvObject] = []
        self._exports = Exports(self.texts, self._guarded)
        self._own: dict[str, list[Reader | EnvObject]] = {}
        self.elsewhere = Constants(self.texts).elsewhere

    # --- rounds

    def run(self) -> Facts:
        """Search for the language's own readers, then for those that were found, until there are no new ones."""
        words = [*(each.callee.encode() for each in self.given), *(each.name.encode() for each in self.tables)]
        if words or self.language.needles:
            parts = [*map(re.escape, words), *_words(self.language.needles, whole=self.language.whole)]
            needle, climbing = re.compile(b"|".join(parts)), spelled_by(parts, [*self.readers, *self.objects])
            for path in self.texts.with_any([*words, *self.language.needles]):
                with self._guarded(path):
                    unit = self.texts.unit(path)
                    sure = unit is not None and unit.data is unit.original and not self.language.whole
                    if unit is not None and (sure or needle.search(unit.data)):
                        self._unit(unit, climbing, None)
        for _ in range(ROUNDS):
            for passed in self._exports.of(self._fresh):
                self._new(passed)
            fresh, self._fresh = self._fresh, []
            if not fresh:
                break
            self._search(fresh)
        self.facts.drop_twins()
        return self.facts

    @contextmanager
    def _guarded(self, path: str) -> Iterator[None]:
        """Keep what goes wrong with a file as a fault, so that the others are read all the same."""
        try:
            yield
        except Exception as fault:  # noqa: BLE001  whatever it is, it must not silence the other files
            bug = Bug(fault, at=Location(path, path))
            self.facts.faults.setdefault(bug.message, bug)

    def _search(self, fresh: list[Reader | EnvObject]) -> None:
        """Look for calls of readers that were found, where their scopes let them be called."""
        wanted = Sought(fresh, packages=self.language.packages)
        for path in wanted.paths(self.texts, self.texts.paths):
            with self._guarded(path):
                near = wanted.spoken_of(path, self.texts.raw(path))
                unit = self.texts.unit(path) if near else None
                seen = (
                    [each for each in near if within_sight(each.callee, each.scope, unit)] if unit is not None else []
                )
                if unit is not None and seen:
                    self._unit(unit, needle_of(seen), seen)

    def _unit(self, unit: Unit, needle: re.Pattern[bytes], only: list[Reader | EnvObject] | None) -> None:
        own = [*unit.language.aliases(unit)] if only is None else []
        self._own[unit.path] = own or self._own.get(unit.path, [])
        candidates = [*(self.readers + self.objects if only is None else only), *own]
        candidates = [each for each in candidates if not each.needs or re.search(each.needs, unit.data)]
        names = [each.callee for each in own] + ([] if only is None else _local_names(unit, candidates))
        if names:
            needle = or_names(needle, names)
        seen = set()
        parsed = not (self.language.readers or self.language.objects)
        for match in needle.finditer(unit.data):
            parsed = True
            leaf = unit.leaf(match.start(), match.start() + len(match[0].rstrip(b"!( :")))
            if leaf is None or leaf.id in seen:
                continue
            seen.add(leaf.id)
            for site in self._sites(unit, leaf, candidates):
                self._site(unit, site)
        if only is not None:
            return
        if parsed and (unit.too_deep or unit.root.type == "ERROR"):
            self.facts.unparsed[unit.path] = unit.at(0, 0)
        for table in self.tables:
            for read in table_reads(unit, table):
                self.facts.add(read)
        if unit.language.extract is not None:
            for found in unit.language.extract(unit):
                if isinstance(found, Read):
                    self.facts.add(found)
                elif isinstance(found, Dynamic):
                    self.facts.dynamic[(found.at, found.pattern)] = found
                elif isinstance(found, Reader | EnvObject):
                    self._new(found)

    # --- sites

    def _sites(self, unit: Unit, leaf: Node, candidates: list[Reader | EnvObject]) -> Iterator[Site]:
        """Climb from a leaf through what is called or indexed, and yield where a reader is meant."""
        language = unit.language
        node: Node | None = leaf
        for _ in range(12):
            if node is None:
                return
            text = unit.dotted(node)
            for candidate in candidates:
                if isinstance(candidate, EnvObject) and visible(
                    candidate.callee, candidate.scope, unit, text, node.start_byte
                ):
                    found = list(self._of_object(unit, node, candidate))
                    if found:
                        yield from found
                        return
            parent = node.parent
            if parent is None:
                return
            if parent.type in language.calls and unit.is_callee(node, parent):
                callee = unit.callee(parent).partition(".<")[0]
                matching = [
                    each
                    for each in candidates
                    if isinstance(each, Reader) and visible(each.callee, each.scope, unit, callee, parent.start_byte)
                ]
                same = [
                    each for each in matching if (each.callee, each.scope) == (matching[0].callee, matching[0].scope)
                ]
                sites = [site for each in same for site in self._of_call(unit, parent, each)]
                if sites:
                    yield from sites
                    return
            if language.binders and (local := _bound(unit, node)):
                self._new_name(unit, text, local, candidates)
                return
            if language.super_call and (heir := _heir(unit, node)) is not None:
                yield from self._inherited(unit, text, heir, candidates)
                return
            if (
                parent.type in language.members
                or parent.type in language.transparent
                and parent.type in ("non_null_expression",)
            ):
                node = parent
            elif parent.type in language.calls and unit.is_callee(node, parent) and candidates:
                node = parent
            elif parent.type in (
                "variable_name",
                "simple_expansion",
                "scoped_identifier",
                "qualified_name",
                "name",
                "generic_function",
            ):
                node = parent
            else:
                return

    def _new_name(self, unit: Unit, text: str, local: str, candidates: list[Reader | EnvObject]) -> None:
        """Make a reader of a name that a file gives to one: ``get_port = partial(get, cast=int)``."""
        reader = next((c for c in candidates if isinstance(c, Reader) and visible(c.callee, c.scope, unit, text)), None)
        if reader is not None and reader.callee != local:
            self._new(replace(reader, callee=local, scope=Scope(unit.language.scope, unit.path)))

    def _inherited(self, unit: Unit, text: str, heir: Node, candidates: list[Reader | EnvObject]) -> Iterator[Site]:
        """Make a reader of a class that inherits from one: by its own constructor, or by the one it inherits."""
        name, body = heir.child_by_field_name(unit.language.classes[heir.type]), heir.child_by_field_name("body")
        reader = next((c for c in candidates if isinstance(c, Reader) and visible(c.callee, c.scope, unit, text)), None)
        if reader is None or name is None or body is None:
            return
        functions = (child for child in body.named_children if child.type in unit.language.functions)
        own = next((each for each in functions if unit.function_name(each) in CONSTRUCTORS), None)
        if own is None:
            scope = Scope(unit.language.scope, unit.path)
            self._new(replace(reader, callee=unit.text(name), via=unit.text(name), scope=scope))
            return
        for match in re.compile(unit.language.super_call).finditer(unit.data, own.start_byte, own.end_byte):
            leaf = unit.leaf(match.end() - 1, match.end())
            call = unit.enclosing(leaf, dict(unit.language.calls)) if leaf is not None else None  # type: ignore[arg-type]
            if call is not None:
                yield from self._of_call(unit, call, reader)

    def _of_call(self, unit: Unit, call: Node, reader: Reader) -> Iterator[Site]:
        arguments = unit.arguments(call) if not unit.is_head(call) else []
        named = {each.name: each.node for each in arguments if each.name}
        given = [each.node for each in arguments if not each.name]
        keys = given[reader.key :] if reader.variadic else given[reader.key : reader.key + 1]
        if not keys and len(reader.parameters) > reader.key and (node := named.get(reader.parameters[reader.key])):
            keys = [node]
        default = None
        if reader.default is not None:
            if reader.default < len(given) and not reader.variadic:
                default = given[reader.default]
            elif len(reader.parameters) > reader.default:
                default = named.get(reader.parameters[reader.default])
        default = default or named.get("default")
        block = unit.block(call)
        if default is None and reader.default is not None and block is not None:
            default = result_of(unit, block)
        kind = reader.type
        values = None
        if reader.values_at is not None:
            by_name = (
                named.get(reader.parameters[reader.values_at]) if len(reader.parameters) > reader.values_at else None
            )
            values = given[reader.values_at] if reader.values_at < len(given) else by_name
        if reader.type_at is not None:
            spelled = given[reader.type_at] if reader.type_at < len(given) else None
            if spelled is None and len(reader.parameters) > reader.type_at:
                spelled = named.get(reader.parameters[reader.type_at])
            kind = unit.language.types.get(unit.text(spelled).partition("(")[0], kind) if spelled is not None else kind
        kind = kind or turbofish(unit, call)
        if unit.language.bang and reader.scope is None and unit.text(call).partition("(")[0].endswith("!"):
            reader = replace(reader, required=True)
        for key in keys:
            yield Site(call, key, replace(reader, type=kind), default, values=values)

    def _of_object(self, unit: Unit, node: Node, thing: EnvObject) -> Iterator[Site]:
        language, parent = unit.language, node.parent
        while parent is not None and parent.type in language.transparent:
            node, parent = parent, parent.parent
        if parent is None:
            return
        plain = Reader(
            thing.callee,
            required=thing.required,
            how=thing.how,
            via=thing.via,
            prefix=thing.prefix,
            upper=thing.upper,
            ignored=thing.ignored,
            only=thing.only,
        )
        if parent.type in language.members:
            yield from self._of_member(unit, node, parent, thing, plain)
        elif parent.type in language.calls and len(language.calls[parent.type]) > 1 and unit.is_callee(node, parent):
            method = parent.child_by_field_name(language.calls[parent.type][1])
            if method is not None:
                yield from self._of_method(unit, parent, unit.text(method), thing)
        elif parent.type in language.subscripts and thing.items:
            holder, index = Resolver(unit).halves(parent)
            if holder == node and index is not None and index != node:
                yield Site(parent, index, plain)
        elif parent.type in language.membership and _asks_in(unit, parent, node):
            yield Site(parent, parent.named_children[0], replace(plain, required=None), presence=True)
        else:
            yield from self._flow(unit, node, parent, thing, plain)

    def _of_member(self, unit: Unit, node: Node, parent: Node, thing: EnvObject, plain: Reader) -> Iterator[Site]:
        language = unit.language
        fields = language.members[parent.type]
        holder = parent.child_by_field_name(fields[0]) if fields[0] else parent.named_children[0]
        last = parent.child_by_field_name(fields[1]) if fields[1] else parent.named_children[-1]
        if holder != node or last is None:
            return
        outer = parent.parent
        called = outer is not None and outer.type in language.calls and unit.is_callee(parent, outer)
        if called and outer is not None and (unit.text(last) in thing.methods or "*" in thing.methods):
            yield from self._of_method(unit, outer, unit.text(last), thing)
        elif thing.members and not called:
            yield Site(parent, last, plain)

    def _of_method(self, unit: Unit, call: Node, name: str, thing: EnvObject) -> Iterator[Site]:
        reader = thing.methods.get(name) or thing.methods.get("*")
        if reader is not None:
            yield from self._of_call(
                unit, call, replace(reader, how=thing.how, via=thing.via or reader.via, prefix=thing.prefix)
            )

    def _flow(self, unit: Unit, node: Node, parent: Node, thing: EnvObject, plain: Reader) -> Iterator[Site]:
        """Follow the environment itself: into a name, a pattern, a parameter's default."""
        language = unit.language
        surely = True
        while parent.parent is not None and _holds(language, parent, node) and not _assigns(unit, parent):
            surely = surely and parent.type not in language.ternaries
            node, parent = parent, parent.parent
        if parent.type in language.argument_kinds:
            self._handed(unit, node, parent, thing)
            yield from self._copied(unit, parent, thing, plain)
            return
        if parent.type in language.exporting:
            if not surely or (thing.scope is not None and thing.scope.kind != "import"):
                return
            self._new(replace(thing, callee="default", scope=Scope("import", unit.path, default=True)))
            return
        fields = language.assignments.get(parent.type)
        left = (
            unit.defaulted(node)
            if fields is None
            else parent.child_by_field_name(fields[0])
            if fields[0]
            else first_part(parent)
        )
        if left is None or left == node:
            return
        if any(unit.dotted(left) == known.callee for known in language.objects):
            return
        taken = list(language.destructured(unit, left))
        for name, spelled, default in taken:
            yield Site(spelled, spelled, replace(plain, callee=name), default)
        name = unit.text(left)
        if not taken and re.fullmatch(r"[\w.$@]+", name):
            function = unit.function_of(node)
            inside = (function.start_byte, function.end_byte) if function is not None else (0, 0)
            kind = "import" if language.scope == "import" and function is None and surely else "file"
            holder, _, last = name.rpartition(".")
            method = bool(holder) and holder not in language.self_names
            self._new(
                replace(thing, callee=last, scope=Scope(kind, unit.path, start=inside[0], end=inside[1], method=method))
            )

    def _handed(self, unit: Unit, node: Node, arguments: Node, thing: EnvObject) -> None:
        """Follow the environment into a function of the project that is called with it."""
        call = arguments.parent
        if call is None or call.type not in unit.language.calls:
            return
        callee = unit.callee(call)
        given = [child for child in arguments.named_children if "comment" not in child.type]
        position = next((index for index, child in enumerate(given) if child == node), None)
        if position is None or not re.fullmatch(r"(?:this\.|self\.)?[\w$]+", callee):
            return
        for other, function in self._functions(unit, callee.rpartition(".")[2]):
            parameters = other.parameters(function)
            if position < len(parameters) and parameters[position].plain:
                scope = Scope("file", other.path, start=function.start_byte, end=function.end_byte)
                self._new(replace(thing, callee=parameters[position].name, scope=scope))

    def _copied(self, unit: Unit, arguments: Node, thing: EnvObject, plain: Reader) -> Iterator[Site]:
        """Follow what a function makes of the environment and nothing else: members in upper case are variables still."""
        call = arguments.parent
        if call is None or call.type not in unit.language.calls or call.parent is None:
            return
        callee = unit.callee(call)
        alone = arguments.named_child_count == 1 and re.fullmatch(r"[\w$]+", callee)
        if alone or callee in unit.language.copying:
            rich = replace(thing, only="[A-Z][A-Z0-9_]*" if alone else thing.only)
            yield from self._flow(unit, call, call.parent, rich, replace(plain, only=rich.only))

    def _functions(self, unit: Unit, name: str) -> Iterator[tuple[Unit, Node]]:
        """Yield the functions of a name in a file, or in the one that it is imported from."""
        module, original = unit.imported.get(name, ("", name))
        units = [unit] if not module else [u for u in unit.holding(original.encode()) if leads_to(module, unit, u.path)]
        for other in units:
            for mention in other.mentions(original):
                function = mention.parent
                if function is not None and function.type in other.language.classes:
                    yield from ((other, each) for each in other.constructors(function))
                    continue
                if function is not None and function.type not in other.language.functions:
                    function = Resolver(other).value_of(mention)
                if (
                    function is not None
                    and function.type in other.language.functions
                    and other.function_name(function) == original
                ):
                    yield other, function

    # --- reads

    def _site(self, unit: Unit, site: Site) -> None:
        reader = site.reader
        resolver = Resolver(unit, self.elsewhere)
        if (
            site.key == site.node
            and reader.how
            and site.default is None
            and not unit.language.calls.get(site.node.type)
        ):
            keys = Keys(((reader.callee, site.key),))
        elif site.node == site.key:
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
            return
        if reader.only and not re.fullmatch(reader.only, name):
            return
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

    def _new(self, found: Reader | EnvObject) -> None:
        key = (found.callee, found.scope, getattr(found, "key", None), found.prefix, getattr(found, "suffix", ""))
        if key in self._seen or len(self._seen) > 5000:
            return
        self._seen.add(key)
        (self.readers if isinstance(found, Reader) else self.objects).append(found)  # type: ignore[arg-type]
        self._callees.add(found.callee)
        self._fresh.append(found)
        if isinstance(found, Reader) and found.how == "wrapper" and found.scope is not None:
            self._instances(found, found.scope)

    def _instances(self, method: Reader, scope: Scope) -> None:
        """Make readers of the objects of a class that other files make and export under a name."""
        if not scope.owner or scope.kind != "import":
            return
        called = f"{scope.owner}(".encode()
        making = re.compile(MADE + re.escape(called))
        for path in self.texts.holding(called):
            for name in sorted({match[1].decode() for match in making.finditer(self.texts.raw(path))}):
                self._new(replace(method, scope=Scope("import", path, name)))


def _bound(unit: Unit, node: Node) -> str:
    """Return the name that is given to a function: as it is, or with some of its arguments bound."""
    parent = node.parent
    if parent is not None and parent.type in unit.language.argument_kinds and parent.named_children[0] == node:
        call = parent.parent
        if call is None or call.type not in unit.language.calls or unit.callee(call) not in unit.language.binders:
            return ""
        node, parent = call, call.parent
    fields = unit.language.assignments.get(parent.type) if parent is not None else None
    left = parent.child_by_field_name(fields[0]) if parent is not None and fields and fields[0] else None
    return unit.text(left) if left is not None and left != node and left.type in unit.language.identifiers else ""


def _heir(unit: Unit, node: Node) -> Node | None:
    """Return the class that names a node among those it inherits from."""
    parent = node.parent
    if parent is not None and parent.type in unit.language.subscripts and parent.named_children[0] == node:
        parent = parent.parent
    heir = parent.parent if parent is not None and parent.type in unit.language.argument_kinds else None
    return heir if heir is not None and heir.type in unit.language.classes else None


def _assigns(unit: Unit, node: Node) -> bool:
    """Whether a node is an assignment, in a grammar where one is an operation like any other."""
    if node.type not in unit.language.assignments or node.type not in unit.language.fallbacks:
        return False
    left, right = node.named_children[0], node.named_children[-1]
    return unit.data[left.end_byte : right.start_byte].strip() == b"="


def _holds(language: Language, parent: Node, node: Node) -> bool:
    """Whether an expression is still the environment if the environment is a part of it: ``env or os.environ``."""
    if parent.type in (*language.fallbacks, *language.spreads, *language.transparent):
        return True
    if parent.type in language.ternaries:
        condition = parent.child_by_field_name(language.ternaries[parent.type][0])
        return node != condition
    return parent.type in language.tables and any(child.type in language.spreads for child in parent.named_children)


def _asks_in(unit: Unit, parent: Node, node: Node) -> bool:
    children = parent.named_children
    return children[-1] == node and b"in" in unit.data[children[0].end_byte : node.start_byte].split()


def _local_names(unit: Unit, candidates: list[Reader | EnvObject]) -> list[str]:
    """Return what a file calls things that it imports under another name."""
    names = {
        each.scope.owner or each.callee
        for each in candidates
        if each.scope is not None and each.scope.kind in ("import", "path")
    }
    renamed = [
        local for local, (_, name) in unit.imported.items() if local != name and (name in names or name == "default")
    ]
    return renamed if names else []


def _words(words: Iterable[bytes], *, whole: bool) -> list[bytes]:
    """Return the expressions that find needles, anywhere or where they stand as words."""
    return [rb"\b" + re.escape(word) + rb"\b" if whole else re.escape(word) for word in words]
