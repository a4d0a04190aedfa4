"""Rust code of several files, and what a sample cannot say: types, values, tests, what is required, where it stands."""

from __future__ import annotations

import textwrap

import pytest

from envlint.core.declaration import MENTIONED, READ, WRITTEN
from envlint.inventories.code.engine import Engine
from envlint.inventories.code.languages.rust import RUST
from envlint.inventories.code.languages.rust_source import readable
from envlint.inventories.code.unit import Unit


def scan(files):
    """Return what the engine finds in files, by path."""
    units = {path: Unit(path, textwrap.dedent(text).encode(), RUST) for path, text in files.items()}
    return Engine(RUST, list(units), units.get).run()


def names(facts, evidence=READ):
    """Return the reads by name, with their defaults."""
    return {read.name: read.default for read in facts.reads.values() if read.evidence == evidence}


def only(code):
    """Return the one read of some code."""
    (read,) = [each for each in scan({"src/main.rs": code}).reads.values() if each.evidence == READ]
    return read


READER = """
    pub fn text(key: &str, default: &str) -> String { std::env::var(key).unwrap_or_else(|_| default.to_string()) }
"""


@pytest.mark.parametrize(
    "using",
    [
        'use crate::settings::text;\nfn f() { text("AA", "x"); }',
        'use crate::settings::text as t;\nfn f() { t("AA", "x"); }',
        'use crate::settings;\nfn f() { settings::text("AA", "x"); }',
        'use crate::settings::*;\nfn f() { text("AA", "x"); }',
        'fn f() { crate::settings::text("AA", "x"); }',
    ],
)
def test_a_function_of_another_file_is_a_reader(using):
    assert names(scan({"src/settings.rs": READER, "src/main.rs": using})) == {"AA": "x"}


def test_a_function_of_the_same_name_elsewhere_is_none():
    other = 'use other::get;\nfn f() { get("AA"); }'
    reader = "pub fn get(key: &str) -> String { std::env::var(key).unwrap() }"
    assert names(scan({"src/settings.rs": reader, "src/main.rs": other})) == {}


def test_a_macro_of_another_file_is_a_reader():
    macro = "macro_rules! need { ($key:expr) => { std::env::var($key).expect($key) }; }"
    facts = scan({"src/macros.rs": macro, "src/main.rs": 'fn f() { need!("AA"); }'})
    assert [(read.name, read.required, read.how) for read in facts.reads.values()] == [("AA", True, "wrapper")]


def test_a_constant_of_another_file_is_followed():
    files = {
        "src/keys.rs": 'pub const HOST_KEY: &str = "AA";',
        "src/main.rs": "fn f() { std::env::var(keys::HOST_KEY); }",
    }
    assert names(scan(files)) == {"AA": None}


@pytest.mark.parametrize(
    ("use", "required"),
    [
        ('std::env::var("AA").unwrap()', True),
        ('std::env::var("AA").expect("set it")', True),
        ('std::env::var("AA").context("no AA")?', True),
        ('match std::env::var("AA") { Ok(v) => v, Err(_) => panic!("no AA") }', True),
        ('std::env::var("AA").unwrap_or_else(|_| { eprintln!("no AA"); std::process::exit(1); })', True),
        ('std::env::var("AA").unwrap_or_else(|_| make()).parse::<u8>().unwrap()', False),
        ('std::env::var("AA").is_ok()', False),
        ('std::env::var("AA").ok()', None),
        ('std::env::var("AA").ok()?', None),
    ],
)
def test_what_a_program_does_without_the_variable(use, required):
    assert only(f"fn f() {{ let a = {use}; }}").required is required


def test_let_else_that_leaves_with_an_error_requires():
    assert only('fn f() { let Ok(v) = std::env::var("AA") else { panic!("no AA") }; }').required is True
    assert only('fn f() { let Ok(v) = std::env::var("AA") else { return }; }').required is None


def test_a_reader_that_may_answer_nothing_requires_nothing():
    reader = "fn maybe(key: &str) -> Result<Option<String>> { Ok(std::env::var(key).ok()) }\n"
    assert only(reader + 'fn f() { let a = maybe("AA")?; }').required is False


@pytest.mark.parametrize(
    ("use", "kind"),
    [
        (".map(|v| v.parse::<u16>())", "int"),
        (".ok().and_then(|s| s.parse().ok()).unwrap_or(8080)", "int"),
        ('.map(|v| v == "1").unwrap_or(false)', "bool"),
        (".map(PathBuf::from)", "path"),
        (".unwrap_or_default().split(',')", "list"),
        (".ok()", ""),
    ],
)
def test_the_type_that_a_value_is_turned_into(use, kind):
    assert only(f'fn f() {{ let a = std::env::var("AA"){use}; }}').type == kind


