"""What is said about a variable in one place: by the rules, a template, the docs, the code, SQL or a manifest."""

from __future__ import annotations

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.core.bug import Bug
    from envlint.core.location import Location

READ: Final = "read"
DECLARED: Final = "declared"
MENTIONED: Final = "mentioned"
WRITTEN: Final = "written"

KINDS: Final = ("rules", "template", "docs", "code", "sql", "manifests")


class Declaration(Record):
    """What one place says of one variable. ``None`` or an empty ``type`` = it does not say.

    ``kind`` is one of ``KINDS``. ``evidence`` is what the place proves: a READ can raise "missing", a DECLARED entry
    can be stale, a MENTIONED name only keeps others from being called unused, a WRITTEN one is set for somebody else.
    ``default`` is in canonical form (``envlint.formats.literals``) and ``written`` as it stands in the file.
    ``type`` is a type of the rule files, ``dialect`` whose parser reads it (``go``, ``pydantic``), where that is known.
    ``active`` is False for a line that is commented out. ``pattern`` tells that the name holds ``*``.
    """

    name: str
    kind: str
    at: Location
    evidence: str = DECLARED
    default: str | None = None
    written: str | None = None
    values: tuple[str, ...] | None = None
    type: str = ""
    dialect: str = ""
    required: bool | None = None
    secret: bool | None = None
    active: bool = True
    pattern: bool = False


class Read(Declaration):
    """A place in code that reads a variable, or that sets or mentions one (``evidence``).

    ``how`` is ``direct``, ``wrapper``, ``framework`` or ``ops``; ``via`` names the wrapper or framework. ``test`` marks
    code that only tests run. ``chained`` tells that the default stands behind other names that are asked first.
    ``alternatives`` are the other names of which any one is enough. ``dead`` marks code that no entry point reaches.
    """

    language: str = ""
    how: str = "direct"
    via: str = ""
    test: bool = False
    chained: bool = False
    alternatives: tuple[str, ...] = ()
    dead: bool = False


class Dynamic(Record):
    """A read whose name is computed. ``pattern`` shows what is known of it, ``PLUGIN_*``; ``*`` alone is nothing."""

    pattern: str
    at: Location
    language: str = ""
    test: bool = False


class Inventory(Record):
    """All that one kind of place says, in the order of paths and lines.

    ``files`` are those looked at. ``not_covered`` says in words what could not be looked at and why; ``unparsed`` are
    places of files whose text could not be understood. ``faults`` are envlint's own, each of which kept it from all
    that some file says.
    """

    kind: str
    declarations: tuple[Declaration, ...] = ()
    dynamic: tuple[Dynamic, ...] = ()
    files: tuple[str, ...] = ()
    not_covered: tuple[str, ...] = ()
    unparsed: tuple[Location, ...] = ()
    faults: tuple[Bug, ...] = ()


class Variable(Record):
    """A variable as drift judges it: everything that is said about one name, by kind of place."""

    name: str
    rules: tuple[Declaration, ...] = ()
    template: tuple[Declaration, ...] = ()
    docs: tuple[Declaration, ...] = ()
    code: tuple[Read, ...] = ()
    sql: tuple[Declaration, ...] = ()
    manifests: tuple[Declaration, ...] = ()

    @property
    def declarations(self) -> tuple[Declaration, ...]:
        """All of them, in the order of ``KINDS``."""
        return (*self.rules, *self.template, *self.docs, *self.code, *self.sql, *self.manifests)
