"""Java and Kotlin, with the placeholders of Spring, Micronaut and Quarkus in annotations."""

from __future__ import annotations

import re

from envlint.inventories.code.frameworks.jvm_placeholders import MARKS, placeholders
from envlint.inventories.code.language import Effect, EnvObject, Language, Reader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Final

    from envlint.inventories.code.unit import Unit

MAP: Final = {
    "get": Reader("get"),
    "getOrDefault": Reader("getOrDefault", default=1),
    "getOrElse": Reader("getOrElse", default=1),
    "getValue": Reader("getValue", required=True),
    "containsKey": Reader("containsKey"),
}
OBJECTS: Final = (
    EnvObject("System.getenv()", methods=MAP),
    EnvObject("java.lang.System.getenv()", methods=MAP),
    EnvObject("dotenv", items=True, methods={"get": Reader("get", default=1)}, how="framework", via="dotenv", needs=rb"cdimascio\.dotenv"),
)
DOTTED: Final = r"[^.]+\..*"
"""The names of system properties, which helpers look up in the environment as well."""
SPRING: Final = {"how": "framework", "via": "spring", "only": r"[A-Z][A-Z0-9_]*", "needs": rb"org\.springframework\.core\.env"}
PROPERTIES: Final = tuple(
    Reader(f"{holder}.{method}", default=1, required=True if "Required" in method else None, **SPRING)  # type: ignore[arg-type]
    for holder in ("env", "environment", "this.env", "this.environment")
    for method in ("getProperty", "getRequiredProperty")
)
READERS: Final = (*PROPERTIES, Reader("System.getenv", ignored=DOTTED), Reader("java.lang.System.getenv", ignored=DOTTED), Reader("getenv", needs=rb"import static java\.lang\.System\.(?:getenv|\*)"))
CONVERSIONS: Final = {
    "Integer.parseInt": ("int", "java"), "Integer.valueOf": ("int", "java"), "Long.parseLong": ("int", "java"),
    "Long.valueOf": ("int", "java"), "Boolean.parseBoolean": ("bool", "java"), "Boolean.valueOf": ("bool", "java"),
    "Double.parseDouble": ("number", "java"), "Duration.parse": ("duration.iso", "java"), "URI.create": ("url", "java"),
    "Optional.ofNullable": ("", ""), "Path.of": ("path", ""),
    "Paths.get": ("path", ""), "String.valueOf": ("", ""),
}  # fmt: skip
EFFECTS: Final = {
    "orElse": Effect(default=0), "orElseGet": Effect(default=0), "orElseThrow": Effect(required=True), "trim": Effect(), "strip": Effect(),
    "toLowerCase": Effect(), "toUpperCase": Effect(), "map": Effect(), "filter": Effect(), "split": Effect(type="list"),
    "lowercase": Effect(), "uppercase": Effect(), "toInt": Effect(type="int"), "toIntOrNull": Effect(type="int"),
    "toLong": Effect(type="int"), "toLongOrNull": Effect(type="int"), "toBoolean": Effect(type="bool", dialect="java"),
    "toBooleanStrict": Effect(type="bool", dialect="rust"), "toDouble": Effect(type="number"), "takeIf": Effect(), "let": Effect(),
    "toUri": Effect(type="url"), "orEmpty": Effect(fallback=""), "ifBlank": Effect(default=0), "ifEmpty": Effect(default=0),
    "requireNonNull": Effect(required=True), "requireNotNull": Effect(required=True), "checkNotNull": Effect(required=True),
    "requireNonNullElse": Effect(default=1), "requireNonNullElseGet": Effect(default=1), "defaultString": Effect(default=1),
    "defaultIfBlank": Effect(default=1), "defaultIfEmpty": Effect(default=1), "firstNonNull": Effect(default=1),
    "takeUnless": Effect(), "toBooleanStrictOrNull": Effect(type="bool", dialect="rust"),
}  # fmt: skip
TYPES: Final = {
    "int": "int", "Integer": "int", "long": "int", "Long": "int", "boolean": "bool", "Boolean": "bool", "double": "number",
    "Double": "number", "float": "number", "Int": "int", "Duration": "duration", "URI": "url", "URL": "url",
}  # fmt: skip
EXITS: Final = rb"\b(?:throw|exit|exitProcess|require\w*|checkNotNull|run\s*\{\s*throw)\b|(?<![.\w])(?:error|check)(?=\()"
GENERIC: Final = frozenset({"get", "getProperty", "fetch", "read", "value", "lookup", "getString", "getValue", "of", "create", "load", "resolve"})
IMPORT: Final = re.compile(rb"(?m)^import\s+(?:static\s+)?([\w.]+?)\.(\w+|\*)(?:\s+as\s+(\w+))?\s*;?\s*$")


def imported(unit: Unit) -> Mapping[str, tuple[str, str]]:
    """Return the classes and static members that a file imports."""
    found = {}
    for module, name, alias in IMPORT.findall(unit.data):
        found[(alias or name).decode()] = (module.decode(), name.decode())
    return found


