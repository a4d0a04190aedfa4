"""Loaders that commands start, in whatever file the commands stand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from envlint.formats.dialects import by_every_name
from envlint.inventories.loaders import commands
from envlint.inventories.loaders.files import Files
from envlint.inventories.loaders.programs import DOTENV, NODE, PROGRAMS, SHELLS
from envlint.inventories.loaders.shell_words import commands as words_of
from envlint.inventories.tree import listing

if TYPE_CHECKING:
    from pathlib import Path

    from envlint.core.loader import Loader


def found(root: Path, files: dict[str, str]) -> list[Loader]:
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode())
    return list(commands.read(Files(listing(str(root)))))


def read(root: Path, files: dict[str, str]) -> set[tuple[str, str]]:
    """The dialects with the files that they read; of a folder its path and a star."""
    return {(one.dialect, one.path or f"{one.folder}/*") for one in found(root, files)}


def script(root: Path, text: str, path: str = "run.sh") -> set[tuple[str, str]]:
    return read(root, {path: f"#!/usr/bin/env bash\n{text}\n"})


@pytest.mark.parametrize(
    ("line", "dialect", "path"),
    [
        ("docker run --env-file .env img", "docker-run", ".env"),
        ("docker run --rm -it -v a:b --env-file=conf/app.env img", "docker-run", "conf/app.env"),
        ('docker run -d -p 80:80 --env-file "$PWD/.env" img', "docker-run", ".env"),
        ("docker container create --env-file .env img", "docker-run", ".env"),
        ("docker --context far run --env-file .env img", "docker-run", ".env"),
        ("sudo -u app docker exec -it --env-file .env box sh", "docker-run", ".env"),
        ("docker compose -f a.yml --env-file .env.stage up -d", "compose-project", ".env.stage"),
        ("docker-compose --env-file=.env.stage up", "compose-project", ".env.stage"),
        ("podman run --env-file .env img", "podman-5", ".env"),
        ("kubectl -n shop create secret generic s --from-env-file=.env", "kubectl", ".env"),
        ("kubectl create configmap c --from-env-file app.env", "kubectl", "app.env"),
        ("kustomize edit add secret s --from-env-file=.env", "kustomize", ".env"),
        ("node --watch --env-file .env server.js", "node-22", ".env"),
        ("node --env-file-if-exists=.env.local server.js", "node-22", ".env.local"),
        ("npx tsx watch --env-file=.env src/a.ts", "node-22", ".env"),
        ("bun run --env-file=.env.test start", "bun", ".env.test"),
        ("deno run -A --env-file=.env.dev main.ts", "deno", ".env.dev"),
        ("deno run -A --env-file main.ts", "deno", ".env"),
        ("uv run --with x --env-file .env -- python app.py", "uv", ".env"),
        ("UV_ENV_FILE=.env uv run app.py", "uv", ".env"),
        ("npx dotenv -e .env.stage -- next build", "dotenv-expand-12", ".env.stage"),
        ("dotenv -- next build", "dotenv-expand-12", ".env"),
        ("dotenv -f .env.stage run -- python app.py", "python-dotenv", ".env.stage"),
        ("bundle exec dotenv -f .env.stage rails s", "ruby-dotenv-3", ".env.stage"),
        ("dotenvx run -f .env.stage -- node a.js", "dotenvx", ".env.stage"),
        ("dotenvx run -- node a.js", "dotenvx", ".env"),
        ("env-cmd -f .env.stage node a.js", "env-cmd", ".env.stage"),
        ("honcho -e .env.dev start", "honcho", ".env.dev"),
        ("exec bundle exec foreman start -f Procfile.dev", "ruby-foreman", ".env"),
        ("nf start -e .env.dev", "foreman-js", ".env.dev"),
        ("overmind start", "godotenv", ".env"),
        ("godotenv -f .env.dev ./serve", "godotenv", ".env.dev"),
        ("uvicorn app:app --env-file .env", "python-dotenv", ".env"),
        ("flask --env-file .env.dev run", "python-dotenv", ".env.dev"),
        ("source .env", "bash", ".env"),
        ("set -a; . ./.env.dev; set +a", "bash", ".env.dev"),
        ("[ -f .env ] && . .env", "bash", ".env"),
        ("if test -f app.env; then source app.env; fi", "bash", "app.env"),
        ("export $(grep -v '^#' .env | xargs)", "bash-xargs", ".env"),
        ("export $(cat .env | sed 's/#.*//g' | xargs)", "bash-xargs", ".env"),
        ('export "$(xargs < .env)"', "bash-xargs", ".env"),
        ("env $(cat .env | xargs) ./serve", "bash-xargs", ".env"),
        ("export `cat .env | xargs`", "bash-xargs", ".env"),
        ("sh -c '. ./.env && serve'", "dash", ".env"),
        ('bash -lc "source .env"', "bash", ".env"),
        ('su app -c "x"; concurrently "node --env-file=.env a.js"', "node-22", ".env"),
        ("exec \\\n  docker run \\\n  --env-file .env \\\n  img", "docker-run", ".env"),
    ],
)
def test_a_command_that_reads_a_file(tmp_path: Path, line: str, dialect: str, path: str) -> None:
    assert script(tmp_path, line) == {(dialect, path)}


@pytest.mark.parametrize(
    "line",
    [
        "# docker run --env-file .env img",
        "ls # && source .env",
        "echo docker run --env-file .env img",
        "echo 'source .env'",
        "docker run img node --env-file=.env",
        "docker run --name x img --env-file .env",
        "docker build --env-file .env .",
        "docker run --env-file /etc/app.env img",
        "docker run --env-file ~/.env img",
        'docker run --env-file "$HOME/.env" img',
        "docker run --env-file ../../.env img",
        "docker run --env-file <(env) img",
        'docker run --env-file "$FILE" img',
        'docker run --env-file "$FOLDER/.env" img',
        "docker run --env-file",
        "cd api && docker run --env-file=<(env) img",
        "env | kubectl create configmap c --from-env-file=-",
        "node server.js --env-file=.env",
        "source .envrc",
        "source venv/bin/activate",
        ". ./functions.sh",
        "ssh host 'cd app && docker run --env-file .env img'",
        "ssh host <<EOF\nsource .env\nEOF",
        "cat > up.sh <<-'END'\n\tsource .env\n\tEND",
        "export $(grep -v '^#' .env | xargs -d '\\n')",
        "export $(grep -v '^#' .env)",
        "command -v foreman start",
        "foreman start --env /dev/null",
        "cd $SOMEWHERE && source .env",
        "cd / && source .env",
        "uv run app.py --env-file .env",
    ],
)
def test_what_reads_no_file_of_the_project(tmp_path: Path, line: str) -> None:
    assert script(tmp_path, line) == set()


def test_the_shell_of_a_script_is_its_dialect(tmp_path: Path) -> None:
    shebangs = {
        "a.sh": ("#!/bin/sh", "dash"),
        "b.sh": ("#!/bin/bash -e", "bash"),
        "bin/c": ("#!/usr/bin/env zsh", "zsh"),
        "d.sh": ("", "bash"),
        "e.zsh": ("", "zsh"),
    }
    files = {path: f"{shebang}\n. .env.{path[-1]}{dialect}\n" for path, (shebang, dialect) in shebangs.items()}
    files |= {"tool": "source .env.none\n", "bin/p": "#!/usr/bin/env python3\nsource .env.none\n"}
    expected = {(dialect, f".env.{path[-1]}{dialect}") for path, (_, dialect) in shebangs.items()}
    assert read(tmp_path, files) == expected


def test_the_folder_of_a_script(tmp_path: Path) -> None:
    """Scripts are started from the folder above `scripts/`, unless they go somewhere themselves."""
    text = """\
    source .env.start
    cd "$(dirname "$0")"
    source .env.own
    cd ..
    source .env.above
    (cd deep && source .env.deep)
    source .env.back
    pushd web >/dev/null
    source .env.web
    popd
    DIR="$( cd "$( dirname "${BASH_SOURCE[0]}" )" &> /dev/null && pwd )"
    source "$DIR/.env.dir"
    source "${DIR}/../.env.dirabove"
    ROOT=$(git rev-parse --show-toplevel)
    source "$ROOT/.env.root"
    source "${BASH_SOURCE%/*}/.env.cut"
    source "$(dirname "$1")/.env.unknown"
    source "$1/../.env.unknown"
