"""Which Markdown pages may document variables, by their paths alone."""

from __future__ import annotations

import re

from envlint.formats.folders import is_example

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

MARKDOWN: Final = (".md", ".mdx", ".markdown", ".mdown")
FOLDERS: Final = frozenset(("doc", "docs", "documentation"))
ABOUT_SETTINGS: Final = re.compile(
    r"(?:^|[-_. ])(?:env|envs|environments?|envvars?|config|configs|configuration)(?=[-_. ])"
)
OF_VARIABLES: Final = re.compile(r"(?:.*[-_. ])?env(?:ironment)?[-_. ]?var(?:iable)?s?")
# What tells of other times and other programs: changes, decisions, plans, instructions to people and tools.
OTHERS: Final = frozenset(
    "adr adrs decisions rfc rfcs proposals plans design blog posts news archive changelog changelogs changes "  # noqa: SIM905
    "releases release-notes migrations upgrading versioned_docs tests test testdata fixtures snapshots".split()
)
OTHER_PAGES: Final = re.compile(
    r"(?:changelog|changes|history|news|releases?|release[-_]notes|licen[cs]e|contributing|code[-_]of[-_]conduct|security"
    r"|authors|maintainers|agents|claude|todo|roadmap)\b"
)
# What was called otherwise before, or will be.
OF_OTHER_VERSIONS: Final = re.compile(
    r"(?:^|[-_. ])(?:upgrad(?:e|es|ing)|migrat(?:e|es|ing|ions?)|legacy|deprecat\w+)[-_. ]"
)


def is_markdown(path: str) -> bool:
    """Whether a file is Markdown by its name."""
    return path.lower().endswith(MARKDOWN)


def may_document(path: str) -> bool:
    """Whether a page lies where docs of variables do: a README, below ``docs``, or named for the environment."""
    lowered = path.lower()
    if not lowered.endswith(MARKDOWN):
        return False
    *folders, name = lowered.split("/")
    if OTHER_PAGES.match(name) or OF_OTHER_VERSIONS.search(name) or not OTHERS.isdisjoint(folders) or is_example(path):
        return False
    if any(folder[0] == "." and folder != ".github" for folder in folders):
        return False
    return name.startswith("readme") or not FOLDERS.isdisjoint(folders) or ABOUT_SETTINGS.search(name) is not None


def lists_variables(path: str) -> bool:
    """Whether a page is, by its name, the list of the variables: it counts even if scripts are all that it shows."""
    stem = path.lower().rpartition("/")[2].rpartition(".")[0]
    return stem in ("env", "environment") or OF_VARIABLES.fullmatch(stem) is not None
