from __future__ import annotations

from typing import TYPE_CHECKING

from config_tree import found

if TYPE_CHECKING:
    from collections.abc import Callable

    from config_tree import Files

DOCKERFILE = """\
# ARG COMMENTED=1
ARG GO_TAG=1.22
FROM golang:${GO_TAG}
ARG TARGETARCH
ARG REVISION
ENV MODE=production \\
    # a comment between
    CACHE_DIR="/var/cache shop"
ENV GREETING hello world=1
RUN for FILE in a b; do echo $FILE $MODE $FROM_BASE; done \\
 && LOCAL=1 ; echo ${LOCAL} ${PROXY_HOST:-none}
RUN printf '#!/bin/sh\\ncurl localhost:$HEALTH_PORT' > /check && awk '{print $NF}' /x
HEALTHCHECK CMD curl -f http://localhost:${PORT:-8080}/health
CMD ["sh", "-c", "serve --mode $MODE --host ${HOST}"]
"""


def test_a_dockerfile_asks_sets_and_reads(files: Callable[[dict[str, str]], Files]) -> None:
    project = files({"Dockerfile": DOCKERFILE})
    assert project.reads == {
        "GO_TAG": "1.22",
        "REVISION": None,
        "PROXY_HOST": "none",
        "HEALTH_PORT": None,
        "PORT": "8080",
        "MODE": None,
        "HOST": None,
    }
    assert project.supplied == {"MODE", "CACHE_DIR", "GREETING"}
    assert ("CACHE_DIR", 8, 5) in found(project.manifests)
    assert project.read("GO_TAG").how == "ops"
    assert project.manifests.files == ()  # an image alone tells nothing of what it will be given


def test_a_heredoc_is_part_of_its_instruction(files: Callable[[dict[str, str]], Files]) -> None:
    text = "FROM x\nRUN <<EOF\nENV NOT_SET=1\nEOF\nENV SET=1\nRUN <<NEVER\nENV AGAIN=1\n"
    assert files({"docker/api.Dockerfile": text}).supplied == {"SET", "AGAIN"}


def test_files_that_are_called_after_a_dockerfile(files: Callable[[dict[str, str]], Files]) -> None:
    project = files(dict.fromkeys(("Dockerfile.dev", "Dockerfile.md", "dockerfile.yml", "Containerfile"), "ENV A=1\n"))
    assert {one.at.path for one in project.manifests.declarations} == {"Dockerfile.dev", "Containerfile"}


COMPOSE = """\
x-common: &common
  LOG_LEVEL: ${LOG_LEVEL:-info}
services:
  api:
    build: {context: ., args: [REVISION, "TAG=${TAG}"]}
    env_file:
      - api.env
      - path: .env
    environment:
      <<: *common
      PORT: 8080
      API_TOKEN:
      "QUOTED": ${QUOTED_FROM:?must be set}
    # ${COMMENTED}
  worker:
    image: registry.example/acme/shop:${TAG:-latest}
    environment:
      - QUEUE=jobs
      - PASSED_ON
  db:
    image: postgres:16
    command: ["$$ESCAPED", "$BARE"]
    environment:
      POSTGRES_PASSWORD: ${DB_PASSWORD}
      POSTGRES_PASSED:
"""


def test_compose_sets_for_its_own_services_only(files: Callable[[dict[str, str]], Files]) -> None:
    project = files({"compose.yaml": COMPOSE, "api.env": "FROM_FILE=1\n# OFF=1\n"})
    own = {"LOG_LEVEL", "PORT", "API_TOKEN", "QUOTED", "QUEUE", "PASSED_ON", "FROM_FILE"}
    assert project.written == own
    assert project.manifests.files == ("compose.yaml",)
    values = {one.name: one.written for one in project.manifests.declarations}
    assert (values["PORT"], values["QUEUE"], values["API_TOKEN"], values["PASSED_ON"]) == ("8080", "jobs", None, None)
    assert project.manifests.not_covered == ("compose.yaml:8:15: the variables of file .env are not in the tree",)


def test_compose_reads_what_the_caller_has(files: Callable[[dict[str, str]], Files]) -> None:
    project = files({"deploy/docker-compose.prod.yml": COMPOSE})
    assert project.reads == {
        "LOG_LEVEL": "info",
        "REVISION": None,
        "TAG": None,
        "API_TOKEN": None,
        "QUOTED_FROM": None,
        "PASSED_ON": None,
        "BARE": None,
        "DB_PASSWORD": None,
        "POSTGRES_PASSED": None,
    }
    assert project.read("QUOTED_FROM").required is True
    assert project.read("LOG_LEVEL").required is False
    assert ("LOG_LEVEL", 2, 16) in found(project.code)


def test_a_template_as_env_file_does_not_count_as_set_for_the_program(files: Callable[[dict[str, str]], Files]) -> None:
    text = "services:\n  api:\n    build: .\n    env_file: ../.env.example\n"
    project = files({"dev/compose.yml": text, ".env.example": "A=1\n"})
    assert (project.written, project.supplied) == (set(), {"A"})


def test_the_default_of_an_image_tells_whose_it_is(files: Callable[[dict[str, str]], Files]) -> None:
    text = "services:\n  a:\n    image: ${IMAGE:-acme/shop:1}\n    environment: [A=1]\n"
    text += "  b:\n    image: redis:7\n    environment: [B=1]\n"
    assert files({"stack.yml": text}).written == {"A"}


def test_bake_files(files: Callable[[dict[str, str]], Files]) -> None:
    text = 'variable "TAG" {\n  default = "dev"\n}\nvariable "PUSH" { }\nvariable "JOBS" {\n  default = 4\n}\n'
    assert files({"docker-bake.hcl": text}).reads == {"TAG": "dev", "PUSH": None, "JOBS": "4"}


def test_development_containers(files: Callable[[dict[str, str]], Files]) -> None:
    text = '{ // why\n "containerEnv": {"MODE": "${localEnv:SHOP_MODE:dev}"},\n "mounts": ["${localEnv:KEYS}"],\n}\n'
    project = files({".devcontainer/devcontainer.json": text})
    assert (project.reads, project.supplied) == ({"SHOP_MODE": "dev", "KEYS": None}, {"MODE"})


def test_an_override_of_services_need_not_name_an_image(files: Callable[[dict[str, str]], Files]) -> None:
    limits = 'services:\n  web:\n    deploy:\n      resources:\n        limits: {cpus: "${WEB_CPUS:-1.0}"}\n'
    assert files({"scenarios/limits.yml": limits}).reads == {"WEB_CPUS": "1.0"}
