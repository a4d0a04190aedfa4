"""Pieces of Java and Kotlin with what a scan of each must find, and must not."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

JAVA_SAMPLES: Final = (
    (
        'class A { String x = System.getenv("X"); }',
        "X",
    ),
    (
        'class A { int p = Integer.parseInt(System.getenv().getOrDefault("PORT", "80")); }',
        "PORT=80",
    ),
    (
        'class A { String o = Optional.ofNullable(System.getenv("O")).orElse("od"); }',
        "O=od",
    ),
    (
        """class A { static String env(String n, String d) { String v = System.getenv(n); return v != null ? v : d; }
 String b = env("B", "x"); }""",
        "B=x",
    ),
    (
        'class A { static final String K = "KK"; void f() { System.getenv(K); } }',
        "KK",
    ),
    (
        'class A { void f() { for (String s : List.of("L1", "L2")) System.getenv(s); } }',
        "L1 L2",
    ),
    (
        'class A { @Value("${APP_NAME:demo}") String a; @Value("${spring.x}") String b; @Value("${B}") String c; }',
        "APP_NAME=demo B",
    ),
    (
        'class A { @Value("${NEW:${OLD:d}}") String a; }',
        "NEW=d OLD=d",
    ),
    (
        """class A { // System.getenv("C")
 String s = "System.getenv(S)"; void f() { System.getProperty("P"); } }""",
        "!C !S !P",
    ),
    (
        'class A { @ConfigProperty(name = "API_URL", defaultValue = "u") String a; }',
        "API_URL=u",
    ),
    (
        (
            'class A { String r = Objects.requireNonNull(System.getenv("R")); boolean b = '
            'System.getenv().containsKey("Q"); }'
        ),
        "R Q",
    ),
    (
        (
            'class A { String u = StringUtils.defaultIfBlank(System.getenv("U"), "d"); String w = '
            'Objects.requireNonNullElse(System.getenv("W"), "e"); }'
        ),
        "U=d W=e",
    ),
    (
        (
            "class A { void f() { Map<String, String> env = System.getenv(); String e = "
            'env.get("E"); String g = env.getOrDefault("G", "h"); } }'
        ),
        "E G=h",
    ),
    (
        """enum Key { HOST("DB_HOST"); final String v; }
class A { void f() { System.getenv(Key.HOST.v); } }""",
        "DB_HOST",
    ),
    (
        (
            'class A { void f() { for (String s : new String[] {"L1", "L2"}) { System.getenv(s); } '
            'System.getenv("os.name"); } }'
        ),
        "L1 L2",
    ),
    (
        """class C { public String get(String k) { return System.getenv(k); } }
class D { void f(ResultSet r) { r.get("row_id"); } }""",
        "!row_id",
    ),
    (
        """import org.springframework.core.env.Environment;
class A { Environment env; String a = env.getProperty("APP_A", "d"); String b = env.getProperty("app.b"); }""",
        "APP_A=d",
    ),
    (
        (
            'class A { @KafkaListener(topics = "${TOPIC:events}") void f() {} @Option(names = "-p", '
            'defaultValue = "${env:PORT:-80}") int p; }'
        ),
        "TOPIC=events PORT=80",
    ),
    (
        'class A { String s = "${NOT}"; /* @Value("${C}") */ @Deprecated void f() { log("${N2}"); } }',
        "!NOT !C !N2",
    ),
    (
        'class A { void f() { String v = System.getenv("V"); if (v == null) { throw new IllegalStateException(); } } }',
        "V",
    ),
)

KOTLIN_SAMPLES: Final = (
    (
        'val x = System.getenv("X") ?: "d"',
        "X=d",
    ),
    (
        """val p = System.getenv("PORT")?.toInt() ?: 8080
val q = System.getenv("Q")!!""",
        "PORT=8080 Q",
    ),
    (
        'val y = System.getenv()["Y"] ?: error("missing")',
        "Y",
    ),
    (
        """fun env(name: String, default: String): String = System.getenv(name) ?: default
val b = env("B", "x")""",
        "B=x",
    ),
    (
        """const val K = "KK"
val k = System.getenv(K)""",
        "KK",
    ),
    (
        'class A(@Value("\\${APP_NAME:demo}") val a: String)',
        "APP_NAME=demo",
    ),
    (
        '// System.getenv("C")\nval s = "System.getenv(S)"',
        "!C !S",
    ),
    (
        'val m = System.getenv().getOrDefault("M", "z")',
        "M=z",
    ),
    (
        'for (k in listOf("L1", "L2")) { System.getenv(k) }',
        "L1 L2",
    ),
    (
        """object Keys { private const val P: String = "PP"
 fun f() = System.getenv(P) }
val q = System.getenv(Keys.P)""",
        "PP",
    ),
    (
        """enum class E(val key: String) { A("AA"), B("BB") }
val a = System.getenv(E.A.key)""",
        "AA",
    ),
    (
        """class Conf(private val env: Map<String, String> = System.getenv()) { val a = env["A"] ?: "d"
 val b = env.getValue("B") }""",
        "A=d B",
    ),
    (
        (
            'fun load(env: Map<String, String> = System.getenv()) = Conf(url = env["URL"] ?: "u", '
            'key = env.getOrElse("KEY") { "k" })'
        ),
        "URL=u KEY=k",
    ),
    (
        """object Env { fun get(name: String, default: String? = null) = System.getenv(name) ?: default
 ?: throw IllegalStateException(name) }
val n = Env.get(default = "y", name = "N")
val m = Env.get("M")""",
        "N=y M",
    ),
    (
        """val r = requireNotNull(System.getenv("R")) { "missing" }
val s = System.getenv("S") ?: run { throw X() }""",
        "R S",
    ),
    (
        (
            'val i by lazy { System.getenv("I")?.toIntOrNull() ?: 5 }\n'
            'val j = System.getenv("J").let { it.trim() } ?: "jd"'
        ),
        "I=5 J=jd",
    ),
    (
        'mapOf("A" to 1, "B" to 2).keys.forEach { System.getenv(it) }',
        "A B",
    ),
    (
        'listOf("A" to "x", "B" to "y").forEach { (k, d) -> System.getenv(k) ?: d }',
        "A B",
    ),
    (
        """val has = "F" in System.getenv()
val p = "PRE_$x"
val t = System.getenv("PRE_${x}_Y")""",
        "F",
    ),
)
