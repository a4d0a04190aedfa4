"""Any structure at all, in the shape of manifests and not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from envlint.core.errors import EnvlintError
from envlint.sources.kubernetes import read

if TYPE_CHECKING:
    from pathlib import Path

SHAPE = "kind metadata name namespace generateName spec template jobTemplate containers initContainers items type"
FIELDS = "env envFrom value valueFrom configMapRef secretRef configMapKeyRef secretKeyRef fieldRef key optional prefix"
OTHERS = "data stringData enableServiceLinks encryptedData target Pod List Secret ConfigMap SealedSecret Service $(A) A"
WORDS = [*SHAPE.split(), *FIELDS.split(), *OTHERS.split()]
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", *WORDS]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(WORDS), inner, max_size=4),
    max_leaves=12,
)


@st.composite
def nearly_manifests(draw: st.DrawFn) -> list[object]:
    """Return documents of the right shape, with anything at all in one or two of their places."""
    env = [{"name": "A", "value": "x"}, {"name": "B", "valueFrom": {"secretKeyRef": {"name": "s", "key": "k"}}}]
    container = {"name": "web", "env": env, "envFrom": [{"secretRef": {"name": "s"}, "prefix": "P"}]}
    pod = {"kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [container]}}
    secret = {"kind": "Secret", "metadata": {"name": "s"}, "data": {"k": "eA=="}, "stringData": {"l": "x"}}
    made = {"kind": "ExternalSecret", "metadata": {"name": "t"}, "spec": {"data": [{"secretKey": "k"}]}}
    documents: list[object] = [pod, secret, made]
    for _ in range(draw(st.integers(1, 2))):
        place: object = documents
        while isinstance(place, (list, dict)) and place:
            keys = list(range(len(place))) if isinstance(place, list) else list(place)
            key = draw(st.sampled_from(keys))
            if not isinstance(place[key], (list, dict)) or draw(st.integers(0, 3)) == 0:
                place[key] = draw(JUNK)
                break
            place = place[key]
    return documents


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(nearly_manifests() | st.lists(JUNK, max_size=2))
def test_whatever_it_is_there_are_layers_or_one_error(tmp_path: Path, documents: list[object]) -> None:
    try:
        (tmp_path / "a.yaml").write_text(yaml.safe_dump_all(documents))
        layers = read("a.yaml", str(tmp_path), str(tmp_path))
    except EnvlintError:
        return
    for layer in layers:
        for notice in layer.notices:
            assert -1 <= notice.start <= notice.end <= len(layer.source.text) + 1
