"""package.json, the locks beside it, and the files that code names."""

from __future__ import annotations

import json

import pytest

from tests.unit.inventories.projects import dialects_for, found, loaders_of


def package(**sections) -> str:
    return json.dumps(sections, indent=2)


def wants(**packages) -> str:
    return package(dependencies={name.replace("_", "-"): wanted for name, wanted in packages.items()})


def test_a_dependency_is_a_loader_with_its_place(tmp_path):
    files = {"package.json": package(name="x", devDependencies={"dotenv": "^16.3.1"})}
    assert loaders_of(tmp_path, files) == ["dotenv-js-16: dotenv ^16.3.1 is a dependency (package.json:4:6) reads ./*"]


def test_a_lock_alone_is_no_evidence(tmp_path):
    lock = {"lockfileVersion": 3, "packages": {"node_modules/dotenv": {"version": "16.4.5"}}}
    assert loaders_of(tmp_path, {"package.json": wants(left_pad="1"), "package-lock.json": json.dumps(lock)}) == []


@pytest.mark.parametrize(
    ("packages", "expected"),
    [
        ({"dotenv": "^8.2.0"}, ["dotenv-js-16"]),
        ({"dotenv": "^17.0.0"}, ["dotenv-js-17"]),
        ({"dotenv": "latest"}, ["dotenv-js-18"]),
        ({"dotenv": "^16", "dotenv-expand": "^12.0.1"}, ["dotenv-expand-12"]),
        ({"dotenv-expand": "1000.0.0"}, ["dotenv-expand-1000"]),
        ({"@dotenvx/dotenvx": "^1"}, ["dotenvx"]),
        ({"@nestjs/config": "^4"}, ["dotenv-js-16"]),
        ({"env-cmd": "^10"}, ["env-cmd"]),
        ({"foreman": "^3"}, ["foreman-js"]),
        ({"next": "^14", "react": "^18"}, ["next-env"]),
        ({"nuxt": "^3", "nuxi": "^3"}, ["c12-nuxt"]),
        ({"vite": "^8"}, ["vite"]),
        ({"vite": "~7.1"}, ["dotenv-expand-12"]),
        ({"astro": "^5"}, ["dotenv-expand-12"]),
        ({"@sveltejs/kit": "^2", "vite": "^8"}, ["vite"]),
        ({"expo": "~52"}, ["dotenv-expand-12"]),
        ({"react-scripts": "5.0.1"}, ["dotenv-expand-12"]),
        ({"prisma": "^6"}, ["dotenv-expand-12"]),
        ({"prisma": "^7"}, []),
        ({"express": "^4", "@types/dotenv": "^8"}, []),
    ],
)
def test_the_dialect_of_each_package(tmp_path, packages, expected):
    scripts = {
        "a": "next dev",
        "b": "nuxt dev",
        "c": "vite",
        "d": "astro build",
        "e": "expo start",
        "f": "prisma generate",
    }
    files = {
        "package.json": package(
            dependencies=packages, scripts={**scripts, "g": "react-scripts start", "h": "env-cmd node ."}
        )
    }
    assert dialects_for(tmp_path, files, ".env") == expected


def test_a_framework_that_a_library_only_asks_for_reads_nothing(tmp_path):
    files = {
        "package.json": package(devDependencies={"next": "^15", "expo": "^52"}, scripts={"build": "export A=1; tsc"})
    }
    assert loaders_of(tmp_path, files) == []


@pytest.mark.parametrize("settings", ["vite.config.ts", "vite.config.js"])
def test_the_settings_of_a_framework_show_that_it_is_used(tmp_path, settings):
    files = {"package.json": package(devDependencies={"vite": "^8"}), settings: "export default {}"}
    assert dialects_for(tmp_path, files, ".env.local") == ["vite"]


