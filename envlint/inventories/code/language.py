"""What the engine has to know of a language: how it spells calls, strings and functions, and what reads a variable."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from envlint.core.declaration import READ

TYPE_CHECKING = False
if TYPE_CHECKING:
    from tree_sitter import Node

    from envlint.inventories.code.calls import Calls
    from envlint.inventories.code.unit import Unit


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a derived reader can be called from. ``kind`` is ``file``, ``folder``, ``import`` or ``everywhere``.

    ``path`` is the file that defines it. ``owner`` is the class, module or package that qualifies a call of it.
    ``method`` tells that any receiver will do. Between ``start`` and ``end`` (bytes) where only a function sees it.
    ``default`` marks what a module exports without a name.
    """

    kind: str = "everywhere"
    path: str = ""
    owner: str = ""
    method: bool = False
    start: int = 0
    end: int = 0
    default: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """A call that reads the variable that its arguments name: ``os.Getenv(NAME)``, ``getEnv(NAME, DEFAULT)``.

    ``callee`` is dotted whatever the language writes (``env.var`` for ``env::var``). ``key`` and ``default`` are
    positions of arguments, ``parameters`` the names under which a call may give them instead. With ``variadic`` every
    argument from ``key`` on is a name. ``fallback`` is what the reader itself answers when the variable is not set.
    The variable's name is ``prefix`` + the argument + ``suffix``, in upper case where ``upper``. ``needs`` is a regular
    expression that the file must hold (an import). ``type_at`` is the position of an argument that names a type,
    ``values_at`` of one that lists the allowed values. ``also_written`` tells that the call sets what it does not find.
    """

    callee: str
    key: int = 0
    default: int | None = None
    parameters: tuple[str, ...] = ()
    fallback: str | None = None
    type: str = ""
    dialect: str = ""
    type_at: int | None = None
    required: bool | None = None
    how: str = "direct"
    via: str = ""
    evidence: str = READ
    variadic: bool = False
    prefix: str = ""
    suffix: str = ""
    upper: bool = False
    needs: bytes = b""
    ignored: str = ""
    scope: Scope | None = None
    values_at: int | None = None
    also_written: bool = False
    only: str = ""
    """Regular expression of the names that are variables, where the reader is asked for other things too."""


@dataclass(frozen=True, slots=True)
class EnvObject:
    """An expression that is the environment itself (``process.env``, ``os.environ``), or a framework's view of it.

    With ``members`` an attribute is a variable (``process.env.NAME``), with ``items`` an item is. ``methods`` are its
    readers by method name; ``*`` stands for every method that is not named. Names that match ``ignored`` are not the
    environment's (a web server's own).
    """

    callee: str
    members: bool = False
    items: bool = True
    methods: Mapping[str, Reader] = field(default_factory=dict)
    how: str = "direct"
    via: str = ""
    prefix: str = ""
    upper: bool = False
    needs: bytes = b""
    ignored: str = ""
    scope: Scope | None = None
    required: bool | None = None
    only: str = ""
    """Regular expression of the names that are variables, where the object may hold other things too."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a method does to a value that was read: ``Effect(default=0)`` for ``unwrap_or(DEFAULT)``.

    ``fallback`` is a default that the method has itself (``unwrap_or_default``).
    """

    default: int | None = None
    fallback: str | None = None
    required: bool | None = None
    type: str = ""
    dialect: str = ""


Extractor = Callable[["Unit"], Iterable[object]]


