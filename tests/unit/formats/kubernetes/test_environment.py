"""The layers of a container: what wins, what cannot be seen, and what is said of it."""

from __future__ import annotations

import pytest
from manifests import layers, pod, said, values

from envlint.core.errors import EnvlintError

CONFIG = """
kind: ConfigMap
metadata: {name: app}
data: {LEVEL: info, HOST: config}
"""
SECRET = """
kind: Secret
metadata: {name: api}
data: {KEY: aHVudGVyMg==, HOST: c2VjcmV0}
stringData: {KEY: plain}
"""
FROM_BOTH = "envFrom: [{configMapRef: {name: app}}, {secretRef: {name: api}}]"


def test_each_entry_is_a_layer_and_the_last_wins() -> None:
    text = pod(f"{FROM_BOTH}\nenv: [{{name: KEY, value: own}}]", CONFIG, SECRET)
    found = [[(each.layer, each.name) for each in layer.bindings] for layer in layers(text)]
    assert found == [
        [("envFrom ConfigMap app", "LEVEL"), ("envFrom ConfigMap app", "HOST")],
        [("envFrom Secret api", "KEY"), ("envFrom Secret api", "HOST")],
        [("env", "KEY")],
    ]
    assert values(text) == {"LEVEL": "info", "HOST": "secret", "KEY": "own"}


def test_string_data_takes_the_place_of_data() -> None:
    assert values(pod("envFrom: [{secretRef: {name: api}}]", SECRET)) == {"KEY": "plain", "HOST": "secret"}


def test_a_prefix_stands_before_every_key() -> None:
    text = pod("envFrom: [{prefix: APP_, configMapRef: {name: app}}]", CONFIG)
    assert values(text) == {"APP_LEVEL": "info", "APP_HOST": "config"}


def test_keys_that_older_kubelets_leave_out_are_left_out() -> None:
    config = "kind: ConfigMap\nmetadata: {name: app}\ndata: {1A: x, a.b: w, a-b: z, ..c: v}"
    text = pod("envFrom: [{configMapRef: {name: app}}]", config)
    assert values(text) == {"a.b": "w", "a-b": "z"}
    assert [(kind, name) for kind, name, _ in said(text)] == [
        ("unexportable-name", "1A"),
        ("unexportable-name", "a-b"),
        ("unexportable-name", "..c"),
    ]


@pytest.mark.parametrize(
    ("optional", "reason"),
    [
        ("", "the Secret gone is not in the stream"),
        (", optional: true", "the Secret gone, which is optional, is not in the stream"),
    ],
)
def test_any_name_may_come_from_what_is_not_in_the_stream(optional: str, reason: str) -> None:
    text = pod(f"envFrom: [{{prefix: G_, secretRef: {{name: gone{optional}}}}}]\nenv: [{{name: A, value: $(G_X)}}]")
    first, own = layers(text)
    assert [(part.reason, part.prefix, text[part.start : part.end]) for part in first.unseen] == [
        (reason, "G_", "gone")
    ]
    assert [(each.name, each.value.raw, each.unseen) for each in own.bindings] == [("A", "", reason)]
    assert said(text) == []


def test_a_store_of_another_namespace_is_not_taken() -> None:
    config = CONFIG.replace("name: app", "name: app, namespace: other")
    (first, _) = layers(pod("envFrom: [{configMapRef: {name: app}}]", config))
    assert [part.reason for part in first.unseen] == ["the ConfigMap app is of another namespace"]
    default = CONFIG.replace("name: app", "name: app, namespace: default")
    assert values(pod("envFrom: [{configMapRef: {name: app}}]", default)) == {"LEVEL": "info", "HOST": "config"}


def test_of_two_stores_of_one_name_the_later_counts() -> None:
    later = "kind: ConfigMap\nmetadata: {name: app}\ndata: {ONLY: this}"
    assert values(pod("envFrom: [{configMapRef: {name: app}}]", CONFIG, later)) == {"ONLY": "this"}


def test_a_value_of_a_store_is_the_variables_and_stands_there() -> None:
    text = pod("env:\n- name: A\n  valueFrom: {secretKeyRef: {name: api, key: HOST}}", SECRET)
    ((binding,),) = [layer.bindings for layer in layers(text)]
    assert (binding.value.raw, binding.layer) == ("secret", "env")
    assert text[binding.value_start : binding.value_end] == "c2VjcmV0"


