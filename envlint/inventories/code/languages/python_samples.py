"""What a scan of Python finds and what it does not."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

SAMPLES: Final = (
    ('import os\nX = os.getenv("A", "d")', "A=d"),
    ('import os\nX = os.environ.get("A", 5)\nY = os.environ["B"]', "A=5 B"),
    ('from os import environ as e, getenv as g\ng("A", "x")\ne["B"]\ne.get("C", default="y")', "A=x B C=y"),
    ('import os as o\nif v := o.getenv("A"): pass\no.environ.get("B")', "A B"),
    (
        'import os\nos.environ["W"] = "1"\ndel os.environ["V"]\n# os.getenv("C")\ns = "os.getenv(\'D\')"',
        "!W !V !C !D",
    ),
    ('import os\nos.environ.setdefault("A", "x")\nos.environ.pop("B", None)\nos.getenvb(b"C")', "A=x B C"),
    ('import os\nif "A" in os.environ: pass\nif "B" not in os.environ: raise ValueError', "A B"),
    (
        """import os
def env_bool(key, default=False):
    value = os.environ.get(key)
    if value is None:
        return default
    return value.lower() in ("1", "true")
A = env_bool("A", True)
B = env_bool("B")
C = env_bool(key="C", default=False)
""",
        "A=true B=false C=false",
    ),
    (
        """import os
def choice(key, choices, default):
    value = os.getenv(key, default)
    if value not in choices: raise ValueError(f"{key} must be one of {choices}")
    return value
A = choice("A", ["x", "y"], "x")
""",
        "A=x",
    ),
    (
        """import os
def yes(key):
    return os.getenv(key, "NO").upper() == "YES"
A = yes("A")
""",
        "A=NO",
    ),
    (
        """import os
def secret(name, default=None):
    if path := os.getenv(name + "_FILE"):
        return open(path).read()
    return os.getenv(name, default)
A = secret("A", "s")
B = secret("B")
""",
        "A=s B !A_FILE !B_FILE",
    ),
    (
        """import os
class Variable:
    def __init__(self, name, type_, default):
        self.name = name
        self.type = type_
        self.default = default
    def get(self):
        return self.type(os.environ.get(self.name, self.default))
A = Variable("A", int, 10)
B = Variable("B", str, None)
""",
        "A=10 B",
    ),
    (
        """import os
TABLE = [{"env_key": "A", "type": int}, {"env_key": "B", "type": str}]
for entry in TABLE:
    os.getenv(entry["env_key"])
""",
        "A B",
    ),
    (
        """import os
DEFAULTS = {"A": "1", "B": "2"}
for name, default in DEFAULTS.items():
    os.environ.get(name, default)
for name in ("C", "D"):
    os.environ[name]
E = {name: os.environ[name] for name in ["E", "F"]}
""",
        "A=1 B=2 C D E F",
    ),
    (
        'import os\nX = os.getenv("A", os.getenv("B", "x"))\nY = os.getenv("C") or os.getenv("D") or "y"',
        "A=x B=x C=y D=y",
    ),
    ('import os\nget = lambda key, default=None: os.environ.get(key, default)\nget("A", "x")', "A=x"),
    ('import os\nenv = os.environ\nenv["A"]\nenv.get("B", "x")\nget = os.environ.get\nget("C", "y")', "A B=x C=y"),
    ('import os\nP = "APP_"\nX = os.getenv(P + "A")\nY = os.getenv(f"{P}B", "x")', "APP_A APP_B=x"),
    (
        """import os
try:
    A = os.environ["A"]
except KeyError:
    A = "d"
def get(name, default=None, *, cast=str):
    try:
        return cast(os.environ[name])
    except KeyError:
        return default
B = get("B", 5, cast=int)
""",
        "A=d B=5",
    ),
    (
        """import os
class Variable:
    def __init__(self, name, type_, default):
        self.name, self.default = name, default
    def get(self): return os.environ.get(self.name)
class Flag(Variable):
    def __init__(self, name, default):
        super().__init__(name, bool, default)
A = Flag("A", False)
""",
        "A=false",
    ),
    (
        """import os
from functools import partial
def get(key, default=None, cast=str): return cast(os.getenv(key, default))
get_int = partial(get, cast=int)
A = get_int("A", 4)
""",
        "A=4",
    ),
    (
        """import os
for name, default in (("A", "1"), ("B", "2")):
    os.getenv(name, default)
for entry in [{"key": "C", "default": 3}]:
    os.getenv(entry["key"], entry["default"])
PORTS = {"x": "D", "y": "E"}
os.environ.get(PORTS[kind])
""",
        "A=1 B=2 C=3 D E",
    ),
    (
        """import os
class Config:
    def get(self, name, default=None): return os.environ.get(name, default)
config = Config()
A = config.get("A", "x")
B = {}.get("B")
""",
        "A=x !B",
    ),
    (
        'import os\nSITE = os.getenv("SITE", "s")\nA = os.getenv("A", SITE)\nB = os.getenv("B", "a" "b")',
        "SITE=s A=s B=ab",
    ),
    ('def app(environ, start):\n    environ["PATH_INFO"]\n    environ.get("HTTP_HOST")', "!PATH_INFO !HTTP_HOST"),
)
