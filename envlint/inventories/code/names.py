"""Names that an expression can be, as far as they are known."""

from __future__ import annotations

from dataclasses import dataclass, replace

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from tree_sitter import Node

MOST: Final = 500


@dataclass(frozen=True, slots=True)
class Parameterised:
    """A name that a parameter of a function tells: ``prefix`` + parameter + ``suffix``."""

    function: Node
    index: int
    prefix: str = ""
    suffix: str = ""
    upper: bool = False
    variadic: bool = False


@dataclass(frozen=True, slots=True)
class Keys:
    """The names an expression can be, each with the node that spells it; or what else is known of it.

    ``pattern`` holds ``*`` for what is not known, and is empty where everything is. ``owner`` is a class whose
    constructor is given the name (``field`` is where it keeps it).
    """

    names: tuple[tuple[str, Node], ...] = ()
    parameters: tuple[Parameterised, ...] = ()
    pattern: str = ""
    attribute: tuple[Node, str] | None = None

    def joined(self, other: Keys) -> Keys:
        """Return both: a name is one or the other."""
        pattern = self.pattern or other.pattern
        return Keys(
            self.names + other.names, self.parameters + other.parameters, pattern, self.attribute or other.attribute
        )

    def followed_by(self, other: Keys) -> Keys:
        """Return the concatenation of the two."""
        names: tuple[tuple[str, Node], ...] = ()
        if len(self.names) * len(other.names) < MOST:
            names = tuple((one + two, node) for one, node in self.names for two, _ in other.names)
        parameters: tuple[Parameterised, ...] = ()
        if len(self.names) == 1:
            parameters = tuple(replace(each, prefix=self.names[0][0] + each.prefix) for each in other.parameters)
        elif len(other.names) == 1:
            parameters = tuple(replace(each, suffix=each.suffix + other.names[0][0]) for each in self.parameters)
        if not parameters and bool(self.parameters) != bool(other.parameters):
            parameters = tuple(
                replace(each, prefix=self.pattern + each.prefix, suffix=each.suffix + other.pattern)
                for each in (self.parameters or other.parameters)
            )
            return Keys(names, parameters)
        known = bool(names or parameters) and not (self.pattern or other.pattern)
        return Keys(names, parameters, "" if known else f"{self.shape}{other.shape}".replace("**", "*"))

    @property
    def shape(self) -> str:
        """What is known, as a pattern."""
        return self.names[0][0] if len(self.names) == 1 else self.pattern or "*"

    def uppercased(self) -> Keys:
        """Return the names in upper case."""
        return Keys(
            tuple((name.upper(), node) for name, node in self.names),
            tuple(replace(parameter, upper=True) for parameter in self.parameters),
            self.pattern.upper(),
            self.attribute,
        )


UNKNOWN: Final = Keys(pattern="*")
