"""C and C++ as people write it, with what a scan must find in it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

SAMPLES: Final = (
    ('int f(void) { return getenv("A") != 0; }', "A"),
    ('void f() { auto v = std::getenv("A"); auto w = ::getenv("B"); secure_getenv("C"); }', "A B C"),
    (
        r"""
// getenv("A")
/* getenv("B") */
const char *s = "getenv(\"C\")";
""",
        "!A !B !C",
    ),
    ('void f() { setenv("W", "1", 1); unsetenv("V"); putenv("U=1"); }', "!W !V !U"),
    ('const char *f() { const char *p = getenv("A"); if (!p) p = "d"; return p; }', "A=d"),
    ('const char *f() { const char *p = getenv("A"); if (p == NULL) p = "d"; return p; }', "A=d"),
    ('const char *p = getenv("A") ? getenv("A") : "d";', "A=d"),
    ('void f() { const char *p = getenv("A"); use(p ? p : "d"); }', "A=d"),
    ('void f() { const char *p = getenv("A"); std::string s = p != nullptr ? p : "d"; }', "A=d"),
    ('auto p = getenv("A") ?: "d";', "A=d"),
    (
        """
static const char *get_env(const char *name, const char *def) {
  const char *v = getenv(name);
  return v ? v : def;
}
const char *p = get_env("PORT", "8080");
""",
        "PORT=8080",
    ),
    (
        """
std::string Config::text(const std::string& key, const std::string& def) {
  if (const char* v = std::getenv(key.c_str())) return v;
  return def;
}
void f() { Config::text("A", "d"); }
""",
        "A=d",
    ),
    (
        """
int env_int(const char *key, int def) { const char *v = getenv(key); return v ? atoi(v) : def; }
int n = env_int("WORKERS", 4);
""",
        "WORKERS=4",
    ),
    (
        """
#define KEY "A"
const char *p;
void f(void) { p = getenv(KEY); }
""",
        "A",
    ),
    (
        """
#define DEF "d" /* why */
void f(void) { char *p = getenv("A"); if (!p) p = DEF; }
""",
        "A=d",
    ),
    (
        """
#define ENV(x) getenv(x)
void f(void) { ENV("A"); }
""",
        "A",
    ),
    (
        r"""
#define ENV_OR(x, d) (getenv(x) ? \
  getenv(x) : (d))
void f(void) { ENV_OR("A", "b"); }
""",
        "A=b",
    ),
    (
        """
static const char *names[] = { "A", "B" };
void f(void) { for (int i = 0; i < 2; i++) getenv(names[i]); }
""",
        "A B",
    ),
    ('void f() { for (auto name : {"A", "B"}) std::getenv(name); }', "A B"),
    (
        """
#include <QtGlobal>
auto a = qEnvironmentVariable("A", "d"); auto b = qgetenv("B");
""",
        "A=d B",
    ),
    (
        """
#ifdef DEBUG
#define X 1
#endif
int main(void) { return X; }
""",
        "!DEBUG !X",
    ),
    ('int main( { getenv("A" ; } }} getenv(', "A"),
)
