"""Secrets that a controller makes: their keys are seen, their values are not."""

from __future__ import annotations

import pytest
from manifests import layers, pod, said, values

SEALED = """
kind: SealedSecret
metadata: {name: sealed}
spec:
  encryptedData: {KEY: AgBhunter2}
  template: {metadata: {name: api}, data: {URL: 'x{{ .KEY }}'}}
"""
EXTERNAL = """
kind: ExternalSecret
metadata: {name: api}
spec: {data: [{secretKey: KEY, remoteRef: {key: a}}, {secretKey: URL}]}
"""
TARGET = EXTERNAL.replace("name: api", "name: other").replace("spec: {", "spec: {target: {name: api}, ")
FROM = "envFrom: [{secretRef: {name: api}}]"
ONE = "env:\n- name: A\n  valueFrom: {secretKeyRef: {name: api, key: @}}"


@pytest.mark.parametrize("secret", [SEALED, EXTERNAL, TARGET])
def test_its_keys_are_set_and_unseen(secret: str) -> None:
    text = pod(FROM, secret)
    assert (values(text), said(text)) == ({"KEY": None, "URL": None}, [])
    assert [layer.unseen for layer in layers(text)] == [(), ()]
    assert values(pod(ONE.replace("@", "KEY"), secret)) == {"A": None}


@pytest.mark.parametrize("secret", [SEALED, EXTERNAL])
def test_a_key_that_it_has_not_is_missing(secret: str) -> None:
    assert said(pod(ONE.replace("@", "NONE"), secret)) == [
        ("malformed-line", "", "the Secret api in the stream has no key NONE: the container does not start")
    ]


@pytest.mark.parametrize(
    ("secret", "reason"),
    [
        (
            EXTERNAL.replace("spec: {", "spec: {dataFrom: [{extract: {key: all}}], "),
            "filled from outside of the cluster",
        ),
        (EXTERNAL.replace("spec: {", "spec: {target: {template: {}}, "), "filled from outside of the cluster"),
        ("kind: Secret\nmetadata: {name: api}\ntype: kubernetes.io/service-account-token", "filled by Kubernetes"),
    ],
)
def test_there_may_be_others(secret: str, reason: str) -> None:
    text = pod(FROM, secret)
    (unseen,) = layers(text)[0].unseen
    assert unseen.reason == f"the Secret is {reason}"
    assert (values(pod(ONE.replace("@", "NONE"), secret)), said(text)) == ({"A": None}, [])


@pytest.mark.parametrize("turned", [False, True])
def test_a_secret_itself_says_more(turned: bool) -> None:
    both = [EXTERNAL, "kind: Secret\nmetadata: {name: api}\nstringData: {KEY: x}\n"]
    assert values(pod(FROM, *(reversed(both) if turned else both))) == {"KEY": "x"}
