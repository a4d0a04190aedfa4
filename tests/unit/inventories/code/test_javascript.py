"""JavaScript and TypeScript across several files, and what a scan says beside names and defaults."""

from __future__ import annotations

import pytest

from envlint.core.declaration import READ
from envlint.inventories.code.engine import Engine
from envlint.inventories.code.languages.javascript import JAVASCRIPT
from envlint.inventories.code.languages.javascript_modules import embedded, imported, passed_on
from envlint.inventories.code.unit import Unit


def scan(files):
    """Return what a scan of files finds, given by path."""
    units = {path: Unit(path, code.encode(), JAVASCRIPT) for path, code in files.items()}
    return Engine(JAVASCRIPT, list(units), units.get).run()


def only(files):
    """Return the one read of some files."""
    (read,) = scan(files).reads.values()
    return read


ENV = "export const getEnv = (key: string, fallback?: string) => process.env[key] ?? fallback;\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"src/env.ts": ENV, "src/app.tsx": 'import { getEnv } from "./env";\ngetEnv("A", "x");'}, {"A": "x"}),
        ({"src/env.ts": ENV, "src/app.ts": 'import { getEnv as e } from "./env.js";\ne("A");'}, {"A": None}),
        ({"src/env.ts": ENV, "src/app.ts": 'import * as all from "./env";\nall.getEnv("A");'}, {"A": None}),
        ({"lib/env.js": "module.exports = { getEnv };\n" + ENV[7:].replace(": string", "").replace("?", "", 1), "a.js":
          'const { getEnv } = require("./lib/env");\ngetEnv("A");'}, {"A": None}),
        (
            {"src/env.ts": ENV, "src/index.ts": 'export * from "./env";', "src/b/c.ts":
             'import { getEnv } from "..";\ngetEnv("A");'},
            {"A": None},
        ),
        (
            {"src/env.ts": ENV, "src/index.ts": 'export { getEnv as env } from "./env";', "src/b.ts":
             'import { env } from "./index";\nenv("A");'},
            {"A": None},
        ),
        (
            {"packages/lib/utils/env.ts": ENV, "apps/web/a.ts":
             'import { getEnv } from "@acme/lib/utils/env";\ngetEnv("A");'},
            {"A": None},
        ),
        (
            {"packages/lib/src/env.ts": ENV, "packages/lib/src/index.ts": 'export * from "./env";', "apps/web/a.ts":
             'import { getEnv } from "@acme/lib";\ngetEnv("A");'},
            {"A": None},
        ),
        (
            {"src/env.ts": "export default function read(k: string) { return process.env[k]; }", "src/a.ts":
             'import anything from "./env";\nanything("A");'},
            {"A": None},
        ),
        (
            {"src/environment.ts": "export default { ...process.env };", "src/a.ts":
             'import settings from "./environment";\nsettings.A ?? "x";'},
            {"A": "x"},
        ),
        (
            {"src/environment.ts": "export default withFiles(process.env);", "src/a.ts":
             'import environment from "./environment";\nenvironment.A; environment.length;'},
            {"A": None},
        ),
        (
            {"src/env.ts": 'export class Env { static need(k: string) { return process.env[k]; } }', "src/a.ts":
             'import { Env } from "./env";\nEnv.need("A");'},
            {"A": None},
        ),
        ({"src/env.ts": ENV, "src/a.ts": 'getEnv("A");'}, {}),
        ({"src/env.ts": ENV, "src/a.ts": 'import { getEnv } from "./other";\ngetEnv("A");'}, {}),
    ],
)  # fmt: skip
def test_wrappers_of_other_files(files, expected):
    found = {read.name: read.default for read in scan(files).reads.values() if read.evidence == READ}
    assert found == expected


def test_a_schema_of_another_file():
    files = {
        "src/schema.ts": 'export const Flag = z.string().default("off");\nexport const Base = z.object({ A: Flag });',
        "src/env.ts": 'import { Base, Flag } from "./schema";\n'
        "export const env = Base.extend({ B: Flag }).parse(process.env);",
    }
    assert {(read.name, read.default, read.at.path) for read in scan(files).reads.values()} == {
        ("A", "off", "src/schema.ts"),
        ("B", "off", "src/env.ts"),
    }


def test_a_default_of_another_file():
    files = {
        "src/defaults.ts": "export const PORT_DEFAULT = 3000;",
        "src/env.ts": 'import { PORT_DEFAULT } from "./defaults";\n'
        "z.object({ PORT: z.coerce.number().default(PORT_DEFAULT) }).parse(process.env);",
    }
    assert only(files).default == "3000"


def test_what_a_schema_says():
    code = 'z.object({ MODE_OF: z.enum(["a", "b"]), N: z.number().int().optional(), S: custom() }).parse(process.env);'
    found = {read.name: read for read in scan({"env.ts": code}).reads.values()}
    assert found["MODE_OF"].values == ("a", "b")
    assert found["MODE_OF"].required is True
    assert (found["N"].type, found["N"].required, found["N"].how) == ("int", False, "framework")
    assert found["S"].required is None


