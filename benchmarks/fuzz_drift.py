"""Targets of the fuzzer for what drift reads: the code of every language, docs, templates, SQL, files of operation."""
# ruff: noqa: E501, ISC004  samples keep their shape

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, cast

from fuzz_input import Target

from envlint.analysis.repair import docs_entries, template_entries
from envlint.analysis.repair.facts import facts
from envlint.core.errors import LoadErrors
from envlint.formats import literals, markdown, yaml
from envlint.formats.unparsed import Unparsed
from envlint.inventories import code, configs, docs, sql, template
from envlint.inventories.code.languages import languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from envlint.core.declaration import Inventory
    from envlint.inventories.code.language import Language
    from envlint.inventories.tree import Tree

APART = b"\f"
"""Parts an input into two files of one project."""
TOKENS = re.compile(rb"\w+|\s+|[^\w\s]+")
HELPERS = ("getEnv(NAME, DEFAULT)", "{ env: NAME, default: DEFAULT }")
FACTS = [facts("ONE_MORE", ()), facts("AND_ANOTHER", ())]

OF_DOCS = (
    b"# Settings\n\n| Variable | Default | Required | Allowed |\n|---|:-:|--:|---|\n| `PORT` | `8080` | no | |\n"
    b"| `MODE`<br>`KIND` | \"a\" | yes | one of `a`, `b` |\n| `A_B_*` | | | `x \\| y` |\n",
    b"## `DATABASE_URL`\n\nThe database. Default: `postgres://localhost`. Required.\n\n- `HOST` (string): the host\n"
    b"  * `LOG_LEVEL`: one of `debug`, `info`; default is `info`\n1. **CACHE_TTL** - seconds\n",
    b"```env\nPORT=8080\n# HOST=localhost\nexport MODE=a # one of: a, b\n```\n\n~~~ sh\necho $PORT\n~~~\n\n    INDENTED=1\n",
    b"<!-- envlint:begin variables -->\n| `OLD` | 1 |\n<!-- envlint:end -->\n<!-- envlint: ignore[ENV405] -->\n`X_Y`\n",
    b"Setext_A\n========\n\n> quoted `IN_QUOTE`\n> | `T_A` | `1` |\n> |---|---|\n\n<table><tr><td><code>HTML_A</code></td></tr></table>\n",
    b"[link `L_A`](http://x/`) ![i](a) \\`NO_T\\` ``D`_A`` &lt; `DB_{HOST,PORT}` *`E_A`* __`F_A`__ <a href='`'>\n",
)  # fmt: skip
OF_TEMPLATES = (
    b"# The port. one of: a, b\nPORT=8080\n\nexport MODE='a' # a|b\n#HOST=localhost\n## Section ##\nKEY=\"x\\n${PORT}\"\n",
    b"A=1\r\nB=\r\n# C=3\r\nD='never closed\nE=2\n# Note: X=1 turns it on\n_f.g-h=1\nTOKEN=changeme\n",
)
OF_SQL = (
    b"CREATE TABLE tracks (id int PRIMARY KEY, storage_backend varchar(16) NOT NULL DEFAULT 'local' "
    b"CHECK (storage_backend IN ('local', 's3')), mode text DEFAULT 'a'::text);\n",
    b"ALTER TABLE tracks ADD CONSTRAINT c CHECK (mode = ANY (ARRAY['a'::text, 'b'::text]));\n"
    b"COMMENT ON COLUMN tracks.mode IS 'see TRACK_MODE';\n-- +goose Down\nDROP TABLE tracks;\n",
    b"DO $$ BEGIN IF NOT EXISTS (SELECT 1) THEN ALTER TABLE t ADD COLUMN k e; END IF; END $$;\n"
    b"CREATE TYPE e AS ENUM ('x', 'y'); ALTER TYPE e ADD VALUE IF NOT EXISTS 'z' BEFORE 'y';\n",
    b"CREATE TABLE IF NOT EXISTS \"s\".\"T\" (LIKE a INCLUDING ALL, b e, CHECK (((b)::text = 'x') OR b IS NULL));\n"
    b"ALTER TABLE s.\"T\" RENAME COLUMN b TO c; ALTER TABLE s.\"T\" ALTER c TYPE text USING c::text, ALTER c SET DEFAULT 'q';\n"
    b"/* /* nested */ */ INSERT INTO t VALUES (E'\\x41', U&'\\0041', $q$;$q$);\n",
)  # fmt: skip
OF_CONFIGS: Mapping[str, Sequence[bytes]] = {
    "Dockerfile": (b"ARG PORT=8080\nFROM a AS b\nENV A=1 B=\"x ${PORT:-9}\" \\\n  C=$A\nENV D e f\nRUN <<EOF\necho $X\nEOF\n"
                   b"ENTRYPOINT [\"sh\", \"-c\", \"exec ${CMD}\"]\n",),
    "compose.yaml": (b"x-a: &a {K: v, L: 1}\nservices:\n  web:\n    build: .\n    environment:\n      <<: *a\n      PORT: ${PORT:-80}\n"
                     b"      - X=1\n      - Y\n    env_file: [.env]\n    command: [\"$$A\", \"${B?err}\"]\n  db:\n    image: postgres\n",),
    ".github/workflows/ci.yml": (b"on: push\nenv:\n  A: ${{ secrets.A_KEY }}\njobs:\n  b:\n    env: {B: '${{ vars.B }}'}\n    steps:\n"
                                 b"      - run: |\n          echo $C ${D:-x}\n        env:\n          C: ${{ env.A || 'x' }}\n",),
    "action.yml": (b"inputs:\n  a: {default: x}\nruns:\n  using: composite\n  steps:\n    - run: echo $X\n      env: {X: '${{ inputs.a }}'}\n",),
    ".gitlab-ci.yml": (b"variables:\n  A: b\n  C: {value: d, description: e}\njob:\n  variables: {E: $F}\n  script:\n    - echo $A ${G}\n",),
    "render.yaml": (b"services:\n  - type: web\n    envVars:\n      - key: A\n        value: b\n      - {key: C, sync: false}\n",),
    "serverless.yml": (b"provider:\n  environment:\n    A: ${env:B, 'c'}\n    D: ${self:custom.x}\nfunctions:\n  f: {environment: {E: 1}}\n",),
    "src/main/resources/application.yml": (b"server:\n  port: ${PORT:8080}\n  url: ${A:${B:http://x}}\n---\nspring: {p: '${C}'}\n",),
    "src/main/resources/application.properties": (b"a=${PORT:8080}\nb : ${A:\\\n  ${B}}\n! c\nd ${C}\n",),
    "deploy/k8s.yaml": (b"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n  template:\n    spec:\n      containers:\n      - name: a\n"
                        b"        image: a\n        env:\n        - {name: P, value: \"1\"}\n        - name: Q\n          valueFrom: {secretKeyRef: {name: s, key: k}}\n"
                        b"        envFrom: [{configMapRef: {name: c}}]\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {R: x}\n",),
    "config/services.yaml": (b"parameters:\n  a: '%env(A)%'\n  b: '%env(int:default:c:B)%'\n  env(D): e\n",),
    "config/settings.yaml": (b"a: ${A}\nb: ${B:-c}\nd: {{ env \"E\" | default \"f\" }}\n",),
    "package.json": (b"{\"scripts\": {\"a\": \"PORT=1 node $X ${Y:-z} && cross-env B=2 c\", \"d\": \"%E%\"}}",),
    "turbo.json": (b"{// c\n\"globalEnv\": [\"A\", \"B_*\"], \"pipeline\": {\"x\": {\"env\": [\"C\"], \"passThroughEnv\": [\"!D\"]}}}",),
    ".devcontainer/devcontainer.json": (b"{\"containerEnv\": {\"A\": \"${localEnv:B:c}\"}, /* d */ \"remoteEnv\": {\"E\": null,}}",),
    "config/config.json": (b"{\"production\": {\"use_env_variable\": \"DATABASE_URL\"}}",),
    "nginx/default.conf.template": (b"server { listen ${PORT}; set $x ${A_B}; }\n",),
    "chart/a.tpl": (b"{{ env \"A\" | default \"b\" }} {{ getenv `C` }} {{ .Env.D }} {{- if (env \"E\") -}}\n",),
    "logback.xml": (b"<a x='${LOG:-info}'>${env:B:-c}</a><!-- ${D} -->",),
    "schema.prisma": (b"datasource db {\n  url = env(\"DATABASE_URL\")\n  x = env('Y') // env(\"Z\")\n}\n",),
    "docker-bake.hcl": (b"variable \"TAG\" {\n  default = \"latest\"\n}\nvariable \"N\" { default = null }\ntarget \"a\" { args = { B = \"${TAG}\" } }\n",),
    "uwsgi.ini": (b"[uwsgi]\nsocket = :$(PORT)\nenv = A=$(B)\nif-env = C\nendif =\nprint = %(x)\n",),
    "app.service": (b"[Unit]\n[Service]\nEnvironment=A=1 \"B=x y\" 'C=z'\nEnvironmentFile=-/etc/a\nExecStart=/bin/a $D ${E} \\\n  $$F\nPassEnvironment=G\n",),
    "Makefile": (b"PORT ?= 8080\nA := $(B)\nexport C\nrun:\n\t@D=1 echo $$E $${F:-x} $(G) ${H}\nifdef I\nendif\ndefine J\n$(K)\nendef\n",),
    "justfile": (b"a := env_var('A')\nb := env_var_or_default(\"B\", 'c')\nc := env(\"D\", `e`)\nrun:\n  echo $E {{a}}\n",),
    ".envrc": (b"export A=1\nexport B=${C:-d}\ndotenv_if_exists\n: ${E:?needed}\n",),
    "Procfile": (b"web: gunicorn -b :$PORT ${A:-b}\nworker: X=1 y\n",),
    "Caddyfile": (b"{$HOST:localhost} {\n  respond {env.A} {$B}\n}\n",),
}  # fmt: skip
OF_YAML = (
    b"a: &x [1, {b: *x}]\n? c\n: |\n  text\n--- !!map\n<<: *y\n'q': \"w\\u0041\"\n", b"- - - a\n- !t >-\n  x\n# c\n%YAML 1.1\n...\n",
)  # fmt: skip
OF_LITERALS = (
    b"10*time.Second", b"64*1024*1024", b"False", b"1_000", b"'a\\'b'", b'"""x"""', b"Duration::from_secs(30)", b"0x1F",
    b"timedelta(minutes=5)", b"5.minutes", b"1 << 20", b"time.Duration(3) * time.Hour", b"3.14f64", b"0b1", b"1e3",
    b"b'x'", b"TimeSpan.FromDays(1)", b":timer.seconds(3)", b"1 + 2 * 3",
)  # fmt: skip


