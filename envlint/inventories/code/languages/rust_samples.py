"""Rust as people write it, with what a scan must find in it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

DIRECT: Final = (
    ('fn f() { std::env::var("AA").unwrap(); }', "AA"),
    (
        """
use std::env;
fn f() { env::var("AA").ok(); env::var_os("BB").is_some(); }
""",
        "AA BB",
    ),
    (
        """
use std::env::{self, var, VarError};
fn f() { var("AA"); env::var("BB"); }
""",
        "AA BB",
    ),
    (
        """
use std::{env::{var as get, var_os}, fs};
fn f() { get("AA"); var_os("BB"); }
""",
        "AA BB",
    ),
    (
        """
use std::env as e;
fn f() { e::var("AA"); ::std::env::var("BB"); }
""",
        "AA BB",
    ),
    (
        """
fn f() {
 std::env::var(
  "AA",
 )
 .unwrap_or_else(|_| "d".into());
}
""",
        "AA=d",
    ),
    (
        'fn f() { std::env::var("AA").unwrap_or("d".to_string()); std::env::var("BB").unwrap_or_default(); }',
        "AA=d BB=",
    ),
    ('fn f() { std::env::var("AA").ok().and_then(|v| v.parse::<u8>().ok()).unwrap_or_default(); }', "AA=0"),
    ('fn f() -> u16 { std::env::var("AA").ok().and_then(|s| s.parse().ok()).unwrap_or(8080) }', "AA=8080"),
    ('fn f() { std::env::var("AA").map(|v| v == "1").unwrap_or(false); }', "AA=false"),
    ('fn f() { std::env::var("AA").map_or(3, |v| v.parse::<u8>().unwrap()); }', "AA=3"),
    ('fn f() { std::env::var("AA").unwrap_or_else(|_| { warn!("no AA"); String::from("d") }); }', "AA=d"),
    (
        'fn f() { std::env::var("AA").or_else(|_| std::env::var("BB")).unwrap_or_else(|_| "d".to_owned()); }',
        "AA=d BB=d",
    ),
    ('fn f() { let x = match std::env::var("AA") { Ok(v) => v, Err(_) => "d".to_string() }; }', "AA=d"),
    ('fn f() { let x = match std::env::var("AA").as_deref() { Ok("prod") => 1, _ => 2 }; }', "AA=2"),
    ('fn f() { let x = if let Ok(v) = std::env::var("AA") { v } else { "d".into() }; }', "AA=d"),
    ('fn f() { if let Ok(v) = std::env::var("AA") { go(v); } }', "AA"),
    ('fn f() { let Ok(v) = std::env::var("AA") else { return; }; }', "AA"),
    ('fn f() { let t = std::env::var("AA").map(secs).unwrap_or(Duration::from_secs(30)); }', "AA=30s"),
    (
        """
const KEY: &str = "AA";
const DEFAULT: &str = "d";
fn f() { std::env::var(KEY).unwrap_or(DEFAULT.to_string()); }
""",
        "AA=d",
    ),
    (
        """
struct K;
impl K { const KEY: &str = "AA"; fn f() { std::env::var(Self::KEY); } }
""",
        "AA",
    ),
    ('fn f() { for name in ["AA", "BB"] { std::env::var(name); } }', "AA BB"),
    (
        """
const NAMES: &[&str] = &["AA", "BB"];
fn f() { NAMES.iter().filter_map(|n| std::env::var(n).ok()); }
""",
        "AA BB",
    ),
    ('fn f() { for (name, d) in [("AA", 1), ("BB", 2)] { std::env::var(name); } }', "AA BB"),
    ('fn f() { std::env::set_var("WW", "1"); std::env::remove_var("VV"); }', "!WW !VV"),
    (
        r"""
// env::var("AA")
/* env::var("BB") */
fn f() { let s = "std::env::var(\"CC\")"; }
""",
        "!AA !BB !CC",
    ),
    ('fn f() { dotenvy::var("AA").unwrap(); }', "AA"),
    ('fn f() { Command::new("x").env("WW", "1").spawn(); }', "!WW"),
    ('fn f() { let f = EnvFilter::try_from_env("AA_LOG"); }', "AA_LOG"),
    ('fn f( { std::env::var("AA"); ) }} macro_rules! x { ( => }', "AA"),
)
MACROS: Final = (
    (
        """
fn f() { let j = json!({ "a": std::env::var("AA").ok(), "b": { "c": std::env::var("BB").unwrap_or("d".into()) } }); }
""",
        "AA BB=d",
    ),
    (
        """
const A: &str = env!("AA");
const B: Option<&str> = option_env!("BB");
""",
        "AA BB",
    ),
    ('fn f() { option_env!("AA").unwrap_or("d"); }', "AA=d"),
    ('fn f() { println!("{}", std::env::var("AA").unwrap_or_else(|_| "d".to_string())); }', "AA=d"),
    ('fn f() { let v = vec![std::env::var("AA").unwrap(), format!("{}", std::env::var("BB").unwrap())]; }', "AA BB"),
    (
        """
use std::env;
lazy_static! {
  static ref PORT: u16 = env::var("PORT").ok().and_then(|v| v.parse().ok()).unwrap_or(80);
}
""",
        "PORT=80",
    ),
    (
        """
