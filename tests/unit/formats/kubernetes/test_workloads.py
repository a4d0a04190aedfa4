"""Objects and containers of a stream, and which of them a part may mean."""

from __future__ import annotations

import pytest

from envlint.formats import yaml
from envlint.formats.kubernetes.objects import objects
from envlint.formats.kubernetes.workloads import containers, eligible

CONTAINERS = "containers: [{name: web, env: [{name: A, value: x}]}]"


def names(text: str) -> list[str]:
    return [each.name for each in containers(objects(yaml.load(text).roots))]


def meant(text: str, part: str = "") -> list[str]:
    return [each.name for each in eligible(containers(objects(yaml.load(text).roots)), part)]


@pytest.mark.parametrize(
    ("kind", "shape"),
    [
        *[
            (kind, "spec: {template: {spec: {@}}}")
            for kind in (
                "Deployment",
                "StatefulSet",
                "DaemonSet",
                "ReplicaSet",
                "Job",
                "Rollout",
                "ReplicationController",
            )
        ],
        ("CronJob", "spec: {jobTemplate: {spec: {template: {spec: {@}}}}}"),
        ("ScaledJob", "spec: {jobTargetRef: {template: {spec: {@}}}}"),
        ("PodTemplate", "template: {spec: {@}}"),
        ("Pod", "spec: {@}"),
    ],
)
def test_whatever_describes_a_pod_has_containers(kind: str, shape: str) -> None:
    assert names(f"kind: {kind}\nmetadata: {{name: api}}\n{shape.replace('@', CONTAINERS)}") == [f"{kind}/api/web"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "- a",
        "kind: Service\nmetadata: {name: api}\nspec: {ports: []}",
        "kind: CustomResourceDefinition\nspec: {containers: {type: array}}",
        "kind: Pod\nspec: {containers: [a, b]}",
        "kind: Pod\nspec: x",
        "kind: [a]\nmetadata: x\nspec: {template: []}",
    ],
)
def test_others_have_none(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize("kind", ["List", "PodList"])
def test_a_list_stands_for_its_items(kind: str) -> None:
    own = "" if kind == "PodList" else "kind: Pod, "
    items = f"items: [{{{own}metadata: {{name: a}}, spec: {{{CONTAINERS}}}}}]"
    assert names(f"kind: {kind}\n{items}") == ["Pod/a/web"]
    assert names(f"kind: List\nitems: [{{kind: {kind}, {items}}}]") == ["Pod/a/web"]


def of(name: str, *, namespace: str = "", more: str = "") -> str:
    space = f", namespace: {namespace}" if namespace else ""
    return (
        f"kind: Deployment\nmetadata: {{name: {name}{space}}}\nspec: {{template: {{spec: {{{CONTAINERS}{more}}}}}}}\n"
    )


def test_namespaces_tell_apart_what_else_would_be_the_same() -> None:
    text = "---\n".join([of("api", namespace="one"), of("api", namespace="two"), of("job", namespace="two")])
    assert names(text) == ["one/Deployment/api/web", "two/Deployment/api/web", "Deployment/job/web"]


def test_of_two_objects_of_one_name_the_later_counts() -> None:
    text = of("api") + "---\n" + of("api").replace("web", "new")
    assert names(text) == ["Deployment/api/new"]


def test_a_name_to_be_made_up_stands_for_itself() -> None:
    assert names(of("x").replace("name: x", "generateName: migrate-")) == ["Deployment/migrate-/web"]
    assert names(of("x").replace("name: web", "image: web").replace("name: x", "")) == ["Deployment/unnamed/unnamed"]


STREAM = "---\n".join(
    [
        of("api", more=", initContainers: [{name: migrate, env: [{name: A, value: x}]}]").replace(
            "containers: [", "containers: [{name: proxy}, "
        ),
        of("migrate").replace("web", "run"),
        of("quiet").replace("env:", "args:"),
    ]
)


@pytest.mark.parametrize(
    ("part", "wanted"),
    [
        ("", ["Deployment/api/web", "Deployment/migrate/run"]),
        ("web", ["Deployment/api/web"]),
        ("api", ["Deployment/api/web"]),
        ("proxy", ["Deployment/api/proxy"]),
        ("Deployment/api/migrate", ["Deployment/api/migrate"]),
        ("migrate", ["Deployment/api/migrate", "Deployment/migrate/run"]),
        ("Deployment/migrate", ["Deployment/migrate/run"]),
        ("quiet", ["Deployment/quiet/web"]),
    ],
)
def test_init_and_empty_containers_are_meant_only_when_named(part: str, wanted: list[str]) -> None:
    fitting = [name for name in meant(STREAM, part) if f"/{part}/" in f"/{name}/" or not part]
    assert sorted(fitting) == wanted
