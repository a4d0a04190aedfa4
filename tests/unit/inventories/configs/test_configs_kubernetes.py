from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from config_tree import Files

DEPLOYMENT = """\
apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
        - name: shop
          image: registry.example/acme/shop:1.2
          args: ["--url=$(BASE_URL)", "$$(ESCAPED)"]
          env:
            - name: BASE_URL
              value: https://${DOMAIN}/
            - name: API_KEY
              valueFrom: {secretKeyRef: {name: keys, key: api}}
          envFrom:
            - configMapRef: {name: shop-config}
            - secretRef: {name: elsewhere}
        - name: cache
          image: redis:7
          env: [{name: REDIS_ARGS, value: x}]
---
apiVersion: v1
kind: ConfigMap
metadata: {name: shop-config}
data:
  FROM_MAP: "1"
  nginx.conf: |
    a ${NOT_OURS}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: nobody-wants-it}
data: {UNWANTED: "1"}
"""


def test_containers_of_the_project_are_given_variables(files: Callable[[dict[str, str]], Files]) -> None:
    project = files({"k8s/shop.yaml": DEPLOYMENT})
    assert project.written == {"BASE_URL", "API_KEY", "FROM_MAP"}
    assert project.supplied == set()
    values = {one.name: one.written for one in project.manifests.declarations}
    assert (values["BASE_URL"], values["API_KEY"]) == ("https://${DOMAIN}/", None)
    assert set(project.reads) == {"BASE_URL", "DOMAIN"}
    assert project.manifests.files == ("k8s/shop.yaml",)
    (elsewhere,) = project.manifests.not_covered
    assert elsewhere.endswith("the variables of secret elsewhere are not in the tree")


def test_a_config_map_in_another_file_is_found(files: Callable[[dict[str, str]], Files]) -> None:
    first, second, _ = DEPLOYMENT.split("---\n")
    assert "FROM_MAP" in files({"b.yaml": first, "a.yaml": second}).written


HELM = """\
apiVersion: apps/v1
kind: Deployment
spec:
  containers:
    - image: "{{ .Values.image }}"
      env:
        {{- if .Values.debug }}
        - name: DEBUG_MODE
          value: "1"
        {{- end }}
        - name: "PORT"
          value: {{ .Values.port | quote }}
      ports:
        - name: HTTP
"""


def test_a_template_that_is_no_yaml_still_shows_its_names(files: Callable[[dict[str, str]], Files]) -> None:
    project = files({"chart/templates/deployment.yaml": HELM})
    assert (project.written, project.supplied) == (set(), {"DEBUG_MODE", "PORT"})
    assert project.code.unparsed == ()