macro_rules! env_or { ($k:expr, $d:expr) => { std::env::var($k).unwrap_or_else(|_| $d.to_string()) }; }
fn f() { env_or!("AA", "d"); let c = C { b: env_or!("BB", 5) }; }
""",
        "AA=d BB=5",
    ),
    (
        """
macro_rules! settings {
 ($($name:ident : $ty:ident, $how:ident $(, $default:expr)?;)+) => {
  fn from_env() { $( read(paste!(stringify!([<$name:upper>]))); )+ }
 };
}
settings! {
 /// The door.
 http_port: u16, def, 8080;
 home: String, auto, |c| c.join("x");
 name: String, def, "n".into();
}
""",
        "HTTP_PORT=8080 HOME NAME=n",
    ),
    (
        'const V: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));',
        "!CARGO_PKG_NAME !CARGO_PKG_VERSION",
    ),
)
WRAPPERS: Final = (
    (
        """
fn get_env(key: &str, default: &str) -> String { std::env::var(key).unwrap_or_else(|_| default.to_string()) }
fn f() { get_env("AA", "d"); }
""",
        "AA=d",
    ),
    (
        """
fn env_or<T: FromStr>(key: &str, default: T) -> T {
 std::env::var(key).ok().and_then(|v| v.parse().ok()).unwrap_or(default)
}
fn f() { env_or::<u64>("AA", 60 * 60); env_or("BB", true); }
""",
        "AA=3600 BB=true",
    ),
    (
        """
fn opt(key: &str) -> Option<String> { std::env::var(key).ok().filter(|s| !s.is_empty()) }
fn f() { opt("AA").unwrap_or_else(|| "d".into()); }
""",
        "AA=d",
    ),
    (
        """
fn parsed<T>(key: &str, default: T) -> T { match std::env::var(key) { Ok(v) => v.parse().unwrap(), Err(_) => default } }
fn f() { parsed("AA", 7); }
""",
        "AA=7",
    ),
    (
        """
struct S;
impl S {
 fn text(&self, key: &str) -> String { std::env::var(format!("APP_{}", key)).unwrap() }
 fn f(&self) { self.text("AA"); }
}
""",
        "APP_AA",
    ),
    ('fn f() { let g = |k: &str| std::env::var(k).unwrap_or_default(); g("AA"); }', "AA="),
)
FRAMEWORKS: Final = (
    (
        """
#[derive(Parser)]
struct Args {
 /// Where.
 #[arg(long, env = "AA", default_value_t = 8080)]
 port: u16,
 #[arg(short, long, env)]
 bind_to: Option<String>,
 #[clap(env = "CC", default_value = "d")]
 c: String,
 #[arg(long)]
 d: bool,
}
""",
        "AA=8080 BIND_TO CC=d",
    ),
    (
        """
#[derive(StructOpt)]
struct A { #[structopt(long, env = "AA", default_value = "d")] a: String }
""",
        "AA=d",
    ),
    (
        """
use clap::Arg;
fn f() { Arg::new("port").long("port").env("AA").default_value("8080"); }
""",
        "AA=8080",
    ),
    (
        """
#[derive(Envconfig)]
struct C { #[envconfig(from = "AA", default = "d")] a: String, #[envconfig(nested = true)] n: N }
""",
        "AA=d",
    ),
    (
        """
#[derive(Deserialize)]
struct Config {
 port: u16,
 #[serde(default = "name")]
 name: String,
 #[serde(rename = "api_key")]
 key: Option<String>,
 #[serde(skip)]
 x: u8,
}
fn name() -> String { "d".to_string() }
fn f() -> envy::Result<Config> { envy::prefixed("APP_").from_env::<Config>() }
""",
        "APP_PORT APP_NAME=d APP_API_KEY",
    ),
    (
        """
use figment::{Figment, providers::Env};
#[derive(Deserialize)]
struct Config { db: Db, port: u16 }
#[derive(Deserialize)]
struct Db { url: String }
impl Default for Config { fn default() -> Self { Config { port: 80, db: Db::default() } } }
fn f() { let c: Config = Figment::from(Serialized::defaults(Config::default()))
 .merge(Env::prefixed("APP_").split("__")).extract().unwrap(); }
""",
        "APP_DB__URL APP_PORT=80",
    ),
    (
        """
#[derive(Deserialize)]
struct Settings { server: Server, debug: bool }
#[derive(Deserialize)]
struct Server { max_size: u32 }
impl Settings { fn new() -> Result<Self, ConfigError> {
 let c = Config::builder().set_default("server.max_size", 10)?
  .add_source(Environment::with_prefix("app").prefix_separator("_").separator("__")).build()?;
 c.try_deserialize()
} }
""",
        "APP_SERVER__MAX_SIZE=10 APP_DEBUG",
    ),
    (
        """
#[derive(Deserialize)]
struct Settings { debug: bool }
fn f() -> Result<Settings, ConfigError> {
 let c = Config::builder().add_source(File::with_name("settings")).add_source(Environment::with_prefix("app")).build()?;
 c.try_deserialize()
}
""",
        "!APP_DEBUG",
    ),
)
SAMPLES: Final = (*DIRECT, *MACROS, *WRAPPERS, *FRAMEWORKS)
