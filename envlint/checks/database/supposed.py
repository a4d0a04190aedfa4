"""An environment in which one variable has another value than it has."""

from __future__ import annotations

from envlint.checks.subjects import View


class Supposed(View):
    """A view of the same environment, but for one variable, which is set to a value."""

    __slots__ = ("_name", "_value")

    def __init__(self, view: View, name: str, value: str) -> None:
        super().__init__(view.plan, view.environment)
        self._name = name
        self._value = value

    def effective(self, name: str) -> str | None:
        """Return what the program would get."""
        return self._value if name == self._name else super().effective(name)

    def is_set(self, name: str) -> bool:
        """Whether the variable would be set."""
        return name == self._name or super().is_set(name)

    def is_hidden(self, name: str) -> bool:
        """Whether the variable is set to what cannot be seen."""
        return name != self._name and super().is_hidden(name)

    def why_unseen(self, name: str) -> str:
        """Return why a variable's value cannot be seen."""
        return "" if name == self._name else super().why_unseen(name)
