"""The vocabulary of rule files as pydantic models: which keys there are and what kind of value each takes.

Only the shape is judged here. What pydantic says about a misfit is never shown (it would quote values):
``envlint.rules.shape`` words it, with the ``Takes`` of the field.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from envlint.core.record import Record


class Takes(Record):
    """What a key takes, in words: as a whole, and for each item where it is a list or a table."""

    whole: str
    item: str = ""


def of_64_bits(value: object) -> object:
    """Refuse integers that TOML 1.0.0 does not promise: beyond 64 bits other readers round them."""
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise PydanticCustomError("too_large", "beyond 64 bits")
    return value


Scalar = Annotated[bool | int | float | str, BeforeValidator(of_64_bits)]
Text = Annotated[str, Takes("text in quotes")]
Flag = Annotated[bool, Takes("true or false")]
Number = Annotated[int, Field(ge=0, lt=2**63), Takes("a whole number of 0 or more")]
Written = Annotated[Scalar, Takes("text, a number, true or false")]
Texts = Annotated[list[str], Field(default_factory=list), Takes("a list", "text in quotes")]
Names = Annotated[
    list[str], Field(default_factory=list), Takes("a list of variables", "the name of a variable in quotes")
]
Equals = Annotated[
    str | list[str],
    Field(default_factory=list),
    Takes("a variable or a list of variables", "NAME, or SERVICE:NAME of another service, in quotes"),
]
Conditions = Annotated[
    list[str], Field(default_factory=list), Takes("a list of conditions", "a condition in quotes, such as 'NAME=value'")
]
Forbidden = Annotated[
    list[Scalar],
    Field(default_factory=list),
    Takes("a list of conditions or values", "a condition or a value: text, a number, true or false"),
]
Values = Annotated[
    list[Scalar] | dict[str, str],
    Field(default_factory=list),
    Takes("a list of values, or a table of value = description", "text, a number, true or false"),
]
Level = Literal["off", "info", "warning", "error"]
Levels = Annotated[
    Level | dict[str, Level],
    Takes("off, info, warning or error, or a table of tier = level", "off, info, warning or error"),
]
Required = Annotated[bool | list[str], Takes("true, false or a list of tiers", "the name of a tier in quotes")]
Id = Annotated[int | str, BeforeValidator(of_64_bits), Takes("a number or text in quotes")]


class Table(BaseModel):
    """A table that knows all its keys. Strict: no value is converted into the kind that was wanted."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, hide_input_in_errors=True)


class Deprecated(Table):
    """``deprecated``: a variable on its way out."""

    use: Text = ""
    since: Text = ""
    remove: Text = ""
    reason: Text = ""


class Items(Table):
    """``items``: what each item of a list or map is held to."""

    values: Values
    min: Written = ""
    max: Written = ""
    min_length: Number = 0
    max_length: Number = 0
    pattern: Text = ""
    schemes: Texts


class Conditional(Table):
    """``when.<value>``: what is asked while the variable has that value."""

    requires: Conditions
    forbid: Forbidden
    conflicts: Conditions
    all_or_none: Names
    one_of: Names
    any_of: Names


WhenValue = Annotated[
    dict[str, Conditional],
    Field(default_factory=dict),
    Takes("a table of value = demands", "a table of demands"),
]
Leaving = Annotated[Deprecated, Field(default_factory=Deprecated), Takes("a table with use, since, remove or reason")]


class Demanding(Conditional):
    """What is asked of several variables."""

    differs_from: Names


class Tiered(Demanding):
    """The keys of a variable's table that may differ by tier: all that ``in.<tier>`` takes."""

    type: Text = ""
    values: Values
    default: Written = ""
    required: Required = False
    min: Written = ""
    max: Written = ""
    min_length: Number = 0
    max_length: Number = 0
    pattern: Text = ""
    schemes: Texts
    sep: Text = ""
    items: Annotated[Items, Field(default_factory=Items), Takes("a table of keys for each item")]
    unique: Flag = False
    when: WhenValue
    fallback: Written = ""
    empty: Annotated[Literal["unset", "ok"], Takes("'unset' or 'ok'")] = "unset"
    phase: Annotated[Literal["", "build", "boot", "run"], Takes("'build', 'boot' or 'run'")] = ""
    dialect: Text = ""
    sql: Text = ""
    same_as: Equals
    differs_across_tiers: Flag = False
    visibility: Annotated[Literal["values", "names-only"], Takes("'values' or 'names-only'")] = "values"
    external: Flag = False
    example: Written = ""


class Described(Table):
    """What people read and cite, the same in every tier."""

    id: Id = ""
    doc: Text = ""
    section: Text = ""
    why: Text = ""
    see: Text = ""
    tags: Texts
    owner: Text = ""
    level: Levels = "error"


class Variable(Described, Tiered):
    """A variable's table."""

    secret: Flag = False
    deprecated: Leaving
    in_: Annotated[dict[str, Tiered], Takes("a table of tier = keys", "a table of keys")] = Field(
        default_factory=dict, alias="in"
    )


class TieredGroup(Demanding):
    """What ``in.<tier>`` of a ``[[rule]]`` takes."""

    when: Conditions


class Group(Described, TieredGroup):
    """A ``[[rule]]``: demands on several variables."""

    in_: Annotated[dict[str, TieredGroup], Takes("a table of tier = keys", "a table of keys")] = Field(
        default_factory=dict, alias="in"
    )