"""
    assert {path for _, path in script(tmp_path, text, "api/scripts/up.sh")} == {
        "api/.env.start",
        "api/scripts/.env.own",
        "api/.env.above",
        "api/deep/.env.deep",
        "api/.env.back",
        "api/web/.env.web",
        "api/scripts/.env.dir",
        "api/.env.dirabove",
        ".env.root",
        "api/scripts/.env.cut",
    }


def test_a_script_is_started_where_the_file_is_that_it_reads(tmp_path: Path) -> None:
    line = "source .env\n"
    assert read(tmp_path / "a", {"tool/db/x.sh": line}) == {("bash", "tool/db/.env")}
    assert read(tmp_path / "b", {"tool/db/x.sh": line, ".env.example": ""}) == {("bash", ".env")}
    assert read(tmp_path / "c", {"tool/db/x.sh": line, "tool/package.json": "{}"}) == {("bash", "tool/.env")}
    assert read(tmp_path / "d", {"web/db/x.sh": "source ../.env\n", "web/package.json": "{}"}) == {("bash", ".env")}


def test_variables_of_a_script(tmp_path: Path) -> None:
    text = """\
use() { $COMPOSE --env-file "$CHOSEN" up; }
ENV_FILE="${ENV_FILE:-.env.default}"
source "$ENV_FILE"
export TIER=dev
if prod; then TIER=prod; fi
. ".env.$TIER"
COMPOSE="docker compose"
CHOSEN=.env.chosen
KEPT="docker run --env-file .env.kept"
for file in .env.one .env.two; do source "$file"; done
"""
    assert script(tmp_path, text) == {
        ("bash", ".env.default"),
        ("bash", ".env.dev"),
        ("bash", ".env.prod"),
        ("compose-project", ".env.chosen"),
        ("docker-run", ".env.kept"),
        ("bash", ".env.one"),
        ("bash", ".env.two"),
    }


def test_an_ending_that_nobody_can_tell_means_the_files_of_a_folder(tmp_path: Path) -> None:
    files = {"web/up.sh": 'cd "$(dirname "$0")"\n. .env.$1\n', "web/sub/package.json": "{}", "other/a": ""}
    (loader,) = found(tmp_path, files)
    assert (loader.dialect, loader.path, loader.folder) == ("bash", "", "web")
    assert loader.reads("web/.env.production")
    assert loader.reads("web/.env.production.example")
    assert not loader.reads("web/sub/.env")
    assert not loader.reads(".env")


def test_a_loader_says_where_it_stands_and_why(tmp_path: Path) -> None:
    (loader,) = found(tmp_path, {"a/run.sh": "source .env\n"})
    assert loader.why == "sourced in run.sh"
    (loader,) = found(tmp_path / "b", {"Makefile": "up:\n\t@docker run \\\n\t  --env-file=.env img\n"})
    assert loader.why == "docker run --env-file in Makefile"
    assert (loader.at.path, loader.at.line, loader.at.column, loader.at.end_column) == ("Makefile", 3, 15, 19)


def test_a_reason_holds_nothing_that_a_script_assigns(tmp_path: Path) -> None:
    lines = (
        "export $(KEY=hunter2 cat .env | xargs)",
        "export $(grep x .env.b | xargs)",
        "KEY=hunter2 docker run --env-file .env x",
    )
    text = "\n".join(lines)
    assert [one.why for one in found(tmp_path, {"run.sh": text})] == [
        "export $(... xargs) in run.sh",
        "export $(grep ... | xargs) in run.sh",
        "docker run --env-file in run.sh",
    ]


def test_each_file_is_told_once_for_a_file_of_commands(tmp_path: Path) -> None:
    assert [one.at.line for one in found(tmp_path / "a", {"a.sh": "source .env\nls\nsource .env\n"})] == [1]
    jobs = "a: {script: [ls, source .env]}\nb: {script: source .env}\n"
    assert [one.at.line for one in found(tmp_path / "b", {".gitlab-ci.yml": jobs})] == [1]


def test_a_makefile(tmp_path: Path) -> None:
    text = """\
