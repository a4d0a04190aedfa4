"""What the kubelet makes of a container, told over again as plainly as possible on plain dicts, with PyYAML's loader.

Nothing here is shared with what it is held against. ``None`` stands for what is set and cannot be known.
"""

from __future__ import annotations

import base64
import re
from typing import Any

import yaml

Known = dict[str, "str | None"]
ENV_NAME = re.compile(r"[-._a-zA-Z][-._a-zA-Z0-9]*")


def environment(text: str) -> tuple[Known, set[str], set[str]]:
    """Return what the first container of the first pod has, the prefixes of what may be set, and such names."""
    documents = [each for each in yaml.safe_load_all(text) if each]
    flat = [item for each in documents for item in (each["items"] if each["kind"] == "List" else [each])]
    pod = next(each for each in flat if each["kind"] == "Pod")
    container = pod["spec"]["containers"][0]
    known: Known = {}
    prefixes: set[str] = set()
    perhaps: set[str] = set()
    for entry in container.get("envFrom") or []:
        kind, ref = ("ConfigMap", "configMapRef") if "configMapRef" in entry else ("Secret", "secretRef")
        prefix = entry.get("prefix") or ""
        held = _store(flat, kind, entry[ref]["name"])
        if held is None:
            prefixes.add(prefix)
            continue
        for key, value in held.items():
            if ENV_NAME.fullmatch(prefix + key):
                known[prefix + key] = value
    for entry in container.get("env") or []:
        name, value, origin = entry["name"], entry.get("value") or "", entry.get("valueFrom")
        if value:
            known[name] = _expand(value, known, prefixes, perhaps)
        elif not origin:
            known[name] = ""
        elif "fieldRef" in origin:
            known[name] = None
        else:
            _refer(flat, name, origin, known, perhaps)
    return known, prefixes, perhaps


def _refer(flat: list[dict[str, Any]], name: str, origin: dict[str, Any], known: Known, perhaps: set[str]) -> None:
    kind, ref = ("ConfigMap", "configMapKeyRef") if "configMapKeyRef" in origin else ("Secret", "secretKeyRef")
    optional = origin[ref].get("optional", False)
    held = _store(flat, kind, origin[ref]["name"])
    if held is None:
        if optional and name not in known:
            perhaps.add(name)
        else:
            known[name] = None
    elif origin[ref]["key"] in held:
        known[name] = held[origin[ref]["key"]]
    elif not optional:
        known[name] = None


def _store(flat: list[dict[str, Any]], kind: str, name: str) -> dict[str, str] | None:
    found = [each for each in flat if each["kind"] == kind and each["metadata"]["name"] == name]
    if not found:
        return None
    data = found[-1].get("data") or {}
    if kind == "ConfigMap":
        return dict(data)
    decoded = {key: base64.b64decode(value).decode() for key, value in data.items()}
    return {**decoded, **(found[-1].get("stringData") or {})}


def _expand(value: str, known: Known, prefixes: set[str], perhaps: set[str]) -> str | None:
    result, at, seen = "", 0, True
    while at < len(value):
        rest = value[at:]
        if rest.startswith("$$"):
            result, at = result + "$", at + 2
        elif rest.startswith("$(") and ")" in rest:
            name = rest[2 : rest.index(")")]
            if name and name not in known and (name in perhaps or any(name.startswith(each) for each in prefixes)):
                seen = False
            text = known.get(name, f"$({name})")
            seen = seen and text is not None
            result, at = result + (text or ""), at + len(name) + 3
        else:
            step = 2 if rest[0] == "$" else 1
            result, at = result + rest[:step], at + step
    return result if seen else None
