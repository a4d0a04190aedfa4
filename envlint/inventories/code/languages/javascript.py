"""JavaScript and TypeScript, also inside Vue, Svelte and Astro components. They import each other, so they are one."""

from __future__ import annotations

import re

from envlint.inventories.code.language import Effect, EnvObject, Language, Reader, Scope
from envlint.inventories.code.languages.javascript_modules import embedded, imported, passed_on

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Final

    from tree_sitter import Node

    from envlint.inventories.code.unit import Unit

TYPESCRIPT: Final = ("typescript", "language_typescript")
VITE: Final = frozenset({"MODE", "BASE_URL", "PROD", "DEV", "SSR"})
"""What Vite itself puts into import.meta.env (https://vite.dev/guide/env-and-mode)."""
PROCESS: Final = re.compile(r"(?:node:)?process")
HAS: Final = {"hasOwnProperty": Reader("hasOwnProperty")}


def aliases(unit: Unit) -> Iterator[EnvObject]:
    """Yield the names under which a file has the environment by an import: ``import { env } from "node:process"``."""
    here = Scope("file", unit.path)
    for local, (module, original) in unit.imported.items():
        if PROCESS.fullmatch(module) and original == "env":
            yield EnvObject(local, members=True, methods=HAS, scope=here)
        elif PROCESS.fullmatch(module) and local != "process":
            yield EnvObject(f"{local}.env", members=True, methods=HAS)


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
        b"'process'", b'"process"', b"node:process",
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
        EnvObject("import.meta.env", members=True, without=VITE),
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
        **{name: Effect() for name in ("trim", "toLowerCase", "toUpperCase", "toString", "replace", "replaceAll")},
    },
    types={"number": "number", "boolean": "bool", "URL": "url"},
    exits=rb"(?:\)\s*=>\s*\{\s*)?\b(?:throw\w*|process\.exit|panic|invariant|assert\w*|fail|die|raise)\b",
    imported=imported,
    passed_on=passed_on,
    aliases=aliases,
    destructured=destructured,
    embedded=embedded,
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
        ('class C { @IsIn(["a"]) public port = process.env.PORT ?? "3000"; }', "PORT=3000"),
        ("const child = spawn(x, { env: { ...process.env, A: '1' } });", "!A"),
    ),
)