def test_the_mapping_names_the_variable_and_the_schema_the_rest():
    code = (
        'import { createEnv } from "@t3-oss/env-core";\n'
        'createEnv({ server: { HOST: z.string().default("h") }, runtimeEnv: { HOST: process.env.APP_HOST } });'
    )
    read = only({"env.ts": code})
    assert (read.name, read.default, read.via, read.at.line) == ("APP_HOST", "h", "t3-env", 2)


@pytest.mark.parametrize(
    "code",
    [
        "if (!process.env.A) throw new Error('A');",
        "if (process.env.A === undefined || process.env.A === '') { process.exit(1); }",
        "const a = process.env.A;\nif (!a) { throw new Error('A'); }",
        "const a = process.env.A ?? fail();",
    ],
)
def test_a_guard_makes_it_required(code):
    assert {read.required for read in scan({"a.ts": code}).reads.values()} == {True}


@pytest.mark.parametrize("code", ["f(process.env.A!);", "process.env.A;", "if (process.env.A && !b) throw e;"])
def test_no_guard_says_nothing(code):
    assert only({"a.ts": code}).required is None


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("parseInt(process.env.A, 10)", "int"),
        ("Number(process.env.A ?? 5)", "number"),
        ("process.env.A === 'true'", "bool"),
        ("process.env.A.split(',')", "list"),
        ("new URL(process.env.A)", "url"),
        ("process.env.A", ""),
    ],
)
def test_types(code, kind):
    assert only({"a.ts": f"const x = {code};"}).type == kind


def test_a_decorator_lists_the_values_of_a_field():
    code = 'class E { @IsIn(["a", "b"])\n  public kind = process.env.KIND ?? "a"; }'
    read = only({"a.ts": code})
    assert (read.name, read.values, read.default) == ("KIND", ("a", "b"), "a")


def test_nested_names_become_patterns():
    facts = scan({"a.ts": "const f = (p) => { const name = load(p); return process.env[`PLUGIN_${name}`]; };"})
    assert [each.pattern for each in facts.dynamic.values()] == ["PLUGIN_*"]


def test_next_puts_its_own_names_in_place():
    files = {
        "next.config.js": "module.exports = { env: { basePath: process.env.BASE_PATH, region: 'eu' } };",
        "src/a.ts": "process.env.basePath; process.env.region; process.env.npm_package_version; process.env.other;",
    }
    assert {read.name for read in scan(files).reads.values() if read.evidence == READ} == {"BASE_PATH", "other"}


@pytest.mark.parametrize("name", ["a.vue", "a.svelte"])
def test_only_the_script_of_a_component(name):
    code = (
        "<template>{{ process.env.NO }}</template>\n<script setup lang='ts'>\nconst a = process.env.YES;\n</script>\n"
    )
    read = only({name: code})
    assert (read.name, read.at.line, read.at.column) == ("YES", 3, 23)


def test_the_front_of_an_astro_page():
    assert only({"a.astro": "---\nconst a = import.meta.env.YES;\n---\n<p>process.env.NO</p>\n"}).name == "YES"


def test_markup_in_a_script_stays():
    code = b"const page = '<script>process.env.A</script>';\n"
    assert embedded(code) == code


def test_languages_by_suffix():
    assert {name: only({name: "process.env.A"}).language for name in ("a.ts", "a.tsx", "a.js", "a.mjs")} == {
        "a.ts": "typescript",
        "a.tsx": "typescript",
        "a.js": "javascript",
        "a.mjs": "javascript",
    }


def test_imports():
    code = (
        b'import a, { b as c, type d } from "m1";\nimport * as e from "./m2";\n'
        b'const { f: g } = require("m3");\nconst h = require("m4");\nimport type { T } from "m5";\n'
    )
    assert dict(imported(Unit("a.ts", code, JAVASCRIPT))) == {
        "a": ("m1", "default"),
        "c": ("m1", "b"),
        "d": ("m1", "d"),
        "e": ("./m2", "*"),
        "g": ("m3", "f"),
        "h": ("m4", "default"),
    }


def test_exports():
    code = (
        b'import { a } from "./m0";\nexport * from "./m1";\nexport { b as c } from "./m2";\n'
        b"export { a };\nexport default own;\nexport const d = 1;\n"
    )
    assert set(passed_on(Unit("a.ts", code, JAVASCRIPT))) == {
        ("./m1", "*", "*"),
        ("./m2", "b", "c"),
        ("./m0", "a", "a"),
        ("", "own", "default"),
    }


@pytest.mark.parametrize(
    "piece", ["process.env.", "process.env[", "{ a } = process.env", "z.object({A:", "(", "`${", "import {"]
)
def test_broken_code_is_no_error(piece):
    scan({"a.ts": piece * 200, "b.js": f"const x = {piece}"})