class Project:
    """Files that exist in memory only; answers as a ``Tree`` does."""

    root = "/project"
    skipped: tuple[tuple[str, str], ...] = ()

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self.paths = tuple(sorted(files))

    def __contains__(self, path: str) -> bool:
        return path in self._files

    def read(self, path: str, _largest: int = 512 * 1024) -> bytes | None:
        """Return the bytes of a file."""
        return self._files.get(path)


def tree(files: Mapping[str, bytes]) -> Tree:
    """Return files as a project's."""
    return cast("Tree", Project(files))


def in_code(language: Language, data: bytes) -> None:
    """Scan one file, or two that can import each other, under each of the language's suffixes in turn."""
    suffix = language.suffixes[len(data) % len(language.suffixes)]
    first, _, second = data.partition(APART)
    files = {f"src/main{suffix}": first, **({f"src/lib/config{suffix}": second} if second else {})}
    _sound(code.read(tree(files), HELPERS if len(data) % 5 == 0 else ()))


def in_docs(data: bytes) -> None:
    """Read a page as blocks, as docs, and write entries into it."""
    text = data.decode("utf-8", "replace")
    markdown.blocks(text)
    for path in ("README.md", "docs/a.rst", "docs/a.html"):
        docs.read(tree({path: data}), (path,))
    if APART not in data:
        docs_entries.with_missing(text, FACTS, ())


