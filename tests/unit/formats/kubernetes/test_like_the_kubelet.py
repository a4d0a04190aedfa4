"""Generated manifests, held against a naive kubelet."""

from __future__ import annotations

import base64
import json
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from manifests import layers, values
from naive_kubelet import environment

NAMES = st.sampled_from(["A", "B", "C", "D_1", "x.y", "1A"])
PIECES = st.one_of(
    st.sampled_from(
        ["$(A)", "$(B)", "$(P_A)", "$$", "$(", ")", "$", "$()", "\n", "\t", "'", '"', ": ", " #", "yes", "1"]
    ),
    st.characters(exclude_categories=["Cs", "Cc"]),
    st.sampled_from(["😀", "\u2028", "é"]),
)
TEXTS = st.lists(PIECES, max_size=6).map("".join)
TABLES = st.dictionaries(NAMES, TEXTS, max_size=4)
STORES = st.sampled_from(["one", "two", "gone"])


def coded(table: dict[str, str]) -> dict[str, str]:
    return {key: base64.b64encode(value.encode()).decode() for key, value in table.items()}


@st.composite
def entries_of_env_from(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(["configMapRef", "secretRef"]))
    entry: dict[str, Any] = {kind: {"name": draw(STORES)}}
    if draw(st.booleans()):
        entry["prefix"] = "P_"
    return entry


@st.composite
def entries_of_env(draw: st.DrawFn) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": draw(NAMES)}
    kind = draw(st.sampled_from(["value", "value", "value", "none", "configMapKeyRef", "secretKeyRef", "fieldRef"]))
    if kind == "value":
        entry["value"] = draw(TEXTS)
    elif kind == "fieldRef":
        entry["valueFrom"] = {kind: {"fieldPath": "status.podIP"}}
    elif kind != "none":
        entry["valueFrom"] = {kind: {"name": draw(STORES), "key": draw(NAMES), "optional": draw(st.booleans())}}
    return entry


@st.composite
def streams(draw: st.DrawFn) -> list[dict[str, Any]]:
    container = {"name": "web"}
    if draw(st.booleans()):
        container["envFrom"] = draw(st.lists(entries_of_env_from(), max_size=3))
    container["env"] = draw(st.lists(entries_of_env(), max_size=6))
    found: list[dict[str, Any]] = [{"kind": "Pod", "metadata": {"name": "api"}, "spec": {"containers": [container]}}]
    for name in ("one", "two"):
        found.append({"kind": "ConfigMap", "metadata": {"name": name}, "data": draw(TABLES)})
        secret = {"kind": "Secret", "metadata": {"name": name}, "data": coded(draw(TABLES)), "stringData": draw(TABLES)}
        found.append(secret)
    return draw(st.permutations(found))


@st.composite
def written(draw: st.DrawFn) -> str:
    found = draw(streams())
    form = draw(st.sampled_from(["documents", "flow", "list", "json"]))
    if form == "json":
        return json.dumps({"kind": "List", "items": found}, indent=draw(st.sampled_from([None, 2])), ensure_ascii=False)
    if form == "list":
        return yaml.safe_dump({"kind": "List", "items": found}, allow_unicode=draw(st.booleans()))
    return yaml.safe_dump_all(found, default_flow_style=form == "flow", width=draw(st.sampled_from([20, 1000])))


@settings(deadline=None, max_examples=60)
@given(written())
def test_any_manifest_is_read_as_a_naive_kubelet_would(text: str) -> None:
    known, prefixes, perhaps = environment(text)
    assert values(text) == known
    unseen = {part.name or part.prefix for layer in layers(text) for part in layer.unseen}
    assert unseen == prefixes | perhaps


@settings(deadline=None, max_examples=60)
@given(written())
def test_places_are_in_the_text_and_names_stand_there(text: str) -> None:
    for layer in layers(text):
        for binding in layer.bindings:
            own = text[binding.name_start : binding.name_end]
            assert own
            assert binding.name.endswith(own)
            assert binding.value_start <= binding.value_end <= len(text)
