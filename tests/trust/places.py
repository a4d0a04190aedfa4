"""Small projects in which a secret stands in one of the places that drift reads, from code to SQL."""
# ruff: noqa: E501  samples keep their shape

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from canaries import Canary

SECRET_NAME = "API_TOKEN"
PLAIN_NAME = "UPSTREAM"
"""A name that tells nothing: what looks like a secret is none of anybody's business all the same."""
GO = 'package main\n\nimport "os"\n\nfunc main() {{\n\tos.Getenv("{0}")\n\tos.Getenv("OTHER")\n}}\n'
BESIDE = {
    ".env.example": "OTHER=\n",
    "docs/ENV_VARIABLES.md": "# Variables\n\n| Name | Default |\n|---|---|\n| `OTHER` | |\n",
}
"""Without the variable, so that something has to be written about it."""


class Place(NamedTuple):
    """A place. ``files`` takes the variable's name and the secret."""

    name: str
    files: Callable[[str, Canary], Mapping[str, str]]

    def __str__(self) -> str:
        return self.name

    def project(self, name: str, secret: Canary) -> dict[str, str]:
        """Return all files of the project: a program that reads the variable, a template, docs, and the place itself."""
        files = {"main.go": GO.format(name), **BESIDE}
        return {**files, **self.files(name, secret)}


def _place(name: str, path: str, template: str) -> Place:
    """Return a place that is a file. ``NAME`` stands for the variable, ``QUOTED`` and ``BARE`` for the secret."""

    def files(variable: str, secret: Canary) -> dict[str, str]:
        text = template.replace("QUOTED", json.dumps(secret.value)).replace("BARE", secret.on_one_line)
        return {path: text.replace("NAME", variable).replace("column", variable.lower())}

    return Place(name, files)


