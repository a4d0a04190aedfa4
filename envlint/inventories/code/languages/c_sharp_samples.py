"""Pieces of C# with what a scan of each must find, and must not."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

SAMPLES: Final = (
    (
        'class A { string x = Environment.GetEnvironmentVariable("X") ?? "d"; }',
        "X=d",
    ),
    (
        (
            'var b = System.Environment.GetEnvironmentVariable("B") ?? throw new '
            'InvalidOperationException("B is not set");'
        ),
        "B",
    ),
    (
        'var p = int.Parse(Environment.GetEnvironmentVariable("PORT") ?? "80");',
        "PORT=80",
    ),
    (
        'var q = int.TryParse(Environment.GetEnvironmentVariable("Q"), out var n) ? n : 5;',
        "Q=5",
    ),
    (
        'var v = Environment.GetEnvironmentVariable("V") is { Length: > 0 } s ? s : "dv";',
        "V=dv",
    ),
    (
        'var w = Environment.GetEnvironmentVariable("MODE") switch { "a" => 1, null => 3, _ => 2 };',
        "MODE=3",
    ),
    (
        """Environment.SetEnvironmentVariable("W", "1"); // Environment.GetEnvironmentVariable("C")
var s = "GetEnvironmentVariable(S)";""",
        "!W !C !S",
    ),
    (
        """static class Env { public static string Get(string name, string fallback = "f") =>
  Environment.GetEnvironmentVariable(name) ?? fallback; }
class B { string a = Env.Get("A1"); string b = Env.Get("B1", "x"); string c = Env.Get(fallback: "y", name: "C1"); }""",
        "A1=f B1=x C1=y",
    ),
    (
        """class R { static string Must(string name) { var v = Environment.GetEnvironmentVariable(name);
 if (string.IsNullOrEmpty(v)) { throw new Exception(name); } return v; }
 string k = Must("K"); }""",
        "K",
    ),
    (
        """static class Keys { public const string Port = "PORT"; }
class B { string p = Environment.GetEnvironmentVariable(Keys.Port); }""",
        "PORT",
    ),
    (
        'class B { string API_URL = Environment.GetEnvironmentVariable(nameof(API_URL)) ?? "u"; }',
        "API_URL=u",
    ),
    (
        'foreach (var e in new[] { "L1", "L2" }) { Environment.GetEnvironmentVariable(e); }',
        "L1 L2",
    ),
    (
        """foreach (var e in new string[] { "L1", "L2" }) { Environment.GetEnvironmentVariable(e); }
string[] m = ["M1"];
foreach (var e in m) { Environment.GetEnvironmentVariable(e); }""",
        "L1 L2 M1",
    ),
    (
        'var all = Environment.GetEnvironmentVariables(); var u = all["U"]; var c = all.Contains("C2");',
        "U C2",
    ),
    (
        """using static System.Environment;
class A { string x = GetEnvironmentVariable("X"); }""",
        "X",
    ),
    (
        "var o = Environment.GetEnvironmentVariable(\"O\")?.Trim().Split(',') ?? Array.Empty<string>();",
        "O",
    ),
    (
        'Environment.GetEnvironmentVariable($"PRE_{k}_X");',
        "!PRE_",
    ),
    (
        (
            'const string P = "PRE_"; class A { string x = '
            'Environment.GetEnvironmentVariable($"{P}X"); string y = '
            'Environment.GetEnvironmentVariable(P + "Y"); }'
        ),
        "PRE_X PRE_Y",
    ),
    (
        'var e = Environment.ExpandEnvironmentVariables("%DATA_DIR%/x 100% %not ok%");',
        "DATA_DIR",
    ),
    (
        """class A { A(IConfiguration config) { var a = config["A:B"]; var n = config.GetValue<int>("Http:Port", 8080);
 var c = config.GetConnectionString("Main"); var s = config.GetSection("S"); var t = s["T"] ?? "d"; } }""",
        "A__B Http__Port=8080 ConnectionStrings__Main S__T=d",
    ),
    (
        (
            "var builder = WebApplication.CreateBuilder(args); var u = "
            'builder.Configuration["Api:Url"] ?? throw new Exception();'
        ),
        "Api__Url",
    ),
    (
        (
            'var c = new ConfigurationBuilder().AddEnvironmentVariables(prefix: "APP_").Build(); var '
            'x = c["K"]; var config = c; var y = config["L"];'
        ),
        "APP_L APP_K",
    ),
    (
        (
            'class A { IConfiguration _configuration; const string K = "Feature:On"; bool F() => '
            "_configuration.GetValue(K, false); }"
        ),
        "Feature__On=false",
    ),
    (
        'class A { Dictionary<string, string> config; void F() { var x = config["A:B"]; } }',
        "!A__B",
    ),
    (
        """using Microsoft.Extensions.Configuration;
class O { [ConfigurationKeyName("KEY_NAME")] public int Kn { get; set; } = 3;
  [ConfigurationKeyName("nested")] public string N { get; set; } }""",
        "KEY_NAME=3",
    ),
    (
        'class A { void F(IConfiguration config) { config["W:X"] = "1"; config.GetSection("Only"); } }',
        "!W__X !Only",
    ),
)