@pytest.mark.parametrize(
    ("origin", "reason"),
    [
        ("secretKeyRef: {name: gone, key: A}", "the Secret gone is not in the stream"),
        ("configMapKeyRef: {name: gone, key: A}", "the ConfigMap gone is not in the stream"),
        ("fieldRef: {fieldPath: status.podIP}", "it is decided when the pod starts"),
        ("resourceFieldRef: {resource: limits.cpu}", "it is decided when the pod starts"),
        ("fileKeyRef: {volumeName: a, path: b, key: c}", "it is decided when the pod starts"),
        ("secretKeyRef: {name: '', key: A}", "the Secret that it refers to is not named"),
        ("secretKeyRef: {name: 'x y', key: A}", "the Secret of this name is not in the stream"),
    ],
)
def test_what_is_not_at_hand_is_set_and_unseen(origin: str, reason: str) -> None:
    text = pod(f"env:\n- name: A\n  valueFrom: {{{origin}}}\n- name: B\n  value: x$(A)")
    own = layers(text)[-1]
    assert [(each.name, each.value.raw, each.unseen) for each in own.bindings] == [("A", "", reason), ("B", "", reason)]
    assert own.notices == ()


def test_of_an_optional_one_it_is_not_seen_whether_it_is_set() -> None:
    origin = "valueFrom: {secretKeyRef: {name: gone, key: A, optional: true}}"
    text = pod(
        f"env:\n- name: A\n  {origin}\n- {{name: B, value: x}}\n- name: B\n  {origin}\n- {{name: C, value: $(A)}}"
    )
    own = layers(text)[-1]
    assert [(part.name, part.reason) for part in own.unseen] == [
        ("A", "the Secret gone, which is optional, is not in the stream")
    ]
    assert values(text) == {"B": None, "C": None}


def test_a_key_that_is_not_there_keeps_the_container_from_starting() -> None:
    text = pod("env:\n- name: A\n  valueFrom: {configMapKeyRef: {name: app, key: NONE}}", CONFIG)
    assert values(text) == {"A": None}
    assert said(text) == [
        ("malformed-line", "", "the ConfigMap app in the stream has no key NONE: the container does not start")
    ]
    optional = pod("env:\n- name: A\n  valueFrom: {configMapKeyRef: {name: app, key: NONE, optional: true}}", CONFIG)
    assert (values(optional), said(optional)) == ({}, [])


def test_references_see_what_is_above_and_what_comes_from_stores() -> None:
    text = pod(
        """
        envFrom: [{configMapRef: {name: app}}]
        env:
        - {name: A, value: $(HOST)}
        - {name: B, value: "<$(A) $(LATER) $$(A) $(a b)>"}
        - {name: LATER, value: x}
        """,
        CONFIG,
    )
    assert values(text) == {
        "LEVEL": "info",
        "HOST": "config",
        "A": "config",
        "B": "<config $(LATER) $(A) $(a b)>",
        "LATER": "x",
    }
    (notice,) = layers(text)[-1].notices
    assert (notice.kind, notice.name, notice.detail) == ("undefined-reference", "B", "LATER")
    assert text[notice.start : notice.end] == "$(LATER)"
    assert [(label, text[start:end]) for label, start, end in notice.related] == [("set only here", "LATER")]


def test_what_is_above_and_not_set_is_not_said_to_be_below() -> None:
    origin = "valueFrom: {configMapKeyRef: {name: app, key: NONE, optional: true}}"
    (notice,) = layers(pod(f"env:\n- name: A\n  {origin}\n- {{name: B, value: $(A)}}", CONFIG))[-1].notices
    assert (notice.detail, notice.related) == ("A", ())


def test_a_reference_to_itself_asks_for_what_was_set_before() -> None:
    text = pod("envFrom: [{configMapRef: {name: app}}]\nenv: [{name: HOST, value: <$(HOST)>}]", CONFIG)
    assert values(text)["HOST"] == "<config>"
    alone = pod("env: [{name: HOST, value: <$(HOST)>}]")
    assert (values(alone), said(alone)) == ({"HOST": "<$(HOST)>"}, [("undefined-reference", "HOST", "HOST")])


def test_a_reference_sees_the_latest_of_a_name() -> None:
    seen, unseen = "{name: A, value: x}", "{name: A, valueFrom: {fieldRef: {fieldPath: status.podIP}}}"
    assert values(pod(f"env: [{seen}, {unseen}, {{name: B, value: <$(A)>}}]")) == {"A": None, "B": None}
    assert values(pod(f"env: [{unseen}, {seen}, {{name: B, value: <$(A)>}}]")) == {"A": "x", "B": "<x>"}


def test_an_empty_value_leaves_it_to_the_other_place() -> None:
    text = pod("env:\n- name: A\n  value: ''\n  valueFrom: {configMapKeyRef: {name: app, key: HOST}}", CONFIG)
    assert (values(text), said(text)) == ({"A": "config"}, [])


