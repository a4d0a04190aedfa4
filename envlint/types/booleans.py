"""``bool``: which texts are true and false, reader by reader.

Only ``true`` and ``false`` mean the same to nearly all of them, so that without a ``dialect`` only these are booleans.
Where a reader takes *everything* for one of the two, a text is a boolean only if somebody could have meant that value
by it: ``1`` is no boolean for Java, which silently reads it as false, nor ``false`` for Python's ``bool``.
"""

from __future__ import annotations

from envlint.core.record import Record
from envlint.types import Malformed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

    from envlint.types import Spec

OPTIONS = frozenset(("dialect",))


class Reader(Record):
    """How one reader takes a text. ``true`` and ``false`` are the listed words, separated by blanks.

    ``case`` is ``exact``; ``any``; or ``listed``: lower case, capitalised and upper case. ``otherwise`` is what the
    reader makes of all other texts without a word: True, False, or None for an error, a null or a text that stays one.
    """

    true: str
    false: str
    case: str = "exact"
    otherwise: bool | None = None
    integers: bool = False

    def listed(self, text: str) -> bool | None:
        """Return what the text is listed for, None if it is not."""
        word = text if self.case == "exact" else text.lower()
        if self.case == "listed" and text not in (word, word.capitalize(), word.upper()):
            return None
        if word in self.true.split(" "):
            return True
        if word in self.false.split(" ") and word:
            return False
        return _nonzero(text) if self.integers else None


READERS: Final = {
    # strconv.ParseBool
    "go": Reader("1 t T true True TRUE", "0 f F false False FALSE"),
    # str::parse::<bool>
    "rust": Reader("true", "false"),
    # Boolean.parseBoolean
    "java": Reader("true", "false", "any", otherwise=False),
    # StringToBooleanConverter
    "spring": Reader("true on yes 1", "false off no 0", "any"),
    # bool(os.environ[...]); also Boolean(...) in JavaScript and z.coerce.boolean()
    "python": Reader("true t yes y on 1 enabled", "", "any", otherwise=True),
    # pydantic's bool, also distutils' strtobool
    "pydantic": Reader("1 t true y yes on", "0 f false n no off", "any"),
    # environs, through marshmallow's Boolean.truthy and .falsy
    "environs": Reader("1 t true y yes on", "0 f false n no off", "listed"),
    # environ.Env.bool: an integer is read as one, all else is held against BOOLEAN_TRUE_STRINGS
    "django-environ": Reader("true on ok y yes 1", "false", "any", otherwise=False, integers=True),
    # starlette.config.Config(cast=bool), also msgspec and env-var's asBool
    "starlette": Reader("true 1", "false 0", "any"),
    # dynaconf reads values as TOML; other texts stay texts, and are truthy
    "dynaconf": Reader("true True", "false False"),
    # z.stringbool()
    "zod": Reader("true 1 yes on y enabled", "false 0 no off n disabled", "any"),
    # envalid's bool()
    "envalid": Reader("true t yes on 1", "false f no off 0"),
    # filter_var($v, FILTER_VALIDATE_BOOLEAN, FILTER_NULL_ON_FAILURE)
    "php": Reader("1 true on yes", "0 false off no", "any"),
    # Illuminate\Support\Env; other texts stay texts
    "laravel": Reader("true (true)", "false (false)", "any"),
    # ActiveModel::Type::Boolean::FALSE_VALUES; `no` and `False` are true in every release (rails/rails#46635)
    "rails": Reader("true TRUE t T yes YES y Y on ON 1", "0 f F false FALSE off OFF", otherwise=True),
    # YAML 1.1 as PyYAML resolves it: without the single letters y and n of the specification
    "yaml": Reader("true yes on", "false no off", "listed"),
}
DIALECTS = tuple(READERS)
COMMON: Final = Reader("true", "false")


def parse(text: str, spec: Spec) -> bool:
    """Return what the declared reader makes of the text.

    Raises:
        Malformed: the reader refuses it, keeps it as a text, or takes it for a value that nobody would mean by it.
    """
    dialect = spec.get("dialect", "")
    reader = READERS.get(dialect, COMMON)
    value = reader.listed(text)
    if value is not None:
        return value
    if reader is COMMON:
        taken = any(meaning(text, name) is not None for name in ("go", "pydantic", "php", "zod", "environs"))
        reason = "is a boolean to some readers only" if taken else "is not a boolean"
        raise Malformed(reason, "write `true` or `false`, or declare `dialect`, the reader of this variable")
    words = f"{dialect} takes {_enumerated(reader)}"
    if reader.otherwise is None:
        raise Malformed(f"is not a boolean for {dialect}", words)
    word = "true" if reader.otherwise else "false"
    raise Malformed(f"is not a boolean, and is read as {word} by {dialect}", words)


def meaning(text: str, dialect: str) -> bool | None:
    """Return what a reader silently or openly makes of a text: ``1`` is True in go and False in java.

    None: the reader refuses it, or keeps it as a text. An empty text means nothing here; most take it for unset.

    Raises:
        KeyError: ``dialect`` is not in ``DIALECTS``.
    """
    reader = READERS[dialect]
    value = reader.listed(text)
    return reader.otherwise if value is None and text else value


def _nonzero(text: str) -> bool | None:
    digits = text.removeprefix("-")
    return any(digit != "0" for digit in digits) if digits.isascii() and digits.isdigit() else None


def _enumerated(reader: Reader) -> str:
    true, false = (", ".join(words.split(" ")) for words in (reader.true, reader.false))
    either = f"{true} for true; " + (f"{false} for false" if false else "no text for false: leave it unset")
    return either + (" (in any case)" if reader.case == "any" else "")