def test_a_chain_knows_that_other_names_are_asked():
    facts = scan(
        {"src/main.rs": 'fn f() { std::env::var("AA").or_else(|_| std::env::var("BB")).unwrap_or("d".into()); }'}
    )
    assert {(read.name, read.default, read.chained) for read in facts.reads.values()} == {
        ("AA", "d", True),
        ("BB", "d", True),
    }


@pytest.mark.parametrize(
    "code",
    [
        '#[cfg(test)]\nmod tests { fn f() { std::env::var("AA"); } }',
        '#[test]\nfn f() { std::env::var("AA"); }',
        '#[tokio::test]\n// Why.\nasync fn f() { std::env::var("AA"); }',
        '#[cfg(any(test, feature = "x"))]\nimpl T { fn f() { std::env::var("AA"); } }',
    ],
)
def test_code_that_only_tests_run(code):
    assert only(code).test
    assert not only("#[cfg(unix)]\n" + code.partition("\n")[2].replace("// Why.\n", "")).test


def test_writes_and_what_cargo_sets():
    facts = scan(
        {"src/main.rs": 'fn f() { std::env::set_var("AA", "1"); env!("CARGO_PKG_VERSION"); env!("OUT_DIR"); }'}
    )
    assert names(facts, WRITTEN) == {"AA": None}
    assert set(names(facts, MENTIONED)) == {"CARGO_PKG_VERSION", "OUT_DIR"}


def test_a_build_script_supplies_what_the_code_is_compiled_with():
    files = {
        "build.rs": """
            fn main() { println!("cargo:rustc-env=COMMIT={c}"); println!("cargo:rerun-if-env-changed=FLAVOUR"); }
        """,
        "src/main.rs": 'const C: &str = env!("COMMIT"); const F: &str = env!("FLAVOUR");',
    }
    facts = scan(files)
    assert set(names(facts, WRITTEN)) == {"COMMIT"}
    assert set(names(facts)) == {"FLAVOUR"}


def test_all_variables_with_a_prefix_are_a_pattern():
    code = 'fn f() { for (k, v) in std::env::vars() { if k.starts_with("PLUGIN_") { go(v); } } }'
    assert [each.pattern for each in scan({"src/main.rs": code}).dynamic.values()] == ["PLUGIN_*"]


def test_a_computed_name_keeps_what_is_known():
    code = 'fn f(n: &N) { let x = n.id(); std::env::var(format!("PLUGIN_{}_URL", x)); }'
    assert [each.pattern for each in scan({"src/main.rs": code}).dynamic.values()] == ["PLUGIN_*_URL"]


def test_a_struct_of_another_crate_is_filled():
    files = {
        "app/src/main.rs": """
            use settings::Options as Inner;
            #[derive(Deserialize)]
            struct Outer { inner: Inner, again: Option<Box<Outer>> }
            fn f() -> Result<Outer, E> {
                Config::builder().add_source(Environment::with_prefix("app").separator("__")).build()?.try_deserialize()
            }
        """,
        "settings/src/lib.rs": "#[derive(Deserialize)]\npub struct Options { pub log_level: String }",
        "other/src/lib.rs": "#[derive(Deserialize)]\npub struct Options { pub colour: String }",
    }
    assert set(names(scan(files))) == {"APP__INNER__LOG_LEVEL", "APP__AGAIN"}


def test_the_values_that_a_command_line_allows():
    code = """
        #[derive(Parser)]
        struct Args {
            #[arg(env = "AA", value_enum, default_value_t = Shape::PlainText)]
            shape: Shape,
            #[arg(env = "BB", value_parser = ["x", "y"])]
            other: String,
        }
        #[derive(ValueEnum)]
        enum Shape { Json, PlainText, #[value(name = "yml")] Yaml }
    """
    reads = {read.name: read for read in scan({"src/main.rs": code}).reads.values()}
    assert reads["AA"].values == ("json", "plain-text", "yml")
    assert reads["AA"].default == "plain-text"
    assert reads["BB"].values == ("x", "y")
    assert {read.via for read in reads.values()} == {"clap"}


def test_a_place_inside_a_macro_is_that_of_the_file():
    code = 'fn f() {\n    println!(\n        "{}",\n        std::env::var("AA").unwrap()\n    );\n}\n'
    read = only(code)
    assert (read.at.line, read.at.column) == (4, 24)


@pytest.mark.parametrize(
    "code",
    [
        b'vec![env!("A"), format!("{}", env!("B"))]',
        b"macro_rules! env { ($a:expr, $($b:tt)*) => { f($a, $($b),*) }; () => {}; }",
        b'lazy_static! { static ref A: String = std::env::var("A").unwrap(); }',
        b"macro_rules! env",
        b"env![[[[ ((( }}}",
        b'r#"env!(" println!(env',
    ],
)
def test_what_is_made_readable_keeps_its_length(code):
    assert len(readable(code)) == len(code)