@pytest.mark.parametrize(
    ("packages", "script", "code", "reads"),
    [
        ({"dotenv": "^16"}, "node .", 'import "dotenv/config";', True),
        ({"dotenv": "^16"}, "node -r dotenv/config .", "1", True),
        ({"dotenv": "^16"}, "node .", "1", False),
        ({"dotenv-cli": "^8"}, "dotenv -- next dev", "1", True),
        ({"dotenv-cli": "^8"}, "tsc && dotenv next dev", "1", True),
        ({"dotenv-cli": "^8"}, "dotenv -e ../../.env -- next dev", "1", False),
        ({"dotenv-cli": "^8"}, "dotenvx run -- node .", "1", False),
        ({"env-cmd": "^10"}, "env-cmd -f conf/a.env node .", "1", False),
        ({"env-cmd": "^10"}, "env-cmd node .", "1", True),
        ({"@dotenvx/dotenvx": "^1"}, "dotenvx run -- node .", "1", True),
        ({"@dotenvx/dotenvx": "^1"}, "dotenvx run -f .env.x -- node .", "1", False),
        ({"@dotenvx/dotenvx": "^1"}, "node .", 'require("@dotenvx/dotenvx").config()', True),
    ],
)
def test_a_package_is_a_loader_where_code_or_a_script_uses_it(tmp_path, packages, script, code, reads):
    files = {"package.json": package(dependencies=packages, scripts={"start": script}), "src/main.ts": code}
    loaders = found(tmp_path, files).loaders
    assert any(loader.why.endswith("is a dependency") for loader in loaders) is reads


def test_prisma_reads_nothing_by_itself_beside_its_settings(tmp_path):
    files = {"package.json": package(devDependencies={"prisma": "^6"}, scripts={"g": "prisma generate"})}
    assert dialects_for(tmp_path / "a", files, ".env") == ["dotenv-expand-12"]
    assert dialects_for(tmp_path / "b", {**files, "prisma.config.ts": "export default {}"}, ".env") == []


NPM = {"lockfileVersion": 3, "packages": {"node_modules/dotenv": {"version": "17.2.0"}}}
NPM_INNER = {
    "packages": {"node_modules/dotenv": {"version": "18.0.1"}, "apps/web/node_modules/dotenv": {"version": "17.2.0"}}
}
NPM_1 = {"lockfileVersion": 1, "dependencies": {"dotenv": {"version": "17.2.0"}}}
YARN = """# yarn lockfile v1

dotenv@^10.0.0:
  version "10.0.0"

dotenv@>=16, dotenv@^16.0.1:
  version "17.2.0"
  resolved "https://registry.example/dotenv.tgz"
"""
BERRY = """__metadata:
  version: 8

"dotenv@npm:>=16, dotenv@npm:^16.0.1":
  version: 17.2.0
  resolution: "dotenv@npm:17.2.0"

"dotenv@npm:^18.0.0":
  version: 18.0.0
"""
PNPM_9 = """lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      dotenv:
        specifier: '>=18'
        version: 18.0.1

  apps/web:
    dependencies:
      dotenv:
        specifier: '>=16'
        version: 17.2.0(supports-color@9.4.0)

packages:

  dotenv@16.0.0:
    resolution: {integrity: sha512-x}
"""
PNPM_5 = """lockfileVersion: 5.4

specifiers:
  dotenv: '>=16'

dependencies:
  dotenv: 17.2.0_abc
"""
PNPM_PACKAGES = "packages:\n\n  /dotenv/16.0.0:\n    dev: true\n\n  /dotenv/17.2.0_x@1:\n    dev: true\n"
BUN = '{"packages": {"dotenv": ["dotenv@17.2.0", "", {}, "sha512-x"],}}'


@pytest.mark.parametrize(
    ("lock", "text"),
    [
        ("package-lock.json", json.dumps(NPM)),
        ("package-lock.json", json.dumps(NPM_INNER)),
        ("package-lock.json", json.dumps(NPM_1)),
        ("npm-shrinkwrap.json", json.dumps(NPM)),
        ("yarn.lock", YARN),
        ("yarn.lock", BERRY),
        ("pnpm-lock.yaml", PNPM_9),
        ("pnpm-lock.yaml", PNPM_PACKAGES),
        ("bun.lock", BUN),
    ],
)
def test_the_version_comes_from_the_lock_of_the_workspace(tmp_path, lock, text):
    files = {"package.json": package(workspaces=["apps/*"]), "apps/web/package.json": wants(dotenv=">=16"), lock: text}
    assert "dotenv-js-17: dotenv 17.2.0 is a dependency (apps/web/package.json:3:6) reads apps/web/*" in loaders_of(
        tmp_path, files
    )