ENV_FILE ?= .env.made
COMPOSE := docker compose --env-file $(ENV_FILE)
TIER = dev
up: # . ./.env.comment
\t$(COMPOSE) up
\t-@. ./.env.dash && run
\tcd web && node --env-file=.env.web a.js
\tnode --env-file=.env.top a.js
\texport $$(cat $(CURDIR)/.env.x | xargs) && run
\tpodman run --env-file .env.$(TIER) $$IMAGE
\tdocker run --env-file $(shell pwd)/.env.pwd img
"""
    assert read(tmp_path, {"api/Makefile": text}) == {
        ("compose-project", "api/.env.made"),
        ("dash", "api/.env.dash"),
        ("node-22", "api/web/.env.web"),
        ("node-22", "api/.env.top"),
        ("bash-xargs", "api/.env.x"),
        ("podman-5", "api/.env.dev"),
        ("docker-run", "api/.env.pwd"),
    }
    assert read(tmp_path / "b", {"Makefile": "SHELL := /bin/bash\nup:\n\tsource .env\n"}) == {("bash", ".env")}


def test_a_dockerfile(tmp_path: Path) -> None:
    text = """\
FROM node:20-alpine AS build
RUN --mount=type=cache,target=/x set -a && . ./.env.build \\
  # source .env.comment
  && make
