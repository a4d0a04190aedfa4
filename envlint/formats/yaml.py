"""YAML to nodes that know their places, by libyaml's parser, within budgets of depth and of nodes, aliases resolved.

The tree is built here from libyaml's events, not by PyYAML's composer: the composer recurses in C without a limit, and
libyaml takes time quadratic in the depth, so that a file of 20,000 open brackets would keep it busy for seconds.
Nothing is constructed: tags are never acted upon, and every scalar stays the text that it is.
"""

from __future__ import annotations

from envlint.core.errors import EnvlintError
from envlint.formats.unparsed import Unparsed
from envlint.formats.yaml_nodes import DEPTH, NODES, Documents, Mapping, Remark, Scalar, Sequence, repeated

try:
    import yaml
    from yaml import CLoader
except ImportError as missing:  # PyYAML without libyaml, or none at all
    raise EnvlintError(
        "PyYAML's parser in C is not installed, and without it YAML files cannot be read",
        help="install PyYAML from a wheel: pip install --force-reinstall --only-binary=:all: pyyaml",
    ) from missing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Final

    from envlint.formats.yaml_nodes import Node

CORE: Final = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in (
        "binary",
        "bool",
        "float",
        "int",
        "map",
        "merge",
        "null",
        "omap",
        "pairs",
        "seq",
        "set",
        "str",
        "timestamp",
    )
)


def load(text: str) -> Documents:
    """Return all documents of a text.

    Raises:
        Unparsed: the text is no valid YAML, or goes beyond a budget.
    """
    build = _Build()
    parser = CLoader(text)
    try:
        while parser.check_event():
            build.take(parser.get_event())
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise Unparsed(error.problem or "is no YAML", line, column) from None
    except yaml.reader.ReaderError as error:
        before = text[: error.position]
        line = before.count("\n") + 1
        raise Unparsed("holds a character that YAML forbids", line, len(before) - before.rfind("\n")) from None
    finally:
        parser.dispose()
    return build.documents


class _Build:
    """The nodes so far: ``open`` are the collections whose end is yet to come, ``anchors`` those of this document.

    ``before`` counts the nodes in front of each open collection, ``sizes`` those in each closed one that has an anchor.
    """

    def __init__(self) -> None:
        self.documents = Documents()
        self.open: list[Node] = []
        self.keys: list[Node | None] = []
        self.anchors: dict[str, Node] = {}
        self.nodes = 0
        self.before: list[int] = []
        self.sizes: dict[int, int] = {}

    def take(self, event: Any) -> None:
        """Add what an event tells.

        Raises:
            Unparsed: a budget is spent, or an alias stands for what surrounds it or for nothing.
        """
        kind = type(event)
        if kind is yaml.ScalarEvent:
            style = "" if event.style in (None, "") else event.style
            self._add(event, Scalar(event.start_mark.index, event.end_mark.index, event.value, style))
        elif kind is yaml.MappingStartEvent:
            self._push(event, Mapping(event.start_mark.index))
        elif kind is yaml.SequenceStartEvent:
            self._push(event, Sequence(event.start_mark.index))
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close(event)
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self.anchors = {}

    def _push(self, event: Any, node: Node) -> None:
        self._add(event, node)
        self.open.append(node)
        self.keys.append(None)
        self.before.append(self.nodes - 1)
        if len(self.open) > DEPTH:
            raise _refused(event, f"is nested deeper than {DEPTH} levels")

    def _close(self, event: Any) -> None:
        node = self.open.pop()
        node.end = event.end_mark.index
        self.keys.pop()
        self.sizes[id(node)] = self.nodes - self.before.pop()
        if isinstance(node, Mapping):
            self.documents.remarks += repeated(node)

    def _add(self, event: Any, node: Node) -> None:
        self._count(event, 1)
        if event.anchor is not None:
            self.anchors[event.anchor] = node
        if event.tag is not None and event.tag not in CORE and event.tag != "!":
            self.documents.remarks.append(Remark("custom-tag", event.tag, node.start))
        self._hang(node)

    def _alias(self, event: Any) -> None:
        node = self.anchors.get(event.anchor)
        if node is None or any(node is one for one in self.open):
            raise _refused(event, "has an alias for an anchor that is not there, or that surrounds it")
        self._count(event, self.sizes.get(id(node), 1))
        self._hang(node)

    def _count(self, event: Any, more: int) -> None:
        self.nodes += more
        if self.nodes > NODES:
            raise _refused(event, f"has more than {NODES} nodes")

    def _hang(self, node: Node) -> None:
        if not self.open:
            self.documents.roots.append(node)
            return
        parent = self.open[-1]
        if isinstance(parent, Sequence):
            parent.items.append(node)
        elif isinstance(parent, Mapping):
            key, self.keys[-1] = self.keys[-1], None
            if key is None:
                self.keys[-1] = node
            else:
                parent.pairs.append((key, node))


def _refused(event: Any, reason: str) -> Unparsed:
    return Unparsed(reason, event.start_mark.line + 1, event.start_mark.column + 1)
