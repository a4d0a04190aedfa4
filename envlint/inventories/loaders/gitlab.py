"""Reports of variables that jobs of a GitLab pipeline hand to later ones: ``artifacts:reports:dotenv``.

Source: GitLab's documentation, "artifacts:reports:dotenv". Paths count from the repository's root.
"""

from __future__ import annotations

import re

from envlint.formats.unparsed import Unparsed
from envlint.formats.yaml import load
from envlint.formats.yaml_nodes import Mapping, Scalar, Sequence
from envlint.inventories.loaders.shell_values import ROOT, Surroundings, expand
from envlint.inventories.loaders.whereabouts import absolute, loaders

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from envlint.core.loader import Loader
    from envlint.inventories.loaders.files import Files

PATH: Final = re.compile(r"(?:^|/)\.gitlab-ci[^/]*\.ya?ml$|(?:^|/)\.gitlab/.*\.ya?ml$")


def read(files: Files) -> Iterator[Loader]:
    """Yield the reports that jobs write and GitLab reads."""
    for path in files.ending(".yml", ".yaml"):
        if not PATH.search(path) or not files.holding(path, (b"dotenv",)):
            continue
        try:
            roots = load(files.text(path)).roots
        except Unparsed:
            files.broken.add(path)
            continue
        for root in roots:
            for _, job in root.entries() if isinstance(root, Mapping) else ():
                if isinstance(job, Mapping):
                    yield from _reported(files, path, job)


def _reported(files: Files, path: str, job: Mapping) -> Iterator[Loader]:
    artifacts = job.get("artifacts")
    reports = artifacts.get("reports") if isinstance(artifacts, Mapping) else None
    node = reports.get("dotenv") if isinstance(reports, Mapping) else None
    for item in node.items if isinstance(node, Sequence) else [node]:
        if isinstance(item, Scalar) and item.value:
            quote = bool(item.style)
            at = files.at(path, item.start + quote, item.end - quote)
            for value in expand(item.value, Surroundings(ROOT), quoted=True):
                yield from loaders(files, absolute(value, ""), "gitlab-report", "a dotenv report of a job", at)
