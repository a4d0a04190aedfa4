"""Configuration files of programs in YAML that hold ``${X:-d}``, and templates of them with ``{{ envOr "X" "d" }}``."""

from __future__ import annotations

import re

from envlint.formats.yaml import load
from envlint.inventories.configs.references import upper

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.inventories.configs.page import Item, Page

# sprig, gomplate, confd, consul-template: env, envOr, getenv, mustEnv; the default comes second.
CALL: Final = re.compile(
    r"\{\{[^{}\n]*?\b(env|envOr|envOrDefault|getenv|mustEnv|requiredEnv)[ \t]+\"([A-Za-z_][A-Za-z0-9_]*)\""
    r"(?:[ \t]+\"([^\"\n]*)\"|[ \t]+([0-9][^\s{}|]*|true|false))?(?:[ \t]*\|[ \t]*default[ \t]+\"([^\"\n]*)\")?"
)
COMMENT: Final = re.compile(r"^[ \t]*#[^\n]*|\{\{-?[ \t]*/\*.*?(?:\*/|\Z)", re.MULTILINE | re.DOTALL)


def read_references(page: Page) -> Iterator[Item]:
    """Yield the references in upper case of a program's settings.

    Raises:
        Unparsed: the file is no valid YAML.
    """
    for scalar in load(page.text).scalars():
        if "${" in scalar.value and scalar.style not in ("|", ">"):
            for one in upper(page.text, scalar.start, scalar.end):
                if page.text[one.start - 1] == "{":
                    yield page.reference(one)


def read_calls(page: Page) -> Iterator[Item]:
    """Yield the calls that ask for a variable in a template; what surrounds them may be of any format."""
    text = COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), page.text)
    for match in CALL.finditer(text):
        default = next((given for given in match.group(3, 4, 5) if given is not None), None)
        required = True if match[1].lower().startswith(("must", "required")) else None
        more = {} if default is not None else {"required": required}
        yield page.read(match[2], match.start(2), default=default, how="framework", via="template", **more)
