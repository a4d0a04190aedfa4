"""JavaScript and TypeScript, also inside Vue, Svelte and Astro components. They import each other, so they are one."""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks.js_classes import class_reads
from envlint.inventories.code.frameworks.js_imports import imported_names
from envlint.inventories.code.frameworks.js_options import option_reads
from envlint.inventories.code.frameworks.js_readers import framework_readers
from envlint.inventories.code.frameworks.js_schema_reads import schema_reads
from envlint.inventories.code.language import Effect, EnvObject, Language, Reader, Scope
from envlint.inventories.code.languages.javascript_modules import embedded, imported, passed_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.core.declaration import Read
    from envlint.inventories.code.unit import Unit

TYPESCRIPT: Final = ("typescript", "language_typescript")
VITE: Final = "MODE|BASE_URL|PROD|DEV|SSR"
"""What Vite itself puts into import.meta.env (https://vite.dev/guide/env-and-mode)."""
PROCESS: Final = re.compile(r"(?:node:)?process")
HAS: Final = {"hasOwnProperty": Reader("hasOwnProperty")}


def aliases(unit: Unit) -> Iterator[Reader | EnvObject]:
    """Yield what a file has by an import: the environment itself (``import { env } from "node:process"``), libraries."""
    yield from framework_readers(unit)
    here = Scope("file", unit.path)
    for local, (module, original) in unit.imported.items():
        if PROCESS.fullmatch(module) and original == "env":
            yield EnvObject(local, members=True, methods=HAS, scope=here)
        elif PROCESS.fullmatch(module) and local != "process":
            yield EnvObject(f"{local}.env", members=True, methods=HAS)


def extract(unit: Unit) -> Iterator[Read]:
    """Yield what frameworks read."""
    for framework in (schema_reads, option_reads, imported_names, class_reads):
        yield from framework(unit)


def destructured(unit: Unit, pattern: Node) -> Iterator[tuple[str, Node, Node | None]]:
    """Yield what a pattern takes out of an object: the name, the node that spells it and its default."""
    if pattern.type != "object_pattern":
        return
    for child in pattern.named_children:
        key, default = child, None
        if child.type == "object_assignment_pattern":
            key, default = child.child_by_field_name("left"), child.child_by_field_name("right")
        elif child.type == "pair_pattern":
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            default = value.child_by_field_name("right") if value is not None and value.type == "assignment_pattern" else None
        if key is not None and key.type in ("shorthand_property_identifier_pattern", "property_identifier", "string"):
            yield unit.string(key) or unit.text(key), key, default


