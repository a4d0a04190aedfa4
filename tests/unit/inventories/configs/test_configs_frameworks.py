from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from config_tree import Files

SPRING = """\
server:
  port: ${PORT:8080} # ${COMMENTED:1}
shop:
  store: ${SHOP_STORE:${STORE:mem}}
  url: "${SHOP_URL:http://localhost:${PORT:8080}}"
  name: ${project.name:${SHOP_NAME:shop}}
  hidden: ${SHOP_HIDDEN:}
"""


@pytest.mark.parametrize(
    "path", ["application.yml", "config/bootstrap-dev.yaml", "a/src/main/resources/shop-server.yml"]
)
def test_spring(path: str, files: Callable[[dict[str, str]], Files]) -> None:
    project = files({path: SPRING})
    assert project.reads == {
        "PORT": "8080",
        "SHOP_STORE": "mem",
        "STORE": "mem",
        "SHOP_URL": "http://localhost:${PORT:8080}",
        "SHOP_NAME": "shop",
        "SHOP_HIDDEN": "",
    }
    store = project.read("SHOP_STORE")
    assert (store.how, store.via, store.chained, store.alternatives) == ("framework", "spring", True, ("STORE",))
    assert not project.read("PORT").test
    assert project.read("SHOP_NAME").alternatives == ()


def test_tests_have_their_own_resources(files: Callable[[dict[str, str]], Files]) -> None:
    assert files({"src/test/resources/application.yml": SPRING}).read("PORT").test


def test_properties(files: Callable[[dict[str, str]], Files]) -> None:
    text = "# a=${OFF}\n! b=${OFF}\nurl = ${DB_URL:jdbc:h2:mem}\\\n  ${SUFFIX}\nname=${app.name}\n"
    assert files({"src/main/resources/application.properties": text}).reads == {"DB_URL": "jdbc:h2:mem", "SUFFIX": None}


def test_logging(files: Callable[[dict[str, str]], Files]) -> None:
    text = (
        '<c><!-- ${OFF} --><property name="OWN" value="1"/><root level="${LEVEL:-info}" a="${OWN}"/>${env:FORMAT}</c>'
    )
    assert files({"logback-spring.xml": text}).reads == {"LEVEL": "info", "FORMAT": None}


def test_prisma(files: Callable[[dict[str, str]], Files]) -> None:
    project = files({"schema.prisma": 'datasource db {\n  url = env("DB_URL") // env("OFF")\n}\n'})
    read = project.read("DB_URL")
    assert set(project.reads) == {"DB_URL"}
    assert (read.how, read.via, read.required, read.at.line, read.at.column) == ("framework", "prisma", True, 2, 14)


def test_symfony(files: Callable[[dict[str, str]], Files]) -> None:
    text = "parameters:\n  env(ZONE): a\nx:\n  port: '%env(int:PORT)%' # %env(OFF)%\n"
    text += "  f: '%env(default:d:json:file:KEYS)%'\n"
    project = files({"config/services.yaml": text})
    assert project.reads == {"ZONE": "a", "PORT": None, "KEYS": None}
    assert project.read("PORT").type == "integer"


def test_sequelize(files: Callable[[dict[str, str]], Files]) -> None:
    project = files({"config/config.json": '{"production": {"use_env_variable": "DB_URL", "x": "NOT"}}'})
    assert (set(project.reads), project.read("DB_URL").via) == ({"DB_URL"}, "sequelize")


def test_settings_of_a_program(files: Callable[[dict[str, str]], Files]) -> None:
    texts = {"config/shop.yaml": "a: ${ZONE:-a} $NOT\nscript: |\n  ${NOT}\n", "docs/openapi.yaml": "a: ${NOT}\n"}
    assert files(texts).reads == {"ZONE": "a"}


def test_calls_in_templates(files: Callable[[dict[str, str]], Files]) -> None:
    text = 'a: {{ envOr "ZONE" "a" }}\nb: {{ mustEnv "KEY" }}\nc: {{ env "MODE" | default "dev" }}\n# {{ env "OFF" }}\n'
    project = files({"conf/app.yaml.tmpl": text, "deploy.yml": 'x: {{ env "Q" }}\n{{ if }}\n'})
    assert project.reads == {"ZONE": "a", "KEY": None, "MODE": "dev", "Q": None}
    assert project.read("KEY").required is True


def test_a_broken_file_is_said_to_be_broken(files: Callable[[dict[str, str]], Files]) -> None:
    project = files({"compose.yml": "services:\n  a: [$A\n", "application.yml": "p: ${PORT:1}\n"})
    (place,) = project.code.unparsed
    assert (str(place), project.reads) == ("compose.yml:3:1", {"PORT": "1"})
    assert project.manifests.not_covered == ("compose.yml:3:1: compose file that cannot be read",)