JAVA = Language(
    "java",
    (".java",),
    "tree_sitter_java",
    family="jvm",
    needles=(b"getenv", b"cdimascio", b"getProperty(", b"getRequiredProperty(", *MARKS),
    readers=READERS,
    objects=OBJECTS,
    strings=frozenset({"string_literal"}),
    string_parts=frozenset({"string_fragment", "escape_sequence", "multiline_string_fragment"}),
    numbers=frozenset({"decimal_integer_literal", "decimal_floating_point_literal"}),
    constants={"true": "true", "false": "false", "null": None, "Boolean.TRUE": "true", "Boolean.FALSE": "false"},
    calls={"method_invocation": ("object", "name"), "object_creation_expression": ("type",)},
    argument_kinds=frozenset({"argument_list"}),
    members={"field_access": ("object", "field"), "method_reference": ("", "")},
    subscripts={"array_access": ("array", "index")},
    transparent=frozenset({"parenthesized_expression", "expression_statement", "cast_expression", "array_creation_expression"}),
    ternaries={"ternary_expression": ("condition", "consequence", "alternative")},
    lists=frozenset({"array_initializer", "argument_list"}),
    pairs={},
    functions={"method_declaration": "name", "constructor_declaration": "name", "lambda_expression": ""},
    variadics=frozenset({"spread_parameter"}),
    assignments={"variable_declarator": ("name", "value"), "assignment_expression": ("left", "right"), "enum_constant": ("name", "arguments")},
    loops={"enhanced_for_statement": ("name", "value")},
    iterating=frozenset({"forEach", "map", "filter", "flatMap", "anyMatch"}),
    classes={"class_declaration": "name", "interface_declaration": "name", "enum_declaration": "name", "record_declaration": "name"},
    self_names=frozenset({"this", "super"}),
    result="type",
    conversions=CONVERSIONS,
    effects=EFFECTS,
    types=TYPES,
    exits=EXITS,
    scope="class",
    generic_names=GENERIC,
    imported=imported,
    extract=placeholders,
    samples=(
        ('class A { String x = System.getenv("X"); }', "X"),
        ('class A { int p = Integer.parseInt(System.getenv().getOrDefault("PORT", "80")); }', "PORT=80"),
        ('class A { String o = Optional.ofNullable(System.getenv("O")).orElse("od"); }', "O=od"),
        (
            "class A { static String env(String n, String d) { String v = System.getenv(n); return v != null ? v : d; }\n"
            ' String b = env("B", "x"); }',
            "B=x",
        ),
        ('class A { static final String K = "KK"; void f() { System.getenv(K); } }', "KK"),
        ('class A { void f() { for (String s : List.of("L1", "L2")) System.getenv(s); } }', "L1 L2"),
        ('class A { @Value("${APP_NAME:demo}") String a; @Value("${spring.x}") String b; @Value("${B}") String c; }', "APP_NAME=demo B"),
        ('class A { @Value("${NEW:${OLD:d}}") String a; }', "NEW=d OLD=d"),
        ('class A { // System.getenv("C")\n String s = "System.getenv(S)"; void f() { System.getProperty("P"); } }', "!C !S !P"),
        ('class A { @ConfigProperty(name = "API_URL", defaultValue = "u") String a; }', "API_URL=u"),
        ('class A { String r = Objects.requireNonNull(System.getenv("R")); boolean b = System.getenv().containsKey("Q"); }', "R Q"),
        ('class A { String u = StringUtils.defaultIfBlank(System.getenv("U"), "d"); String w = Objects.requireNonNullElse(System.getenv("W"), "e"); }',
         "U=d W=e"),
        ('class A { void f() { Map<String, String> env = System.getenv(); String e = env.get("E"); String g = env.getOrDefault("G", "h"); } }', "E G=h"),
        ('enum Key { HOST("DB_HOST"); final String v; }\nclass A { void f() { System.getenv(Key.HOST.v); } }', "DB_HOST"),
        ('class A { void f() { for (String s : new String[] {"L1", "L2"}) { System.getenv(s); } System.getenv("os.name"); } }', "L1 L2"),
        ('class C { public String get(String k) { return System.getenv(k); } }\nclass D { void f(ResultSet r) { r.get("row_id"); } }', "!row_id"),
        ('import org.springframework.core.env.Environment;\nclass A { Environment env; String a = env.getProperty("APP_A", "d"); String b = env.getProperty("app.b"); }',
         "APP_A=d"),
        ('class A { @KafkaListener(topics = "${TOPIC:events}") void f() {} @Option(names = "-p", defaultValue = "${env:PORT:-80}") int p; }', "TOPIC=events PORT=80"),
        ('class A { String s = "${NOT}"; /* @Value("${C}") */ @Deprecated void f() { log("${N2}"); } }', "!NOT !C !N2"),
        (
            "class A { void f() { String v = System.getenv(\"V\"); if (v == null) { throw new IllegalStateException(); } } }",
            "V",
        ),
    ),
)