def test_a_name_that_may_be_anything_is_not_said() -> None:
    assert said(pod("env: [{name: A, value: $(hunter2)}]")) == [("undefined-reference", "A", "another name")]


def test_what_services_set_is_not_undefined() -> None:
    service = "kind: Service\nmetadata: {name: my-db}\nspec: {ports: [{port: 1}]}"
    named = {"A": "KUBERNETES_SERVICE_HOST", "B": "X_SERVICE_PORT", "C": "MY_DB_PORT"}
    fields = "env:\n" + "\n".join(f"- {{name: {name}, value: $({other})}}" for name, other in named.items())
    text = pod(fields, service)
    assert (values(text), said(text)) == ({"A": None, "B": None, "C": None}, [])
    off = text.replace("spec:\n", "spec:\n  enableServiceLinks: false\n", 1)
    assert values(off) == {"A": None, "B": "$(X_SERVICE_PORT)", "C": "$(MY_DB_PORT)"}
    headless = pod(fields, service.replace("spec: {", "spec: {clusterIP: None, "))
    assert values(headless)["C"] == "$(MY_DB_PORT)"


def test_doubling_references_stop_at_a_budget() -> None:
    entries = ["- {name: A0, value: xxxxxxxx}"]
    entries += [f"- {{name: A{n}, value: $(A{n - 1})$(A{n - 1})}}" for n in range(1, 60)]
    text = pod("env:\n" + "\n".join(entries))
    assert max(len(value or "") for value in values(text).values()) <= 1024 * 1024
    assert {kind for kind, _, _ in said(text)} == {"reference-cycle"}


def test_references_stop_at_a_budget() -> None:
    entries = [f"- {{name: A{n}, value: '{'$(A)' * 5_000}'}}" for n in range(6)]
    text = pod("envFrom: [{configMapRef: {name: app}}]\nenv:\n- {name: A, value: x}\n" + "\n".join(entries), CONFIG)
    assert [value for value in values(text).values() if value == "x" * 5_000] == ["x" * 5_000] * 4
    budget = "its container has more references than the budget of 20000"
    assert said(text) == [("reference-cycle", "A4", budget), ("reference-cycle", "A5", budget)]


def test_a_value_beyond_any_size_is_left_alone() -> None:
    text = pod(f"env: [{{name: A, value: '{'$$' * 600_000}'}}]")
    assert values(text) == {"A": "$$" * 600_000}
    assert [(kind, name) for kind, name, _ in said(text)] == [("reference-cycle", "A")]


def test_stores_named_over_and_over_stop_at_a_budget() -> None:
    config = "kind: ConfigMap\nmetadata: {name: app}\ndata: {" + ", ".join(f"K{n}: x" for n in range(1_001)) + "}"
    stores = "\n".join(f"- {{prefix: P{n}_, configMapRef: {{name: app}}}}" for n in range(100))
    with pytest.raises(EnvlintError, match="more than 100000 variables"):
        layers(pod(f"envFrom:\n{stores}", config))


def test_of_very_many_stores_any_name_may_come() -> None:
    stores = "\n".join(f"- {{prefix: P{n}_, secretRef: {{name: gone}}}}" for n in range(101))
    assert values(pod(f"envFrom:\n{stores}\nenv: [{{name: A, value: $(B)}}]")) == {"A": None}


@pytest.mark.parametrize(
    ("fields", "kind", "detail"),
    [
        ("env: [{name: A, value: 8080}]", "value-not-a-string", "it is a number, which the API server refuses"),
        ("env: [{name: A, value: yes}]", "value-not-a-string", "it is a boolean, which the API server refuses"),
        ("env: [{name: A, value: [x]}]", "value-not-a-string", "it is a list, which the API server refuses"),
        ("env: [{name: 1, value: x}]", "value-not-a-string", "the name of a variable is a number, which the API "),
        ("env: {A: x}", "malformed-line", "env is no list, which the API server refuses"),
        ("env: [A=x]", "malformed-line", "an entry of env is no mapping, which the API server refuses"),
        ("env: [{value: x}]", "malformed-line", "an entry of env has no name, which the API server refuses"),
        ("envFrom: x", "malformed-line", "envFrom is no list, which the API server refuses"),
        ("envFrom: [{prefix: x}]", "malformed-line", "an entry of envFrom names neither a ConfigMap nor a Secret, "),
        (
            FROM_BOTH.replace("}, {secret", ", secret"),
            "malformed-line",
            "an entry of envFrom names more than one object",
        ),
        ("env: [{name: A, valueFrom: {secretRef: {name: x}}}]", "malformed-line", "a valueFrom names no source that "),
        ("env: [{name: A, valueFrom: {}}]", "malformed-line", "a valueFrom names no source that there is"),
        (
            "env: [{name: A, valueFrom: {fieldRef: {}, resourceFieldRef: {}}}]",
            "malformed-line",
            "a valueFrom names more than one source",
        ),
        (
            "env: [{name: A, value: x, valueFrom: {fieldRef: {}}}]",
            "malformed-line",
            "an entry of env has a valueFrom beside its value",
        ),
        ("env: [{name: A, value: x}, {name: A, value: z}]", "duplicate-key", "other value"),
        ("env: [{name: LD_PRELOAD, value: x}]", "dangerous-name", "every program loads the libraries it names"),
    ],
)
def test_what_is_refused_is_said(fields: str, kind: str, detail: str) -> None:
    (found, _, text), *_ = said(pod(fields, CONFIG, SECRET))
    assert found == kind
    assert text.startswith(detail)


