"""What the columns of a table of variables hold, by the words of its head."""

from __future__ import annotations

import re

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Final

NAMES_ENVIRONMENT: Final = re.compile(
    r"\benv(?:ironment)?\b.*(?:var|name|key)|\benv ?vars?\b|^env$|环境变量|環境變數|環境変数"
)
NAMES_VARIABLE: Final = re.compile(r"\bvariab|\bvars?\b|变量|變數|変数|переменн")
NAMES: Final = re.compile(
    r"^(?:names?|keys?|param(?:eter)?s?|options?|settings?|property|properties|config\w*|nombre|nom)\b"
)
# Tables of these list other things in capitals.
OTHER_THINGS: Final = re.compile(
    r"\b(?:events?|codes?|status(?:es)?|errors?|permissions?|scopes?|roles?|states?|constants?|enums?|methods?|commands?|"
    r"flags?|fields?|columns?|tables?|actions?|reasons?|messages?|types?|values?|metrics?|endpoints?|levels?)\b"
)
DEFAULT: Final = re.compile(
    r"^defaults?(?: values?| settings?)?$|^défaut|^valeur par défaut|standardwert|默认|預設|デフォルト"
)
REQUIRED: Final = re.compile(r"\brequired|\bmandatory|\brequis|\bobligat|必[须需須填]|必須")
OPTIONAL: Final = re.compile(r"^optional\b")
TYPE: Final = re.compile(r"^(?:data ?|value ?)?(?:type|typ|kind)s?$|类型|類型|型")
VALUES: Final = re.compile(
    r"\b(?:(?:allowed|possible|valid|accepted|available|supported|permitted)\b.*|choices|options|values|allowed)$"
)
DESCRIPTION: Final = re.compile(
    r"\bdescription|\bpurpose|\bmeaning|\bnotes?\b|\bcomments?\b|\busage\b|\bdetails\b|\bwhat\b|描述|说明|説明"
)


class Columns(Record):
    """Which column holds what; -1 = there is none.

    ``named`` tells that the head has a column for names of settings,
    ``sure`` tells that the head says it is about variables, ``environment`` that it is about the environment's.
    ``refused`` tells that the table lists other things.
    """

    name: int = -1
    default: int = -1
    required: int = -1
    optional: int = -1
    type: int = -1
    values: int = -1
    descriptions: tuple[int, ...] = ()
    named: bool = False
    sure: bool = False
    environment: bool = False
    refused: bool = False


def columns(titles: Sequence[str]) -> Columns:
    """Return what the columns hold. The titles are plain text."""
    words = [title.lower().strip(" :?*") for title in titles]
    name, sure, environment = _name(words)
    named = sure or (bool(words) and NAMES.search(words[name]) is not None)
    taken = {name: "name"}
    found = {}
    patterns = {"default": DEFAULT, "required": REQUIRED, "optional": OPTIONAL, "type": TYPE, "values": VALUES}
    for key, pattern in patterns.items():
        at = next((at for at, word in enumerate(words) if at not in taken and pattern.search(word)), -1)
        found[key] = at
        taken.setdefault(at, key)
    free = [at for at in range(len(words)) if at not in taken]
    described = [at for at in free if DESCRIPTION.search(words[at])]
    refused = not sure and bool(words) and OTHER_THINGS.search(words[name]) is not None
    return Columns(
        name=name,
        named=named,
        sure=sure,
        environment=environment,
        refused=refused,
        descriptions=tuple(described or free),
        **found,
    )


def _name(words: list[str]) -> tuple[int, bool, bool]:
    """Return the column of names, whether it says variables, and whether it says the environment's."""
    for pattern, environment in ((NAMES_ENVIRONMENT, True), (NAMES_VARIABLE, False)):
        for at, word in enumerate(words):
            if pattern.search(word):
                return at, True, environment
    return next((at for at, word in enumerate(words) if NAMES.search(word)), 0), False, False
