"""The texts of one page with their references replaced: Compose does so for every value before it looks at any."""

from __future__ import annotations

from envlint.core.record import Record
from envlint.formats.compose import scalars
from envlint.formats.compose.interpolation import MOST, Refused, expand
from envlint.formats.compose.nodes import RESET
from envlint.formats.yaml_nodes import Mapping, Scalar, Sequence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from envlint.formats.compose.interpolation import Lookup
    from envlint.formats.compose.nodes import Page, Said
    from envlint.formats.yaml_nodes import Node


class Text(Record):
    """A scalar as Compose uses it: ``value`` is expanded, ``said`` what stands in the file."""

    value: str
    said: Said
    undefined: tuple[str, ...] = ()

    @property
    def is_null(self) -> bool:
        """Whether it is YAML's null: nothing at all, or ``~``, or ``null``."""
        return self.said.kind == scalars.NULL


class Texts:
    """The scalars of a page, expanded once each."""

    def __init__(self, page: Page, lookup: Lookup) -> None:
        self.page = page
        self.lookup = lookup
        self._seen: dict[int, Text] = {}
        self._size = 0

    def of(self, node: Scalar) -> Text:
        """Return a scalar's text.

        Raises:
            EnvlintError: Compose refuses the text.
        """
        known = self._seen.get(id(node))
        if known is not None:
            return known
        said = self.page.say(node)
        try:
            found = expand(said.text, self.lookup)
        except Refused as refusal:
            help = "write $$ for a dollar sign" if "malformed" in str(refusal) else ""
            raise self.page.refused(str(refusal), node, help) from None
        self._size += len(found.text)
        if self._size > MOST:
            raise self.page.refused(f"the values of this file are longer than {MOST} characters together", node)
        text = self._seen[id(node)] = Text(found.text, said, found.undefined)
        return text

    def check(self, root: Node) -> None:
        """Expand every value of a document, used or not.

        Raises:
            EnvlintError: Compose refuses one of them.
        """
        seen: set[int] = set()
        stack = [root]
        while stack:
            node = stack.pop()
            if isinstance(node, Scalar):
                if "$" in node.value and self.page.tag(node) != RESET:
                    self.of(node)
            elif id(node) not in seen and self.page.tag(node) != RESET:
                seen.add(id(node))
                if isinstance(node, Sequence):
                    stack += node.items
                elif isinstance(node, Mapping):
                    stack += [value for _, value in node.pairs]