@pytest.mark.parametrize(
    "value", ["value: ", "value: null", "value: ''", "valueFrom: null", "value: ''\n  valueFrom: ~"]
)
def test_nothing_is_empty_text(value: str) -> None:
    text = pod(f"env:\n- name: A\n  {value}")
    assert (values(text), said(text)) == ({"A": ""}, [])


def test_of_a_broken_secret_the_one_value_is_unseen() -> None:
    secret = "kind: Secret\nmetadata: {name: api}\ndata: {A: '&&&&', B: YQ, C: eA==, D: 'ENC[AES256_GCM,data:x]', E: }"
    text = pod("envFrom: [{secretRef: {name: api}}]", secret)
    assert values(text) == {"A": None, "B": None, "C": "x", "D": None, "E": ""}
    detail = "a value of the Secret is no valid base64, which the API server refuses"
    assert said(text) == [("malformed-line", "", detail)] * 2


def test_base64_may_be_broken_into_lines() -> None:
    secret = "kind: Secret\nmetadata: {name: api}\ndata:\n  A: |\n    aHVu\n    dGVyMg==\n"
    assert values(pod("envFrom: [{secretRef: {name: api}}]", secret)) == {"A": "hunter2"}


def test_bytes_that_are_no_text_stay_apart() -> None:
    secret = "kind: Secret\nmetadata: {name: api}\ndata: {A: //4=}"
    assert values(pod("envFrom: [{secretRef: {name: api}}]", secret)) == {"A": "\udcff\udcfe"}


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        ("{A: 1}", "it is a number, which the API server refuses"),
        ("{A: true}", "it is a boolean, which the API server refuses"),
        ("{A: {b: c}}", "it is a mapping, which the API server refuses"),
        ("[a]", "a list stands where its data is expected, which the API server refuses"),
        ("text", "text stands where its data is expected, which the API server refuses"),
    ],
)
def test_what_a_config_map_may_not_hold(data: str, detail: str) -> None:
    config = f"kind: ConfigMap\nmetadata: {{name: app}}\ndata: {data}"
    assert [(kind, text) for kind, _, text in said(pod("envFrom: [{configMapRef: {name: app}}]", config))] == [
        ("value-not-a-string", detail)
    ]
    assert said(pod("env: [{name: B, value: x}]", config)) == [], "nothing refers to it"


def test_a_store_that_is_used_twice_is_judged_once() -> None:
    config = "kind: ConfigMap\nmetadata: {name: app}\ndata: {A: 1}"
    text = pod("envFrom: [{configMapRef: {name: app}}, {prefix: X_, configMapRef: {name: app}}]", config)
    assert len(said(text)) == 1


def test_binary_data_sets_nothing() -> None:
    config = "kind: ConfigMap\nmetadata: {name: app}\nbinaryData: {A: eA==}"
    assert values(pod("envFrom: [{configMapRef: {name: app}}]", config)) == {}


def test_no_value_is_in_what_is_said() -> None:
    text = pod(
        """
        env:
        - {name: A, value: "hunter2 $(hunter2)"}
        - {name: B, value: [hunter2]}
        - name: C
          valueFrom: {secretKeyRef: {name: "hunter2 ", key: "hunter2 "}}
        - hunter2
        """
    )
    notices = layers(text)[-1].notices
    assert len(notices) == 3
    assert "hunter2" not in "".join(notice.detail for notice in notices)
    assert "hunter2" not in "".join(binding.unseen for binding in layers(text)[-1].bindings)
