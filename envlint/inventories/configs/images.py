"""Which images a project builds itself, by their names."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Final

WORD: Final = re.compile(r"[a-z0-9][a-z0-9_-]*")
DEFAULT: Final = re.compile(r"\$\{\w+:?-(.*)\}")
VARIABLE: Final = re.compile(r"\$\{[^{}]*\}|\$\w+")
VERSION: Final = re.compile(r"v[0-9]+|[0-9.]+")
DOCKERFILE: Final = re.compile(
    r"^(?:.*/)?(?:dockerfile\.(?P<suffix>[^/]+)|(?P<prefix>[^/]+)\.dockerfile)$", re.IGNORECASE
)
# Folders and packages of these names are in every project, and those of somebody else's program too.
COMMON: Final = frozenset(
    ("app", "apps", "base", "build", "cmd", "contrib", "debian", "deploy", "dev", "development", "docker", "images",
     "local", "main", "packages", "packaging", "prod", "production", "root", "rpm", "services", "src", "test",
     "testing", "tests", "tools", "work", "com", "github", "gitlab", "org")
)  # fmt: skip
OTHERS: Final = frozenset(
    ("alpine", "busybox", "caddy", "cassandra", "clickhouse", "consul", "elasticsearch", "envoy", "golang", "grafana",
     "haproxy", "httpd", "jaeger", "kafka", "keycloak", "kibana", "localstack", "logstash", "loki", "mailhog",
     "mailpit", "mariadb", "memcached", "minio", "mongo", "mongodb", "mysql", "nats", "nginx", "node", "opensearch",
     "php", "postgres", "postgresql", "prometheus", "python", "rabbitmq", "redis", "registry", "ruby", "rust",
     "temporal", "traefik", "ubuntu", "valkey", "vault", "zookeeper")
)  # fmt: skip
MANIFESTS: Final = ("go.mod", "package.json", "Cargo.toml", "pyproject.toml", "composer.json")
NAMED: Final = re.compile(
    r"^\s*(?:\"name\"\s*:\s*\"([^\"\n]+)\"|name\s*=\s*\"([^\"\n]+)\"|module\s+(\S+))", re.MULTILINE
)


def of_project(root: str, paths: Iterable[str], manifests: Iterable[str]) -> frozenset[str]:
    """Return what images of the project may be called: by its folder, its package, the folders of its Dockerfiles.

    Args:
        root: The folder of the project.
        paths: Its files, relative to it.
        manifests: The texts of its package manifests.
    """
    names = {root.rstrip("/").rpartition("/")[2].lower()}
    for path in paths:
        folder, _, base = path.rpartition("/")
        if "ockerfile" in base:
            names.add(folder.rpartition("/")[2].lower())
            if match := DOCKERFILE.match(base):
                names.add((match["suffix"] or match["prefix"]).lower())
    for text in manifests:
        if match := NAMED.search(text):
            names |= set(WORD.findall((match[1] or match[2] or match[3]).lower()))
    return frozenset(name for name in names if len(name) > 2 and not VERSION.fullmatch(name)) - COMMON - OTHERS


def built_here(image: str, names: frozenset[str]) -> bool:
    """Whether the last part of an image's name is one of the project's, without registry, tag and digest.

    Of an image with variables, ``${IMAGE:-acme/shop:latest}``, the default is looked at.
    """
    given = DEFAULT.fullmatch(image)
    plain = VARIABLE.sub("", given[1] if given else image)
    last = plain.partition("@")[0].rpartition("/")[2].partition(":")[0].lower()
    return last in names or any(last.startswith(name + "-") for name in names)