def in_template(data: bytes) -> None:
    """Read a template, and write entries into it."""
    template.read(tree({".env.example": data}))
    template_entries.with_missing(data.decode("utf-8", "replace"), FACTS, ())


def in_sql(data: bytes) -> None:
    """Apply one migration, or two."""
    first, _, second = data.partition(APART)
    files = {"migrations/1.sql": first, **({"migrations/2_x.up.sql": second} if second else {})}
    _sound(sql.read(tree(files), (), {"TRACK_MODE": "tracks.mode"}))


def in_config(path: str, data: bytes) -> None:
    """Read a file of operation."""
    for inventory in configs.read(tree({path: data})):
        _sound(inventory)


def in_yaml(data: bytes) -> None:
    """Build the nodes of a YAML text."""
    yaml.load(data.decode("utf-8", "replace"))


def in_literal(data: bytes) -> None:
    """Bring a default into its one spelling, which has to be that of its own."""
    text = data.decode("utf-8", "replace")
    literals.canonical(text)


def _sound(inventory: Inventory) -> None:
    faults = getattr(inventory, "faults", ())
    if faults:
        raise LoadErrors(faults)


def _of_texts(call: partial[None] | object, texts: Iterable[bytes], *refusals: type[Exception]) -> Target:
    whole = tuple(texts)
    words = sorted({token for text in whole for token in TOKENS.findall(text)})
    return Target(call, (*words, APART), refusals, whole)  # type: ignore[arg-type]


def _of_language(language: Language) -> Target:
    return _of_texts(partial(in_code, language), [text.encode() for text, _ in language.samples])


TARGETS: Mapping[str, Target] = {
    **{f"code-{language.name}": _of_language(language) for language in languages()},
    "docs": _of_texts(in_docs, OF_DOCS),
    "template": _of_texts(in_template, OF_TEMPLATES),
    "sql": _of_texts(in_sql, OF_SQL),
    "yaml": _of_texts(in_yaml, OF_YAML, Unparsed),
    "literals": Target(in_literal, OF_LITERALS),
    **{f"config-{path}": _of_texts(partial(in_config, path), texts) for path, texts in OF_CONFIGS.items()},
}