FROM debian
CMD ["node", "--env-file=.env.run", "a.js"]
ENTRYPOINT ["sh", "-c", ". ./.env.entry && exec a"]
SHELL ["/bin/bash", "-c"]
RUN source .env.bash
"""
    assert read(tmp_path, {"docker/Dockerfile": text, "Dockerfile.md": text}) == {
        ("busybox-ash", ".env.build"),
        ("node-20", ".env.run"),
        ("dash", ".env.entry"),
        ("bash", ".env.bash"),
    }


def test_scripts_of_package_json(tmp_path: Path) -> None:
    scripts = {
        "dev": 'concurrently "node --env-file=\\".env.a\\" a.js" "tsx --env-file=.env.b b.ts"',
        "db": "cd ../.. && dotenv -e .env.c -- prisma migrate",
        "e": "cross-env X=1 env-cmd -f .env.d jest",
        "docs": "echo node --env-file=.env.no",
    }
    package = {"name": "node --env-file=.env.no", "scripts": scripts, "engines": {"node": "^20.6.0"}}
    assert read(tmp_path, {"apps/web/package.json": json.dumps(package)}) == {
        ("node-20", "apps/web/.env.a"),
        ("node-20", "apps/web/.env.b"),
        ("dotenv-expand-12", ".env.c"),
        ("env-cmd", "apps/web/.env.d"),
    }


def test_a_workflow(tmp_path: Path) -> None:
    text = """\
defaults: {run: {working-directory: api}}
jobs:
  build:
    steps:
      - run: source .env.plain
      - run: |
          # source .env.comment
          docker run --env-file ${{ github.workspace }}/.env.top img
          docker run --env-file .env.${{ matrix.tier }} img
        working-directory: web
      - run: >
          docker run
          --env-file .env.folded img
        shell: bash
      - run: . ./.env.dash
        shell: sh
      - run: . ./.env.none
        shell: pwsh
      - uses: someone/ssh@v1
        with: {script: source .env.remote}