def test_an_older_lock_of_pnpm(tmp_path):
    files = {"package.json": wants(dotenv=">=16"), "pnpm-lock.yaml": PNPM_5}
    assert [loader.version for loader in found(tmp_path, files).loaders] == ["17.2.0"]


def test_a_broken_lock_is_said_and_the_range_tells(tmp_path):
    read = found(tmp_path, {"package.json": wants(dotenv="^16.1.0"), "package-lock.json": '{"packages": '})
    assert [(loader.dialect, loader.version) for loader in read.loaders] == [("dotenv-js-16", "")]
    assert read.not_covered == ("package-lock.json",)


def test_each_package_of_a_workspace_answers_for_its_own_folder(tmp_path):
    files = {
        "package.json": package(devDependencies={"dotenv-cli": "^8"}, scripts={"dev": "dotenv -c -- turbo dev"}),
        "apps/web/package.json": package(dependencies={"next": "^15"}, scripts={"dev": "next dev"}),
        "apps/web/esm/package.json": '{"type": "module"}',
        "apps/api/package.json": wants(dotenv="^16"),
    }
    assert dialects_for(tmp_path, files, ".env") == ["dotenv-expand-12"]
    assert dialects_for(tmp_path, files, "apps/web/.env.local") == ["next-env"]
    assert dialects_for(tmp_path, files, "apps/web/esm/.env") == ["next-env"]
    assert dialects_for(tmp_path, files, "apps/api/.env.example") == ["dotenv-js-16"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('dotenv.config({ path: "conf/prod.env" });', ["api/conf/prod.env"]),
        ("dotenv.config({ path: ['.env.local', '.env'] });", ["api/.env.local", ".env"]),  # the one that is there
        ('config({ quiet: true, path: "../.env" });', [".env"]),
        ('config({ path: path.resolve(__dirname, "../../.env") });', [".env"]),
        ('config({ path: join(import.meta.dirname, "..", "..", ".env") });', [".env"]),
        ('config({ path: path.join(process.cwd(), ".env.test") });', ["api/.env.test"]),
        ('config({ path: path.join(__dirname, "..", name()) });', []),
        ("config({ path: `.env.${mode}` });", []),
        ('config({ path: ".env." + mode });', []),
        ('config({ path: prod ? ".env" : ".env.dev" });', []),
        ('config({ path: "/etc/app.env" });', []),
        ('config({ path: "../../../.env" });', []),
        ('config({ path: "src" });', []),
        ('other({ path: "conf/prod.env" });', []),
    ],
)
def test_files_that_code_names(tmp_path, code, expected):
    files = {"api/package.json": wants(dotenv="^16"), "api/src/env.ts": f'import "dotenv";\n{code}\n', ".env": "A=1"}
    named = [loader for loader in found(tmp_path, files).loaders if loader.path]
    assert sorted(loader.path for loader in named) == sorted(expected)
    assert all(loader.at.path == "api/src/env.ts" and loader.at.line == 2 for loader in named)
    assert all(loader.why == "config of dotenv names it" for loader in named)


def test_what_only_tests_read_is_not_named(tmp_path):
    files = {"package.json": wants(dotenv="^16"), "tests/a.js": 'require("dotenv").config({ path: "conf/a.env" })'}
    assert [loader.path for loader in found(tmp_path, files).loaders] == [""]


def test_the_module_of_nest_is_told_its_files(tmp_path):
    code = "import '@nestjs/config';\nConfigModule.forRoot({ envFilePath: ['.env.development', '.env'], cache: true })"
    files = {"package.json": package(dependencies={"@nestjs/config": "^4"}), "src/app.module.ts": code}
    assert [loader.path for loader in found(tmp_path, files).loaders] == ["", ".env.development", ".env"]