CODE = (
    _place("go wrapper", "a.go", 'package main\nimport "os"\nfunc get(k, d string) string { v := os.Getenv(k); if v == "" { return d }; return v }\nvar a = get("NAME", QUOTED)\n'),
    _place("go guard", "a.go", 'package main\nimport "os"\nfunc f() string {\n\tv := os.Getenv("NAME")\n\tif v == "" {\n\t\tv = QUOTED\n\t}\n\treturn v\n}\n'),
    _place("go constant", "a.go", 'package main\nimport "os"\nconst preset = QUOTED\nfunc get(k, d string) string { v := os.Getenv(k); if v == "" { return d }; return v }\nvar a = get("NAME", preset)\n'),
    _place("go two defaults", "a.go", 'package main\nimport "os"\nfunc get(k, d string) string { v := os.Getenv(k); if v == "" { return d }; return v }\nvar a, b = get("NAME", QUOTED), get("NAME", "other")\n'),
    _place("go tag", "a.go", 'package main\ntype C struct {\n\tA string `env:"NAME" envDefault:QUOTED`\n}\n'),
    _place("python", "a.py", 'import os\nA = os.environ.get("NAME", QUOTED)\nB = os.getenv("NAME") or QUOTED\nC = int(os.environ.get("NAME", QUOTED))\n'),
    _place("python constant", "a.py", 'import os\nPRESET = QUOTED\ndef get(key, default=PRESET):\n    return os.environ.get(key, default)\nA = get("NAME")\nos.environ["NAME"] = QUOTED\n'),
    _place("python settings", "a.py", "from typing import Literal\nfrom pydantic_settings import BaseSettings\nclass S(BaseSettings):\n    NAME: Literal['a', QUOTED] = QUOTED\n"),
    _place("javascript", "a.js", 'const a = process.env.NAME ?? QUOTED;\nconst { NAME = QUOTED } = process.env;\nprocess.env.NAME = QUOTED;\n'),
    _place("zod", "a.ts", 'import { z } from "zod";\nexport const env = z.object({ NAME: z.enum(["a", QUOTED]).default(QUOTED) }).parse(process.env);\n'),
    _place("rust", "a.rs", 'fn main() { let a = std::env::var("NAME").unwrap_or_else(|_| QUOTED.to_string()); std::env::var("OTHER").expect(QUOTED); }\n'),
    _place("php", "a.php", "<?php\n$a = getenv('NAME') ?: QUOTED;\n$b = env('NAME', QUOTED);\n"),
    _place("ruby", "a.rb", 'A = ENV.fetch("NAME", QUOTED)\nB = ENV["NAME"] || QUOTED\nENV["NAME"] ||= QUOTED\n'),
    _place("java", "A.java", 'class A { String a = System.getenv().getOrDefault("NAME", QUOTED); }\n'),
    _place("kotlin", "a.kt", 'val a = System.getenv("NAME") ?: QUOTED\n'),
    _place("c#", "a.cs", 'class A { string a = Environment.GetEnvironmentVariable("NAME") ?? QUOTED; }\n'),
    _place("elixir", "a.ex", 'defmodule A do\n  def a, do: System.get_env("NAME", QUOTED)\n  def b, do: System.get_env("NAME") || QUOTED\nend\n'),
    _place("c", "a.c", '#include <stdlib.h>\nconst char *a(void) { const char *v = getenv("NAME"); return v ? v : QUOTED; }\n'),
    _place("shell", "a.sh", '#!/bin/sh\n: "${NAME:=BARE}"\nexport NAME=BARE\necho "${NAME:-BARE}" ${NAME:?BARE}\n'),
    _place("as a name", "a.py", 'import os\nA = os.getenv(QUOTED)\nB = os.environ["PREFIX_" + QUOTED]\n'),
    _place("code comments", "a.py", 'import os\nA = os.getenv("NAME")  # envlint: ignore[ENV402] BARE\n# NAME=BARE\n'),
)  # fmt: skip
TEXTS = (
    _place("template", ".env.example", "NAME=BARE\nOTHER=\n"),
    _place("template, quoted", ".env.example", "export NAME=QUOTED # one of: a, BARE\nTWICE=1\n"),
    _place("template, commented", ".env.example", "# one of: BARE, b\n# NAME=BARE\nOTHER=1\n"),
    _place("template, another name", ".env.example", "OLD_NAME=BARE\n#OTHER=\n# BARE\n"),
    _place("template, broken", ".env.example", "OTHER=\nNAME='BARE\n"),
    _place("docs table", "docs/ENV_VARIABLES.md", "| Variable | Default | Allowed |\n|---|---|---|\n| `NAME` | `BARE` | `BARE`, `b` |\n| `GONE_TOKEN` | BARE | |\n"),
    _place("docs list", "docs/ENV_VARIABLES.md", "- `NAME`: one of `a`, `BARE`. Default: `BARE`.\n- `GONE_TOKEN` (BARE): default is BARE\n"),
    _place("docs heading", "docs/ENV_VARIABLES.md", "## `NAME`\n\nDefault: `BARE`. Type: BARE. Required: BARE.\n\n## `GONE_TOKEN`\nBARE\n"),
    _place("docs fence", "docs/ENV_VARIABLES.md", "```env\nNAME=BARE\n# NAME=BARE\nGONE_TOKEN=BARE\n```\n`NAME=BARE` `BARE`\n"),
    _place("docs section", "docs/ENV_VARIABLES.md", "`NAME` BARE\n\n<!-- envlint:begin variables -->\n| `NAME` | BARE |\n<!-- envlint:end -->\n"),
    _place("compose", "compose.yaml", "services:\n  web:\n    build: .\n    environment:\n      NAME: QUOTED\n      GONE_TOKEN: QUOTED\n    command: echo ${NAME:-BARE}\n"),
    _place("compose list", "compose.yaml", "services:\n  web:\n    build: .\n    environment:\n      - 'NAME=BARE'\n      - GONE_TOKEN=BARE\n"),
    _place("compose, broken", "compose.yaml", "services:\n  web: [\n    environment: {NAME: QUOTED\n"),
    _place("dockerfile", "Dockerfile", "FROM scratch\nARG NAME=BARE\nENV NAME=QUOTED GONE_TOKEN=QUOTED\n"),
    _place("workflow", ".github/workflows/ci.yml", "on: push\nenv:\n  NAME: QUOTED\njobs:\n  a:\n    steps:\n      - run: NAME=BARE x ${NAME:-BARE}\n        env: {GONE_TOKEN: QUOTED}\n"),
    _place("kubernetes", "k8s.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: project}\nspec:\n  containers:\n  - name: project\n    image: project\n    env:\n    - {name: NAME, value: QUOTED}\n    - {name: GONE_TOKEN, value: QUOTED}\n---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {NAME: QUOTED}\n"),
    _place("systemd", "project.service", "[Service]\nEnvironment=NAME=BARE\nExecStart=/bin/x ${NAME} BARE\n"),
    _place("make", "Makefile", "NAME ?= BARE\nexport NAME\nrun:\n\tNAME=BARE x $${NAME:-BARE}\n"),
    _place("spring", "src/main/resources/application.yml", "a: ${NAME:BARE}\nb: BARE\n"),
    _place("sql", "migrations/1.sql", "CREATE TABLE a (column text DEFAULT 'BARE' CHECK (column IN ('BARE', 'b')));\nCOMMENT ON COLUMN a.column IS 'NAME BARE';\n-- NAME BARE\n"),
    _place("sql, broken", "migrations/1.sql", "CREATE TABLE a (column text DEFAULT 'BARE' CHEK BARE;\n"),
    _place("rules", "rules/all.toml", "[OTHER]\n[NAME]\nsecret = true\ndefault = QUOTED\n"),
    _place("env file", ".env", "NAME=BARE\nGONE_TOKEN=BARE\n"),
)  # fmt: skip
PLACES = (*CODE, *TEXTS)