"""
    assert read(tmp_path, {".github/workflows/ci.yml": text}) == {
        ("bash", "api/.env.plain"),
        ("docker-run", ".env.top"),
        ("docker-run", "web/*"),
        ("docker-run", "api/.env.folded"),
        ("dash", "api/.env.dash"),
    }


def test_pipelines_of_others(tmp_path: Path) -> None:
    files = {
        ".gitlab-ci.yml": "a:\n  before_script:\n    - cd api\n    - [source .env]\n  script: ['. \"./.env.q\"']\n",
        ".circleci/config.yml": "jobs: {a: {steps: [{run: {command: source .env.circle}}]}}\n",
        "azure-pipelines.yml": "steps: [{bash: source .env.azure}]\n",
        "bitbucket-pipelines.yml": "pipelines: {default: [{step: {script: [source .env.bit]}}]}\n",
        "Jenkinsfile": "pipeline { steps { sh 'set -a; . ./.env.jenkins'\n sh(script: '''\n. ./.env.long\n''') } }\n",
        ".gitpod.yml": "tasks: [{init: source .env.pod}]\n",
    }
    assert read(tmp_path, files) == {
        ("bash", "api/.env"),
        ("bash", ".env.q"),
        ("bash", ".env.circle"),
        ("bash", ".env.azure"),
        ("bash", ".env.bit"),
        ("dash", ".env.jenkins"),
        ("dash", ".env.long"),
        ("bash", ".env.pod"),
    }


def test_procfile_justfile_and_taskfile(tmp_path: Path) -> None:
    files = {
        "web/Procfile": "web: node --env-file=.env.proc a.js\n",
        "justfile": "tier := 'dev'\nrun:\n    @docker run --env-file .env.{{ tier }} img\n\n"
        "bash:\n    #!/usr/bin/env bash\n    cd web\n\n    source .env.just\n"
        "last:\n    cd web && \\\n      . ./.env.last\n",
        "api/Taskfile.yml": "tasks: {a: {cmds: [source .env.task, {cmd: . .env.cmd}], dir: sub}}\n",
    }
    assert read(tmp_path, files) == {
        ("node-22", "web/.env.proc"),
        ("docker-run", ".env.dev"),
        ("bash", "web/.env.just"),
        ("dash", "web/.env.last"),
        ("bash", "api/sub/.env.task"),
        ("bash", "api/sub/.env.cmd"),
    }


@pytest.mark.parametrize(
    ("path", "text", "dialect"),
    [
        (".nvmrc", "v20.11.0\n", "node-20"),
        (".nvmrc", "lts/iron\n", "node-20"),
        (".node-version", "23.1.0\n", "node-22"),
        (".tool-versions", "ruby 3.3.0\nnodejs 24.1.0\n", "node-24"),
        ("Dockerfile", "FROM --platform=x docker.io/library/node:26-slim AS a\n", "node-26"),
        ("package.json", '{"engines": {"npm": "9", "node": ">=20.6"}}', "node-22"),
        ("package.json", '{"engines": {"node": "20.x"}}', "node-20"),
        ("package.json", '{"engines": {"node": "^20 || >=24"}}', "node-24"),
        ("package.json", '{"engines": {"node": "*"}}', "node-22"),
    ],
)
def test_the_version_of_node(tmp_path: Path, path: str, text: str, dialect: str) -> None:
    files = {path: text, "deep/er/run.sh": "node --env-file=.env a.js\n"}
    assert {one for one, _ in read(tmp_path, files)} == {dialect}


def test_a_pipeline_that_is_no_yaml_is_not_covered(tmp_path: Path) -> None:
    (tmp_path / ".gitlab-ci.yml").write_text("a: [source .env\n")
    files = Files(listing(str(tmp_path)))
    assert list(commands.read(files)) == []
    assert files.broken == {".gitlab-ci.yml"}


def test_every_program_has_a_dialect() -> None:
    named = {program.dialect for programs in (*PROGRAMS.values(), DOTENV) for program in programs} - {NODE}
    assert {*named, *SHELLS.values(), "bash-xargs", "uv"} <= by_every_name().keys()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a \'b c\' "d $(e "f") g" h\\ i', [["a", "'b c'", '"d $(e "f") g"', "h\\ i"]]),
        ("a && b || c | d; e & f", [["a"], ["b"], ["c"], ["d"], ["e"], ["f"]]),
        ("a > b 2>&1 < c >> d &> e f", [["a", "f"]]),
        ("a <<< b c", [["a", "c"]]),
        ("a b#c #d", [["a", "b#c"]]),
        ("a 'b", [["a", "'b"]]),
        ("a $(b", [["a", "$(b"]]),
        ("a <<X <<Y\n1\nX\n2\nY\nb", [["a"], ["b"]]),
        ("a <<X\nb", [["a"], ["b"]]),
        ("a${b:-c d}e", [["a${b:-c d}e"]]),
        ("", []),
    ],
)
def test_words_of_commands(text: str, expected: list[list[str]]) -> None:
    words = [[word.text for word in command.words] for command in words_of(text) if command.words]
    assert words == expected
    assert all(text[word.start : word.end] == word.text for command in words_of(text) for word in command.words)