def test_vite_reads_all_files_of_its_folder(tmp_path):
    files = {
        "web/package.json": package(devDependencies={"vite": "^8"}),
        "web/vite.config.ts": 'export default { envDir: path.resolve(__dirname, "..") }',
        ".env.production.example": "A=1",
        "other/.env.test": "A=1",
    }
    assert dialects_for(tmp_path, files, ".env") == ["vite"]
    assert dialects_for(tmp_path, files, ".env.production") == ["vite"]
    assert dialects_for(tmp_path, files, "other/.env.test") == []


def test_medusa_reads_where_its_settings_say_so(tmp_path):
    files = {"package.json": package(dependencies={"@medusajs/framework": "2.8.0", "@medusajs/medusa": "2.8.0"})}
    files["medusa-config.ts"] = "export default {}"
    assert loaders_of(tmp_path / "a", files) == []
    files["medusa-config.ts"] = 'loadEnv(process.env.NODE_ENV || "development", process.cwd())'
    assert dialects_for(tmp_path / "b", files, ".env") == ["dotenv-expand-12"]


@pytest.mark.parametrize("lock", ["bun.lock", "bun.lockb", "bunfig.toml"])
def test_bun_reads_where_its_lock_or_its_settings_stand(tmp_path, lock):
    files = {"package.json": wants(left_pad="1"), lock: "", "old/package.json": wants(a="1"), "old/yarn.lock": "# v1"}
    assert loaders_of(tmp_path, files) == [f"bun: {lock} stands beside package.json ({lock}) reads ./*"]
    assert dialects_for(tmp_path, files, "old/.env") == []


@pytest.mark.parametrize("settings", ["env = false", "[env]\nfile = false"])
def test_bun_can_be_told_to_read_nothing(tmp_path, settings):
    assert loaders_of(tmp_path, {"package.json": package(scripts={"a": "bun run x.ts"}), "bunfig.toml": settings}) == []


@pytest.mark.parametrize(
    ("script", "reads"),
    [
        ("bun run src/index.ts", True),
        ("tsc && bun --watch src/index.ts", True),
        ("bun install", False),
        ("bunx tsc", False),
        ("rollup bun/x.js", False),
        ("node bundle.js", False),
    ],
)
def test_scripts_that_run_bun(tmp_path, script, reads):
    assert bool(loaders_of(tmp_path, {"package.json": package(scripts={"dev": script})})) is reads


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ('{"tasks": {"dev": "deno run --env-file=conf/a.env -A main.ts"}}', ["conf/a.env"]),
        ('{"tasks": {"dev": {"command": "deno run -A --env-file main.ts"}}}', [".env"]),
        ('{"tasks": {"dev": "deno run --env -A main.ts"}}', [".env"]),
        ('{/* c */ "imports": {"dotenv": "jsr:@std/dotenv@^0.225",}}', [""]),
        ('{"imports": {"x/": "https://deno.land/std@0.200.0/dotenv/load.ts"}}', [""]),
        ('{"tasks": {"dev": "deno run -A main.ts --envious"}, "imports": {"@std/assert": "jsr:@std/assert"}}', []),
    ],
)
def test_deno(tmp_path, settings, expected):
    read = found(tmp_path, {"deno.jsonc": settings})
    assert [(loader.dialect, loader.path) for loader in read.loaders] == [("deno", path) for path in expected]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("process.loadEnvFile()", [".env"]),
        ('import { loadEnvFile } from "node:process";\nloadEnvFile("./conf/a.env")', ["conf/a.env"]),
        ('import { loadEnvFile } from "./mine";\nloadEnvFile("./conf/a.env")', []),
        ("process.loadEnvFile(name)", []),
    ],
)
def test_node_reads_what_code_loads(tmp_path, code, expected):
    read = found(tmp_path, {"package.json": package(engines={"node": "^24"}, scripts={}), "src/main.js": code})
    assert [(loader.dialect, loader.path) for loader in read.loaders] == [("node-24", path) for path in expected]
