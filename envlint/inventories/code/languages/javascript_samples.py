"""Pieces of JavaScript and TypeScript with what a scan of each must find, and must not."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

SAMPLES: Final = (
    ("process.env.A;", "A"),
    ('process.env["A-B"]; process?.env?.B; process.env.C!;', "A-B B C"),
    ('const { A, B: b = "x", "C": c, ...rest } = process.env;', "A B=x C"),
    ('const a = process.env.A ?? "1", b = process.env.B || 2;', "A=1 B=2"),
    (
        "// process.env.A\nconst s = 'process.env.B', t = `process.env.C`;",
        "!A !B !C",
    ),
    ('process.env.A = "1"; delete process.env.B; process.env["C"] = "2"; process.env.D ??= "d";', "!A !B !C D=d"),
    ('if ("A" in process.env) { go(); }', "A"),
    ("const url = `http://${process.env.HOST ?? 'localhost'}:${process.env.PORT}`;", "HOST=localhost PORT"),
    ('const port = parseInt(process.env.PORT ?? "8080", 10);', "PORT=8080"),
    ('const port = Number(process.env.PORT) || 8080; const on = process.env.ON === "true";', "PORT=8080 ON"),
    ("const port = process.env.PORT ? parseInt(process.env.PORT) : 3000;", "PORT=3000"),
    ("const env = process.env; env.A; env['B'];", "A B"),
    ("const env = process.env as Record<string, string>; env.A || 'x';", "A=x"),
    ("export function load(env: NodeJS.ProcessEnv = process.env) { return env.A ?? 'x'; }", "A=x"),
    (
        "function load(env: Env) { return env.A; }\nload(process.env);",
        "A",
    ),
    ('import process from "node:process"; process.env.A;', "A"),
    ('import { env } from "process"; env.A;', "A"),
    ('import * as p from "node:process"; p.env.A;', "A"),
    ("globalThis.process.env.A;", "A"),
    ("import.meta.env.VITE_A; import.meta.env.DEV; import.meta.env.MODE;", "VITE_A !DEV !MODE"),
    ('Deno.env.get("A") ?? "x"; Deno.env.set("B", "1"); Bun.env.C;', "A=x !B C"),
    ("window.__ENV__.A; env.B; const env = window.env;", "!A !B"),
    ("declare global { namespace NodeJS { interface ProcessEnv { A: string } } }", "!A"),
    (
        'export const getEnv = (key: string, def?: string) => process.env[key] ?? def;\ngetEnv("A", "x"); getEnv("B");',
        "A=x B",
    ),
    (
        (
            "function required(name: string): string { const v = process.env[name]; if (!v) throw new "
            "Error(name); return v; }\n"
            'required("A");'
        ),
        "A",
    ),
    (
        'const need = (...names: string[]) => names.map((n) => process.env[n]);\nneed("A", "B");',
        "A B",
    ),
    (
        'const need = (names: string[]) => names.map((n) => process.env[n]);\nneed(["A", "B"]);',
        "A B",
    ),
    ('for (const k of ["A", "B"]) process.env[k]; ["C"].forEach((k) => process.env[k]);', "A B C"),
    ('const T = { a: "A", b: "B" } as const; const f = (p: keyof typeof T) => process.env[T[p]];', "A B"),
    (
        'enum K { One = "A" }\nconst KEYS = { two: "B" } as const;\nprocess.env[K.One]; process.env[KEYS.two];',
        "A B",
    ),
    (
        (
            'class Env { static get(name: string, d = "x") { return process.env[name] ?? d; } }\n'
            'Env.get("A"); Env.get("B", "y");'
        ),
        "A=x B=y",
    ),
    (
        'const env = { get: (k: string) => process.env[k] };\nenv.get("A");',
        "A",
    ),
    (
        "const environment = { ...defaults, ...process.env };\nenvironment.A ?? 'x';",
        "A=x",
    ),
    (
        "const env = withFiles(process.env);\nenv.A; env.size;",
        "A !size",
    ),
    (
        "const env = Object.assign({}, process.env);\nenv.A;",
        "A",
    ),
    ('class C { @IsIn(["a"]) public port = process.env.PORT ?? "3000"; }', "PORT=3000"),
    (
        "const num = (v: string | undefined, d: number) => (v ? Number(v) : d);\nnum(process.env.A, 5);",
        "A=5",
    ),
    ('class E { a = this.text(process.env.A) ?? "x"; text(v?: string) { return v ? v : undefined; } }', "A=x"),
    (
        'function on(v: string | undefined): boolean { return v === "1"; }\non(process.env.A);',
        "A",
    ),
    (
        "const { env } = process;\nenv.A || '1'; window.env.B;",
        "A=1 !B",
    ),
    (
        'const env = typeof process !== "undefined" && process.env ? process.env : window.env;\nenv.A;',
        "A",
    ),
    (
        "const { PORT, HOST: host } = process.env;\nlisten(PORT || 3000, host ?? 'h');",
        "PORT=3000 HOST=h",
    ),
    (
        "const port = process.env.PORT;\nlisten(port ?? 3000);",
        "PORT=3000",
    ),
    ("const child = spawn(x, { env: { ...process.env, A: '1' } });", "!A"),
    ("const on = process.env.A ? { a: process.env.A } : { a: 'x' };", "A"),
    ("const url = process.env.A ?? `https://${name}.example`;", "A"),
)
"""What the language itself and a project's own functions do."""