@dataclass(frozen=True)
class Language:
    """One language. Kinds are those of its tree-sitter grammar; fields are the grammar's field names.

    Languages of one ``family`` call each other's functions (TypeScript and TSX, C and C++); they share their readers.

    ``samples`` pair a piece of code with what a scan of it must find, as ``NAME``, ``NAME=default``, ``!NAME`` for what
    must not be a read; the tests run them all.
    """

    name: str
    suffixes: tuple[str, ...]
    grammar: str
    grammar_function: str = "language"
    family: str = ""
    filenames: tuple[str, ...] = ()
    shebang: bytes = b""
    variants: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By suffix: what a file's language is called and the grammar's function, where they are not the language's own."""
    needles: tuple[bytes, ...] = ()
    whole: bool = False
    """Whether needles count as whole words only: ``environ`` is no part of ``environment``."""
    readers: tuple[Reader, ...] = ()
    objects: tuple[EnvObject, ...] = ()
    # expressions
    strings: frozenset[str] = frozenset()
    string_parts: frozenset[str] = frozenset()
    holes: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    """Nodes that spell a name without quotes: the key of an object."""
    identifiers: frozenset[str] = frozenset({"identifier"})
    numbers: frozenset[str] = frozenset()
    constants: Mapping[str, str | None] = field(default_factory=dict)
    calls: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    arguments: str = "arguments"
    argument_kinds: frozenset[str] = frozenset()
    keyword_arguments: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    members: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    subscripts: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    transparent: frozenset[str] = frozenset({"parenthesized_expression"})
    fallbacks: Mapping[str, frozenset[str]] = field(default_factory=dict)
    ternaries: Mapping[str, tuple[str, str, str]] = field(default_factory=dict)
    concatenations: frozenset[str] = frozenset({"binary_expression"})
    lists: frozenset[str] = frozenset()
    tables: frozenset[str] = frozenset()
    pairs: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    adjacent: frozenset[str] = frozenset()
    """Nodes of strings that stand side by side and are one: ``"a" "b"``."""
    membership: frozenset[str] = frozenset()
    spreads: frozenset[str] = frozenset()
    """Nodes that put all of an object into another: ``{ ...process.env }``."""
    patterns: frozenset[str] = frozenset()
    """Nodes that take an object to pieces: ``{ PORT }`` in ``const { PORT } = process.env``."""
    exporting: frozenset[str] = frozenset()
    """Statements that export a value without a name."""
    copying: frozenset[str] = frozenset()
    """Functions that answer with an object as rich as the one they are given: ``Object.freeze``."""
    negations: frozenset[str] = frozenset()
    """Nodes through which a condition asks whether a value is there: ``!value``, ``value === undefined``."""
    handlers: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    """By statement that tries something: its handlers, and how one begins that handles a variable that is not set."""
    naming: frozenset[str] = frozenset()
    """Calls that give the name of what they are called with: ``nameof``."""
    binders: frozenset[str] = frozenset()
    """Calls that give a function with some of its arguments bound: ``functools.partial``."""
    demands: frozenset[str] = frozenset()
    """Statements that stop the program unless a value is there: ``assert``."""
    super_call: bytes = b""
    """How a constructor calls the one that it overrides."""
    # statements
    functions: Mapping[str, str] = field(default_factory=dict)
    parameters: str = "parameters"
    parameter_names: tuple[str, ...] = ("name", "pattern", "left")
    parameter_defaults: tuple[str, ...] = ("value", "default_value", "right")
    definition: Callable[[Calls, Node], tuple[str, Node | None] | None] = lambda _unit, _node: None
    """The name and the parameters of the function that a call defines, where defining one is a call: ``def``."""
    module: Callable[[Calls, Node], str] = lambda _unit, _node: ""
    """The name of the module that a call defines, where defining one is a call: ``defmodule``."""
    looping: Callable[[Unit, Node], tuple[Node, Node] | None] = lambda _unit, _node: None
    """What a call takes each element of, after the name it gives them, where looping is a call: ``for``."""
    stands_for: Callable[[Unit, Node], Node | None] = lambda _unit, _node: None
    """What an expression of the language's own kind stands for: a module's attribute."""
    bang: bool = False
    """Whether a function fails for want of the variable if its name ends in ``!``."""
    folded: Callable[[str], str | None] = lambda _text: None
    """The value of an expression that only this language writes so, as text: ``:timer.seconds(5)`` is ``5000``."""
    pipes: frozenset[str] = frozenset()
    """Operators that give what stands before them to the call after them as its first argument."""
    word_lists: frozenset[str] = frozenset()
    """Nodes that are lists of the words in them: ``~w(A B)``."""
    variadics: frozenset[str] = frozenset()
    implicit: str = ""
    """What a lambda that names no parameter calls its only one: ``it``."""
    assignments: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    loops: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    iterating: frozenset[str] = frozenset()
    classes: Mapping[str, str] = field(default_factory=dict)
    conditionals: frozenset[str] = frozenset({"if_statement"})
    deletions: frozenset[str] = frozenset()
    self_names: frozenset[str] = frozenset({"self", "this"})
    result: str = "result"
    # meaning
    conversions: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    effects: Mapping[str, Effect] = field(default_factory=dict)
    types: Mapping[str, str] = field(default_factory=dict)
    exits: bytes = rb"\b(?:panic|raise|throw|exit|abort|die|fatal|Fatal\w*|Exit)\b"
    scope: str = "import"
    exported: Callable[[str, Unit], bool] = lambda _name, _unit: True
    imported: Callable[[Unit], Mapping[str, tuple[str, str]]] = lambda _unit: {}
    aliases: Callable[[Unit], Iterable[Reader | EnvObject]] = lambda _unit: ()
    passed_on: Callable[[Unit], Iterable[tuple[str, str, str]]] = lambda _unit: ()
    """What a file exports of another: the module, the name there (``*``: all of them), the name here."""
    packages: bool = False
    """Whether a folder is a package that can pass on what its files define: Python's ``__init__.py``."""
    package: Callable[[Unit], str] = lambda _unit: ""
    destructured: Callable[[Unit, Node], Iterable[tuple[str, Node, Node | None]]] = lambda _unit, _node: ()
    tested: Callable[[Unit, Node], bool] = lambda _unit, _node: False
    """Whether only tests run what stands at a node of a file that is no test."""
    instead: Callable[[Unit, Node, Node], tuple[Node, Node] | None] = lambda _unit, _node, _around: None
    """What stands in for a value that is absent (an arm of ``match``), and where the value goes on."""
    supplied: Callable[[str, Unit], bool] = lambda _name, _unit: False
    """Whether the language's own tools set a variable for what they build or run."""
    converter: Callable[[Unit, Node, int], Reader | None] = lambda _unit, _call, _position: None
    """What a call of a function of the project makes of a value it is given at a position, told as a reader is."""
    allowed: Callable[[Unit, Node], tuple[str, ...] | None] = lambda _unit, _node: None
    """The values that the code around a read allows."""
    defining: str = "{}"
    """What every definition of a constant holds, ``{}`` for its name: ``define {}``."""
    codes: bool = False
    """Whether what a function returns early is rather a code than a default: ``if (!value) return -1``."""
    typed_defaults: bool = False
    """Whether the literal of a default tells the type."""
    extract: Extractor | None = None
    embedded: Callable[[bytes], bytes] | None = None
    generic_names: frozenset[str] = frozenset({"get", "Get", "lookup", "Lookup", "fetch", "read", "value", "Value"})
    samples: tuple[tuple[str, str], ...] = ()

    def __hash__(self) -> int:
        return hash(self.name)