KOTLIN = Language(
    "kotlin",
    (".kt", ".kts"),
    "tree_sitter_kotlin",
    family="jvm",
    needles=JAVA.needles,
    readers=READERS,
    objects=OBJECTS,
    strings=frozenset({"string_literal", "multiline_string_literal"}),
    string_parts=frozenset({"string_content", "escape_sequence"}),
    holes=frozenset({"interpolation", "interpolated_identifier", "interpolated_expression"}),
    identifiers=frozenset({"identifier", "simple_identifier"}),
    numbers=frozenset({"number_literal", "integer_literal", "real_literal"}),
    constants={"true": "true", "false": "false", "null": None},
    calls={"call_expression": ()},
    argument_kinds=frozenset({"value_arguments"}),
    keyword_arguments={"value_argument": ("", "")},
    members={"navigation_expression": ("", "")},
    subscripts={"index_expression": ("", ""), "indexing_expression": ("", "")},
    transparent=frozenset({"parenthesized_expression", "value_argument", "as_expression", "postfix_expression", "unary_expression"}),
    membership=frozenset({"in_expression"}),
    implicit="it",
    fallbacks={"elvis_expression": frozenset({"?:"}), "binary_expression": frozenset({"?:"})},
    lists=frozenset({"collection_literal", "value_arguments"}),
    functions={"function_declaration": "name", "lambda_literal": "", "anonymous_function": "", "secondary_constructor": ""},
    tables=frozenset({"enum_entry"}),
    pairs={"infix_expression": ("", "")},
    assignments={"property_declaration": ("", ""), "assignment": ("", ""), "class_parameter": ("", ""), "enum_entry": ("", "")},
    loops={"for_statement": ("#0", "#1")},
    iterating=frozenset({"forEach", "map", "filter", "associateWith", "associate", "flatMap", "any", "all", "mapNotNull"}),
    classes={"class_declaration": "name", "object_declaration": "name", "companion_object": "name"},
    conditionals=frozenset({"if_expression"}),
    conversions=CONVERSIONS,
    effects=EFFECTS,
    types=TYPES,
    exits=EXITS,
    scope="class",
    generic_names=GENERIC,
    imported=imported,
    extract=placeholders,
    samples=(
        ('val x = System.getenv("X") ?: "d"', "X=d"),
        ('val p = System.getenv("PORT")?.toInt() ?: 8080\nval q = System.getenv("Q")!!', "PORT=8080 Q"),
        ('val y = System.getenv()["Y"] ?: error("missing")', "Y"),
        ('fun env(name: String, default: String): String = System.getenv(name) ?: default\nval b = env("B", "x")', "B=x"),
        ('const val K = "KK"\nval k = System.getenv(K)', "KK"),
        ('class A(@Value("\\${APP_NAME:demo}") val a: String)', "APP_NAME=demo"),
        ('// System.getenv("C")\nval s = "System.getenv(S)"', "!C !S"),
        ('val m = System.getenv().getOrDefault("M", "z")', "M=z"),
        ('for (k in listOf("L1", "L2")) { System.getenv(k) }', "L1 L2"),
        ('object Keys { private const val P: String = "PP"\n fun f() = System.getenv(P) }\nval q = System.getenv(Keys.P)', "PP"),
        ('enum class E(val key: String) { A("AA"), B("BB") }\nval a = System.getenv(E.A.key)', "AA"),
        ('class Conf(private val env: Map<String, String> = System.getenv()) { val a = env["A"] ?: "d"\n val b = env.getValue("B") }', "A=d B"),
        ('fun load(env: Map<String, String> = System.getenv()) = Conf(url = env["URL"] ?: "u", key = env.getOrElse("KEY") { "k" })', "URL=u KEY=k"),
        ('object Env { fun get(name: String, default: String? = null) = System.getenv(name) ?: default ?: throw IllegalStateException(name) }\n'
         'val n = Env.get(default = "y", name = "N")\nval m = Env.get("M")', "N=y M"),
        ('val r = requireNotNull(System.getenv("R")) { "missing" }\nval s = System.getenv("S") ?: run { throw X() }', "R S"),
        ('val i by lazy { System.getenv("I")?.toIntOrNull() ?: 5 }\nval j = System.getenv("J").let { it.trim() } ?: "jd"', "I=5 J=jd"),
        ('mapOf("A" to 1, "B" to 2).keys.forEach { System.getenv(it) }', "A B"),
        ('listOf("A" to "x", "B" to "y").forEach { (k, d) -> System.getenv(k) ?: d }', "A B"),
        ('val has = "F" in System.getenv()\nval p = "PRE_$x"\nval t = System.getenv("PRE_${x}_Y")', "F"),
    ),
)