FRAMEWORK_SAMPLES: Final = (
    (
        (
            'import { z } from "zod";\n'
            'const S = z.object({ A: z.string().default("x"), B: z.coerce.number().optional(), C: '
            'z.enum(["p", "q"]).default("p") });\n'
            "export const env = S.parse(process.env);"
        ),
        "A=x B C=p",
    ),
    (
        'z.object({ A: z.string() }).merge(z.object({ B: z.string().default("x") })).safeParse(process.env);',
        "A B=x",
    ),
    ("z.object({ port: z.coerce.number().default(3000) }).parse({ port: process.env.PORT });", "PORT=3000"),
    (
        'const flag = (d: string) => z.string().default(d);\nz.object({ A: flag("on") }).parse(process.env);',
        "A=on",
    ),
    ("z.object({ body: z.string() }).parse(request);", "!body"),
    ('v.parse(v.object({ A: v.optional(v.string(), "x"), B: v.string() }), process.env);', "A=x B"),
    (
        'const s = Joi.object({ A: Joi.string().valid("p").default("p") }).unknown();\ns.validate(process.env);',
        "A=p",
    ),
    (
        (
            'import { createEnv } from "@t3-oss/env-nextjs";\n'
            'export const env = createEnv({ server: { A: z.string().default("x") }, client: { NEXT_PUBLIC_B: '
            "z.string() }, runtimeEnv: { A: process.env.OTHER, NEXT_PUBLIC_B: process.env.NEXT_PUBLIC_B } });"
        ),
        "OTHER=x NEXT_PUBLIC_B",
    ),
    (
        (
            'import { createEnv } from "@t3-oss/env-core";\n'
            'createEnv({ server: { A: z.string().default("x") }, runtimeEnv: process.env });'
        ),
        "A=x",
    ),
    (
        (
            'import { cleanEnv, port, str } from "envalid";\n'
            'cleanEnv(process.env, { PORT: port({ default: 3000 }), A: str({ choices: ["p"], default: "p" '
            "}), B: str() });"
        ),
        "PORT=3000 A=p B",
    ),
    (
        (
            'const convict = require("convict");\n'
            'convict({ port: { format: "port", default: 8080, env: "PORT" }, db: { host: { default: "h", '
            'format: String, env: "DB_HOST" } } });'
        ),
        "PORT=8080 DB_HOST=h",
    ),
    (
        'import * as env from "env-var";\nenv.get("PORT").default("80").required().asPortNumber();',
        "PORT=80",
    ),
    (
        (
            'import { ConfigService } from "@nestjs/config";\n'
            "class S { constructor(private config: ConfigService) {}\n"
            'f() { this.config.get<string>("A", "x"); this.config.getOrThrow("B"); '
            'this.config.get("database.host"); } }'
        ),
        "A=x B !database.host",
    ),
    (
        (
            "ConfigModule.forRoot({ validationSchema: Joi.object({ A: Joi.number().default(1) }) });\n"
            'import "@nestjs/config";'
        ),
        "A=1",
    ),
    ('class C { @Env("A_B") port: number = 5678; @Env("C") c = ""; }', "A_B=5678\nC="),
    (
        (
            "class Vars { @IsNumber() PORT: number = 80; @IsOptional() HOST?: string; }\n"
            "export function validate(config: object) { return plainToInstance(Vars, config); }"
        ),
        "PORT=80 HOST",
    ),
    ("import { A, B as b } from '$env/static/private';", "A B"),
    (
        "import { env } from '$env/dynamic/private';\nenv.A ?? 'x';",
        "A=x",
    ),
    (
        'import { A, getSecret } from "astro:env/server";\ngetSecret("B");',
        "A B",
    ),
    (
        (
            'export default defineConfig({ env: { schema: { A: envField.string({ context: "server", default: '
            '"x" }) } } });'
        ),
        "A=x",
    ),
    ('module.exports = { production: { use_env_variable: "DATABASE_URL" } };', "DATABASE_URL"),
    (
        'import Env from "@ioc:Adonis/Core/Env";\nEnv.get("PORT", 3333);',
        "PORT=3333",
    ),
    (
        'import { Config } from "effect";\nConfig.integer("PORT").pipe(Config.withDefault(80));',
        "PORT",
    ),
    (
        'import { env as std } from "std-env";\nz.object({ A: z.string() }).parse(std); std.B;',
        "A B",
    ),
    (
        "const S = z.object({ A: z.string() });\nexport const load = (env: NodeJS.ProcessEnv) => S.parse(env);",
        "A",
    ),
    (
        "class Conf { constructor(env: Record<string, string>) { this.a = env.A; } }\nnew Conf(process.env);",
        "A",
    ),
    ('cleanEnv(process.env, { A: str(), ...(on && { B: str({ default: "x" }) }) });', "A B=x"),
    (
        'import { getEnv } from "@acme/essentials";\ngetEnv("A", "x"); getEnv("some key");',
        "A=x",
    ),
    (
        "function f() { const S = z.object({ A: z.string() });\n return S.safeParse(process.env); }",
        "A",
    ),
)
"""What libraries do."""