JAVASCRIPT = Language(
    "javascript",
    (".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".svelte", ".astro"),
    "tree_sitter_typescript",
    "language_tsx",
    variants={
        **dict.fromkeys((".ts", ".mts", ".cts", ".vue", ".svelte", ".astro"), TYPESCRIPT),
        ".tsx": ("typescript", "language_tsx"),
    },
    needles=(
        b"process.env", b"process?.env", b"import.meta.env", b"Deno.env", b"Bun.env",
        b"'process'", b'"process"', b"node:process", b"@t3-oss", b"envalid", b"znv", b"env-var", b"convict", b"envField",
        b"use_env_variable", b"@fastify/env", b"fastify-env", b"env-schema", b"$env/", b"astro:env", b"@nestjs/config",
        b"start/env", b"Adonis/Core/Env", b"adonisjs/core/env", b"({ env })", b"@Env", b"plainToInstance(", b"plainToClass(",
        b"effect",
    ),
    readers=(
        Reader("Deno.env.get"),
        Reader("Deno.env.has"),
        Reader("Deno.env.set", evidence="written"),
        Reader("Deno.env.delete", evidence="written"),
    ),
    objects=(
        EnvObject("process.env", members=True, methods=HAS),
        *(EnvObject(f"{all_}.process.env", members=True, methods=HAS) for all_ in ("globalThis", "global", "window")),
        EnvObject("import.meta.env", members=True, ignored=VITE),
        EnvObject("Bun.env", members=True),
    ),
    strings=frozenset({"string", "template_string"}),
    string_parts=frozenset({"string_fragment", "escape_sequence"}),
    holes=frozenset({"template_substitution"}),
    words=frozenset({"property_identifier", "shorthand_property_identifier"}),
    numbers=frozenset({"number"}),
    constants={"true": "true", "false": "false", "null": None, "undefined": None},
    calls={"call_expression": ("function",), "new_expression": ("constructor",)},
    argument_kinds=frozenset({"arguments"}),
    members={"member_expression": ("object", "property")},
    subscripts={"subscript_expression": ("object", "index")},
    transparent=frozenset(
        {
            "parenthesized_expression", "as_expression", "satisfies_expression", "non_null_expression",
            "await_expression", "expression_statement",
        }
    ),
    fallbacks={
        "binary_expression": frozenset({"??", "||"}),
        "augmented_assignment_expression": frozenset({"??=", "||="}),
    },
    ternaries={"ternary_expression": ("condition", "consequence", "alternative")},
    lists=frozenset({"array"}),
    tables=frozenset({"object"}),
    pairs={"pair": ("key", "value"), "enum_assignment": ("name", "value")},
    membership=frozenset({"binary_expression"}),
    spreads=frozenset({"spread_element"}),
    exporting=frozenset({"export_statement"}),
    copying=frozenset({"Object.assign", "Object.freeze", "Object.seal", "structuredClone"}),
    negations=frozenset({"unary_expression", "binary_expression"}),
    functions={
        "function_declaration": "name", "generator_function_declaration": "name", "method_definition": "name",
        "function_expression": "name", "arrow_function": "",
    },
    parameter_names=("pattern", "left"),
    parameter_defaults=("value", "right"),
    variadics=frozenset({"rest_pattern"}),
    assignments={
        "variable_declarator": ("name", "value"),
        "assignment_expression": ("left", "right"),
        "public_field_definition": ("name", "value"),
        "required_parameter": ("pattern", "value"),
        "assignment_pattern": ("left", "right"),
        "object_assignment_pattern": ("left", "right"),
    },
    loops={"for_in_statement": ("left", "right")},
    iterating=frozenset({"forEach", "map", "flatMap", "filter", "some", "every", "find", "reduce"}),
    classes={
        "class_declaration": "name", "class": "name", "abstract_class_declaration": "name", "enum_declaration": "name",
    },
    self_names=frozenset({"this"}),
    result="return_type",
    conversions={
        "parseInt": ("int", ""), "Number.parseInt": ("int", ""), "Number": ("number", ""), "parseFloat": ("number", ""),
        "Number.parseFloat": ("number", ""), "BigInt": ("int", ""), "Boolean": ("", ""), "String": ("", ""),
        "JSON.parse": ("json", ""), "URL": ("url", ""), "Math.floor": ("", ""), "path.resolve": ("", ""), "ms": ("", ""),
    },
    effects={
        "split": Effect(type="list"),
        # env-var
        "default": Effect(default=0),
        "required": Effect(required=True),
        "asPortNumber": Effect(type="port"), "asInt": Effect(type="int"), "asIntPositive": Effect(type="int"),
        "asFloat": Effect(type="number"), "asBool": Effect(type="bool"), "asBoolStrict": Effect(type="bool"),
        "asArray": Effect(type="list"), "asJson": Effect(type="json"), "asJsonObject": Effect(type="json"),
        "asUrlString": Effect(type="url"), "asUrlObject": Effect(type="url"), "asString": Effect(), "asEnum": Effect(),
        "asEmailString": Effect(type="email"), "asSet": Effect(type="list"),
        **{name: Effect() for name in ("trim", "toLowerCase", "toUpperCase", "toString", "replace", "replaceAll")},
    },
    types={"number": "number", "boolean": "bool", "URL": "url"},
    exits=rb"(?:\)\s*=>\s*\{\s*)?\b(?:throw\w*|process\.exit|panic|invariant|assert\w*|fail|die|raise)\b",
    imported=imported,
    passed_on=passed_on,
    aliases=aliases,
    destructured=destructured,
    embedded=embedded,
    extract=extract,
    samples=(
        ("process.env.A;", "A"),
        ('process.env["A-B"]; process?.env?.B; process.env.C!;', "A-B B C"),
        ('const { A, B: b = "x", "C": c, ...rest } = process.env;', "A B=x C"),
        ('const a = process.env.A ?? "1", b = process.env.B || 2;', "A=1 B=2"),
        ("// process.env.A\nconst s = 'process.env.B', t = `process.env.C`;", "!A !B !C"),
        ('process.env.A = "1"; delete process.env.B; process.env["C"] = "2"; process.env.D ??= "d";', "!A !B !C D=d"),
        ('if ("A" in process.env) { go(); }', "A"),
        ("const url = `http://${process.env.HOST ?? 'localhost'}:${process.env.PORT}`;", "HOST=localhost PORT"),
        ('const port = parseInt(process.env.PORT ?? "8080", 10);', "PORT=8080"),
        ('const port = Number(process.env.PORT) || 8080; const on = process.env.ON === "true";', "PORT=8080 ON"),
        ('const port = process.env.PORT ? parseInt(process.env.PORT) : 3000;', "PORT=3000"),
        ("const env = process.env; env.A; env['B'];", "A B"),
        ("const env = process.env as Record<string, string>; env.A || 'x';", "A=x"),
        ("export function load(env: NodeJS.ProcessEnv = process.env) { return env.A ?? 'x'; }", "A=x"),
        ("function load(env: Env) { return env.A; }\nload(process.env);", "A"),
        ('import process from "node:process"; process.env.A;', "A"),
        ('import { env } from "process"; env.A;', "A"),
        ('import * as p from "node:process"; p.env.A;', "A"),
        ("globalThis.process.env.A;", "A"),
        ("import.meta.env.VITE_A; import.meta.env.DEV; import.meta.env.MODE;", "VITE_A !DEV !MODE"),
        ('Deno.env.get("A") ?? "x"; Deno.env.set("B", "1"); Bun.env.C;', "A=x !B C"),
        ("window.__ENV__.A; env.B; const env = window.env;", "!A !B"),
        ("declare global { namespace NodeJS { interface ProcessEnv { A: string } } }", "!A"),
        ('export const getEnv = (key: string, def?: string) => process.env[key] ?? def;\ngetEnv("A", "x"); getEnv("B");', "A=x B"),
        ('function required(name: string): string { const v = process.env[name]; if (!v) throw new Error(name); return v; }\nrequired("A");', "A"),
        ('const need = (...names: string[]) => names.map((n) => process.env[n]);\nneed("A", "B");', "A B"),
        ('const need = (names: string[]) => names.map((n) => process.env[n]);\nneed(["A", "B"]);', "A B"),
        ('for (const k of ["A", "B"]) process.env[k]; ["C"].forEach((k) => process.env[k]);', "A B C"),
        ('const T = { a: "A", b: "B" } as const; const f = (p: keyof typeof T) => process.env[T[p]];', "A B"),
        ('enum K { One = "A" }\nconst KEYS = { two: "B" } as const;\nprocess.env[K.One]; process.env[KEYS.two];', "A B"),
        ('class Env { static get(name: string, d = "x") { return process.env[name] ?? d; } }\nEnv.get("A"); Env.get("B", "y");', "A=x B=y"),
        ('const env = { get: (k: string) => process.env[k] };\nenv.get("A");', "A"),
        ("const environment = { ...defaults, ...process.env };\nenvironment.A ?? 'x';", "A=x"),
        ("const env = withFiles(process.env);\nenv.A; env.size;", "A !size"),
        ("const env = Object.assign({}, process.env);\nenv.A;", "A"),
        ('class C { @IsIn(["a"]) public port = process.env.PORT ?? "3000"; }', "PORT=3000"),
        (
            'import { z } from "zod";\nconst S = z.object({ A: z.string().default("x"), B: z.coerce.number().optional(), '
            'C: z.enum(["p", "q"]).default("p") });\nexport const env = S.parse(process.env);',
            "A=x B C=p",
        ),
        ('z.object({ A: z.string() }).merge(z.object({ B: z.string().default("x") })).safeParse(process.env);', "A B=x"),
        ('z.object({ port: z.coerce.number().default(3000) }).parse({ port: process.env.PORT });', "PORT=3000"),
        ('const flag = (d: string) => z.string().default(d);\nz.object({ A: flag("on") }).parse(process.env);', "A=on"),
        ('z.object({ body: z.string() }).parse(request);', "!body"),
        ('v.parse(v.object({ A: v.optional(v.string(), "x"), B: v.string() }), process.env);', "A=x B"),
        ('const s = Joi.object({ A: Joi.string().valid("p").default("p") }).unknown();\ns.validate(process.env);', "A=p"),
        (
            'import { createEnv } from "@t3-oss/env-nextjs";\nexport const env = createEnv({ server: { A: z.string().default("x") }, '
            'client: { NEXT_PUBLIC_B: z.string() }, runtimeEnv: { A: process.env.OTHER, NEXT_PUBLIC_B: process.env.NEXT_PUBLIC_B } });',
            "OTHER=x NEXT_PUBLIC_B",
        ),
        ('import { createEnv } from "@t3-oss/env-core";\ncreateEnv({ server: { A: z.string().default("x") }, runtimeEnv: process.env });', "A=x"),
        (
            'import { cleanEnv, port, str } from "envalid";\ncleanEnv(process.env, { PORT: port({ default: 3000 }), '
            'A: str({ choices: ["p"], default: "p" }), B: str() });',
            "PORT=3000 A=p B",
        ),
        (
            'const convict = require("convict");\nconvict({ port: { format: "port", default: 8080, env: "PORT" }, '
            'db: { host: { default: "h", format: String, env: "DB_HOST" } } });',
            "PORT=8080 DB_HOST=h",
        ),
        ('import * as env from "env-var";\nenv.get("PORT").default("80").required().asPortNumber();', "PORT=80"),
        (
            'import { ConfigService } from "@nestjs/config";\nclass S { constructor(private config: ConfigService) {}\n'
            'f() { this.config.get<string>("A", "x"); this.config.getOrThrow("B"); this.config.get("database.host"); } }',
            "A=x B !database.host",
        ),
        ('ConfigModule.forRoot({ validationSchema: Joi.object({ A: Joi.number().default(1) }) });\nimport "@nestjs/config";', "A=1"),
        ('class C { @Env("A_B") port: number = 5678; @Env("C") c = ""; }', "A_B=5678\nC="),
        (
            'class Vars { @IsNumber() PORT: number = 80; @IsOptional() HOST?: string; }\n'
            'export function validate(config: object) { return plainToInstance(Vars, config); }',
            "PORT=80 HOST",
        ),
        ("import { A, B as b } from '$env/static/private';", "A B"),
        ("import { env } from '$env/dynamic/private';\nenv.A ?? 'x';", "A=x"),
        ('import { A, getSecret } from "astro:env/server";\ngetSecret("B");', "A B"),
        ('export default defineConfig({ env: { schema: { A: envField.string({ context: "server", default: "x" }) } } });', "A=x"),
        ('module.exports = { production: { use_env_variable: "DATABASE_URL" } };', "DATABASE_URL"),
        ('import Env from "@ioc:Adonis/Core/Env";\nEnv.get("PORT", 3333);', "PORT=3333"),
        ('import { Config } from "effect";\nConfig.integer("PORT").pipe(Config.withDefault(80));', "PORT"),
        ("const child = spawn(x, { env: { ...process.env, A: '1' } });", "!A"),
    ),
)
