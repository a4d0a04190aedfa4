"""envlint on the Kubernetes manifests of public repositories, which are kept outside this one.

``FOLDER`` holds a folder a repository. Every kustomization in it is rendered by ``kubectl kustomize`` (those with bases
on the network are passed over), and every other YAML file is read as it is. Each container of each stream is read by
name; what ``env`` sets is held against ``kubectl set env --local --list``, which decodes manifests with the API's own
types. A value is never printed. Anything but a reading or an ``EnvlintError`` counts as a crash.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from measure import table

from envlint.core.errors import EnvlintError
from envlint.core.source import Source
from envlint.formats.kubernetes.environment import readings
from envlint.formats.kubernetes.links import Links
from envlint.formats.kubernetes.objects import objects
from envlint.formats.kubernetes.stores import Stores
from envlint.formats.kubernetes.workloads import containers
from envlint.sources import documents
from envlint.sources.kubernetes import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from envlint.core.source import Reading

KUSTOMIZATION = ("kustomization.yaml", "kustomization.yml", "Kustomization")
NETWORK = re.compile(r"^\s*- +[\"']?(?:https?:|git@|git:|ssh:|oci:|github\.com)", re.MULTILINE)
HEADING = re.compile(r"# (\S+) (.*), container (\S+)")
REFERRED = re.compile(r"# (\S+) from ")
"""How kubectl prints a variable whose value stands elsewhere: its name, then where."""


@dataclass
class Tally:
    """What all streams of one repository said."""

    streams: int = 0
    containers: int = 0
    variables: int = 0
    unseen: int = 0
    compared: int = 0
    differing: int = 0
    crashes: int = 0
    longest: float = 0.0
    refused: Counter[str] = field(default_factory=Counter)
    notices: Counter[str] = field(default_factory=Counter)


def streams(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what each kustomization renders to, then each other YAML file."""
    for path in sorted(path for name in KUSTOMIZATION for path in folder.rglob(name)):
        if NETWORK.search(path.read_text(errors="replace")):
            continue
        done = subprocess.run(["kubectl", "kustomize", path.parent], capture_output=True, check=False, timeout=60)
        if done.returncode == 0:
            yield f"{path.parent.relative_to(folder)}/", done.stdout
    for path in sorted([*folder.rglob("*.yaml"), *folder.rglob("*.yml")]):
        if path.name not in KUSTOMIZATION and path.is_file():
            yield str(path.relative_to(folder)), path.read_bytes()


def layered(text: str) -> Iterator[tuple[str, tuple[Reading, ...]]]:
    """Yield every container of a stream with its layers."""
    source = Source("k8s", "-", text=text)
    found = objects(documents.documents(source).roots)
    stores = Stores(found, text)
    for container in containers(found):
        yield container.name, readings(container, stores, Links(container, found), source)


def listed(path: Path) -> dict[str, dict[str, str | None]] | None:
    """Return what kubectl lists of ``env`` by container: values as they are written, None for what stands elsewhere."""
    words = ["kubectl", "set", "env", "--local", "--list", "-f", str(path)]
    done = subprocess.run(words, capture_output=True, check=False, text=True, timeout=60)
    if done.returncode:
        return None
    found: dict[str, dict[str, str | None]] = {}
    own: dict[str, str | None] = {}
    for line in done.stdout.splitlines():
        if heading := HEADING.fullmatch(line):
            own = found.setdefault("/".join(heading.groups()), {})
        elif referred := REFERRED.match(line):
            own[referred[1]] = None
        elif "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            own[name] = value
    return found


def compare(layers: tuple[Reading, ...], theirs: dict[str, str | None]) -> bool:
    """Whether ``env`` has the same names as kubectl's list, and the same values where they stand there on one line.

    A variable whose value stands elsewhere may be missing, since kubectl does not say which of them are optional.
    """
    own = {binding.name: binding for binding in layers[-1].bindings}
    multiline = any("\n" in binding.written.raw for binding in own.values())
    return (multiline or own.keys() <= theirs.keys()) and all(
        name in own and ("\n" in own[name].written.raw or own[name].written.raw == value)
        for name, value in theirs.items()
        if value is not None
    )


def judge(name: str, data: bytes, tally: Tally, place: Path, *, oracle: bool) -> None:
    """Read one stream as a user would who names no container, then every container of it."""
    path = place / "stream.yaml"
    path.write_bytes(data)
    started = time.process_time()
    try:
        with suppress(EnvlintError):
            read(str(path), str(place), str(place))
        found = dict(layered(data.decode("utf-8", "replace")))
    except EnvlintError as error:
        tally.refused[re.sub(r"'[^']*'", "...", error.message)] += 1
        return
    except Exception as fault:  # noqa: BLE001  counted, and shown without its text
        print(f"crash: {name}: {type(fault).__name__}", file=sys.stderr)
        tally.crashes += 1
        return
    tally.longest = max(tally.longest, time.process_time() - started)
    tally.streams += bool(found)
    theirs = listed(path) if oracle and found else None
    for container, layers in found.items():
        tally.containers += 1
        bindings = [binding for layer in layers for binding in layer.bindings]
        tally.variables += len(bindings)
        tally.unseen += sum(bool(b.unseen) for b in bindings) + sum(len(layer.unseen) for layer in layers)
        tally.notices.update(notice.kind for notice in layers[-1].notices)
        if theirs is not None and container in theirs:
            tally.compared += 1
            if not compare(layers, theirs[container]):
                tally.differing += 1
                print(f"differs from kubectl: {name}#{container}", file=sys.stderr)


def main() -> None:
    """Print the figures of each repository, and of all."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--no-oracle", action="store_true", help="do not ask kubectl what it lists")
    options = parser.parse_args()
    rows, refused, notices = [], Counter[str](), Counter[str]()
    total = Tally()
    for folder in sorted(path for path in options.folder.iterdir() if path.is_dir()):
        tally = Tally()
        with tempfile.TemporaryDirectory() as place:
            for name, data in streams(folder):
                judge(name, data, tally, Path(place).resolve(), oracle=not options.no_oracle)
        refused.update(tally.refused)
        notices.update(tally.notices)
        for each in ("streams", "containers", "variables", "unseen", "compared", "differing", "crashes"):
            setattr(total, each, getattr(total, each) + getattr(tally, each))
        total.longest = max(total.longest, tally.longest)
        rows.append(row(folder.name.replace("__", "/"), tally))
        print(*rows[-1], sep="\t", file=sys.stderr, flush=True)
    columns = ["repository", "streams", "containers", "variables", "unseen", "same as kubectl", "crashes", "longest"]
    print(table(columns, [*rows, row("all", total)]))
    for title, counted in (("refused", refused), ("notices", notices)):
        print(f"\n{title}: " + "; ".join(f"{count} {name}" for name, count in counted.most_common()))


def row(name: str, tally: Tally) -> list[str]:
    """Return the row of a table."""
    same = f"{tally.compared - tally.differing} of {tally.compared}"
    counts = (tally.streams, tally.containers, tally.variables, tally.unseen)
    return [name, *map(str, counts), same, str(tally.crashes), f"{tally.longest * 1000:.0f} ms"]


if __name__ == "__main__":
    main()
