from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from config_tree import Files

MAKEFILE = """\
REGION ?= eu-west # $(IN_COMMENT)
BUILT := $(shell date)
LOCAL = $(FALLBACK)
export TIER ?= $(DEFAULT_TIER)
ifndef PROFILE
PROFILE = small
endif
deploy: ZONE ?= a
deploy:
\t@for HOST in $(HOSTS); do ssh $$HOST $(MAKE) TOKEN=$$DEPLOY_TOKEN WAIT=$${WAIT:-30}; done
\t@echo $(LOCAL) $(BUILT) $(@F) $(call run,$(1))
"""


def test_a_makefile_reads_what_the_environment_may_win(files: Callable[[dict[str, str]], Files]) -> None:
    assert files({"Makefile": MAKEFILE}).reads == {
        "REGION": "eu-west",
        "TIER": None,
        "PROFILE": "small",
        "ZONE": "a",
        "FALLBACK": None,
        "DEFAULT_TIER": None,
        "HOSTS": None,
        "DEPLOY_TOKEN": None,
        "WAIT": "30",
    }


def test_an_included_makefile_may_assign_the_rest(files: Callable[[dict[str, str]], Files]) -> None:
    project = files({"Makefile": "include x.mk\nA ?= 1\nall:\n\techo $(B)\n", "x.mk": "C ?= $(D)\n"})
    assert project.reads == {"A": "1", "C": None}


WORKFLOW = """\
on: push
env:
  TIER: test # ${{ secrets.COMMENTED }}
jobs:
  test:
    if: vars.ENABLED == 'yes' && github.ref == 'main'
    services:
      db:
        image: postgres
        env: {POSTGRES_PASSWORD: x}
    steps:
      - run: deploy ${{ secrets['DEPLOY_KEY'] }} $OTHER
        env:
          TOKEN: ${{ secrets.GITHUB_TOKEN }}
          URL: ${{ vars.BASE_URL || secrets.FALLBACK_URL }}
"""


def test_a_workflow_takes_from_the_settings_and_supplies(files: Callable[[dict[str, str]], Files]) -> None:
    project = files({".github/workflows/test.yml": WORKFLOW})
    assert set(project.reads) == {"ENABLED", "DEPLOY_KEY", "BASE_URL", "FALLBACK_URL"}
    assert (project.written, project.supplied) == (set(), {"TIER", "TOKEN", "URL"})


def test_a_pipeline_of_gitlab(files: Callable[[dict[str, str]], Files]) -> None:
    text = "variables:\n  TIER: test\njob:\n  script:\n"
    text += "    - NOW=1; echo $TIER $NOW $CI_COMMIT_SHA\n    - ship ${ZONE:-a}\n"
    project = files({".gitlab-ci.yml": text})
    assert (project.reads, project.supplied) == ({"ZONE": "a"}, {"TIER"})


UNIT = """\
[Service]
# Environment=COMMENTED=1
Environment=MODE=live "GREETING=hello there" LIMIT='7'
EnvironmentFile=-/etc/shop/shop.env
PassEnvironment=LANG_TAG \\
  SEED
ExecStart=/usr/bin/shop --port ${PORT} $OPTIONS --unit %i
"""


def test_a_unit_sets_passes_on_and_reads(files: Callable[[dict[str, str]], Files]) -> None:
    project = files({"packaging/shop.service": UNIT})
    assert project.written == {"MODE", "GREETING", "LIMIT"}
    assert set(project.reads) == {"LANG_TAG", "SEED", "PORT", "OPTIONS"}
    assert project.manifests.files == ("packaging/shop.service",)
    (elsewhere,) = project.manifests.not_covered
    assert elsewhere.endswith("the variables of file /etc/shop/shop.env are not in the tree")


def test_uwsgi(files: Callable[[dict[str, str]], Files]) -> None:
    text = "[uwsgi]\nif-not-env = WORKERS\nprocesses = 4\nendif =\n; if-env = OFF\nhttp = :$(PORT)\nenv = MODE=live\n"
    project = files({"uwsgi.ini": text})
    assert (set(project.reads), project.written) == ({"WORKERS", "PORT"}, {"MODE"})


def test_templates_for_envsubst(files: Callable[[dict[str, str]], Files]) -> None:
    text = "# ${COMMENTED}\nlisten ${PORT};\nproxy_set_header Host $host ${lower} \\${ESCAPED};\n"
    others = dict.fromkeys((".env.template", "app.ts.template", "nginx.conf", "Dockerfile.template"), "a ${NOT_READ}\n")
    project = files({"nginx/default.conf.template": text, "motd.envsubst": "hi ${NAME_OF_HOST}\n", **others})
    assert set(project.reads) == {"PORT", "NAME_OF_HOST"}


def test_caddyfiles(files: Callable[[dict[str, str]], Files]) -> None:
    text = "{$SITE:localhost} {\n  # {$OFF}\n  header X {env.HEADER}\n}\n"
    assert files({"Caddyfile": text}).reads == {"SITE": "localhost", "HEADER": None}


def test_procfiles_justfiles_and_envrc(files: Callable[[dict[str, str]], Files]) -> None:
    just = "key := env_var('KEY')\n# env_var('OFF')\nzone := env_var_or_default(\"ZONE\", \"a\")\nx := env('X', y)\n"
    envrc = "# export OFF=1\nexport TIER=dev\nexport URL=http://${HOST:-localhost}:$TIER\n"
    project = files(
        {"Procfile": "web: PORT=${PORT:-1} NOW=$SEED serve -p $PORT $NOW\n", "justfile": just, ".envrc": envrc}
    )
    assert project.reads == {"PORT": "1", "SEED": None, "KEY": None, "ZONE": "a", "X": None, "HOST": "localhost"}
    assert project.read("KEY").required is True
    assert project.read("X").required is False
    assert project.supplied == {"TIER", "URL"}


def test_npm_scripts(files: Callable[[dict[str, str]], Files]) -> None:
    text = '{"scripts": {"start": "cross-env MODE=dev serve -p ${PORT:-3000} $npm_package_name"}, "x": "$OFF"}'
    project = files({"package.json": text})
    assert (project.reads, project.supplied) == ({"PORT": "3000"}, {"MODE"})


def test_turbo_only_mentions(files: Callable[[dict[str, str]], Files]) -> None:
    text = '{"globalEnv": ["A", "!B", "SHOP_*"], "tasks": {"build": {"env": ["C"], "outputs": ["OUT"]}}}'
    project = files({"turbo.json": text})
    assert (project.reads, project.mentions) == ({}, {"A", "SHOP_*", "C"})
    assert project.read("SHOP_*").pattern


def test_render_and_serverless(files: Callable[[dict[str, str]], Files]) -> None:
    render = "services:\n  - type: web\n    envVars:\n      - key: PORT\n        value: 1\n"
    render += "  - type: pserv\n    image: {url: x}\n    envVars: [{key: THEIRS}]\n"
    serverless = "provider:\n  environment:\n    MODE: ${env:TIER, 'dev'}\n    URL: ${env:URL}\n"
    project = files({"render.yaml": render, "serverless.yml": serverless})
    assert project.written == {"PORT", "MODE", "URL"}
    assert project.reads == {"TIER": "dev", "URL": None}
