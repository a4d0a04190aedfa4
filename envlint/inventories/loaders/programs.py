"""Programs that are told on their command line which file of variables to read, and how each of them reads it.

Sources: the documentation of each program's command line. ``docker``, ``podman``, ``node``, ``bun``, ``uv`` and Compose
take their own options in front of what they start, and what comes behind belongs to that.
"""

from __future__ import annotations

from envlint.core.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Final

NODE: Final = "node"
"""Of no version yet: that is for the project to say."""


class Program(Record):
    """What takes files by ``options``. The dialect of a file given by one of them, and where none is given ``default``.

    ``starts``: the words that must follow the name, any one of each group; ``label`` names it in a report. ``flags``
    take no value, all other options do; with ``takes`` these options take one, and no others. With neither, options
    may stand anywhere. ``joined``: a value must be joined to its option by ``=``.
    """

    dialect: str
    options: tuple[str, ...]
    label: str
    starts: tuple[frozenset[str], ...] = ()
    flags: frozenset[str] = frozenset()
    takes: frozenset[str] = frozenset()
    default: str = ""
    bare: str = ""
    joined: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


DOCKER_FLAGS: Final = _words(
    "-d --detach -i --interactive -t --tty --rm --init --privileged -P --publish-all --read-only --no-healthcheck -q "
    "--quiet --oom-kill-disable --sig-proxy --disable-content-trust --use-api-socket --replace --no-hosts --rmi "
    "--read-only-tmpfs --systemd --tls-verify --help"
)
COMPOSE_FLAGS: Final = _words("--dry-run --all-resources --compatibility --verbose --help --version")
NODE_TAKES: Final = _words(
    "-r --require --import --loader --experimental-loader -C --conditions --env-file --env-file-if-exists --title "
    "--watch-path --input-type -e --eval -p --print --tsconfig --include --exclude --test-name-pattern"
)
BUN_TAKES: Final = _words("-r --preload --import --env-file --cwd -c --config --filter -F --shell --tsconfig-override")
UV_TAKES: Final = _words(
    "--with --with-editable --with-requirements -w --extra --no-extra --group --no-group --only-group --env-file "
    "--index --default-index -i --index-url --extra-index-url -f --find-links -p --python --project --directory "
    "--package -m --module --cache-dir --color --config-file --refresh-package -P --upgrade-package "
    "--link-mode --prerelease"
)
ENV_FILE: Final = ("--env-file",)
PROCFILE: Final = _words("start run check export")
RUNS: Final = _words("run create exec")
SERVICE: Final = _words("service")

PROGRAMS: Final[dict[str, tuple[Program, ...]]] = {
    "docker": (
        Program("docker-run", ENV_FILE, "docker run --env-file", (RUNS,), DOCKER_FLAGS),
        Program("docker-run", ENV_FILE, "docker run --env-file", (_words("container"), RUNS), DOCKER_FLAGS),
        Program("docker-run", ENV_FILE, "docker service --env-file", (SERVICE, _words("create")), DOCKER_FLAGS),
        Program("compose-project", ENV_FILE, "docker compose --env-file", (_words("compose"),), COMPOSE_FLAGS),
    ),
    "docker-compose": (Program("compose-project", ENV_FILE, "docker-compose --env-file", (), COMPOSE_FLAGS),),
    "podman": (
        Program("podman-5", ENV_FILE, "podman run --env-file", (RUNS,), DOCKER_FLAGS),
        Program("podman-5", ENV_FILE, "podman run --env-file", (_words("container"), RUNS), DOCKER_FLAGS),
    ),
    "kubectl": (Program("kubectl", ("--from-env-file",), "kubectl create --from-env-file", (_words("create"),)),),
    "kustomize": (Program("kustomize", ("--from-env-file",), "kustomize edit --from-env-file", (_words("edit"),)),),
    "node": (Program(NODE, ("--env-file", "--env-file-if-exists"), "node --env-file", takes=NODE_TAKES),),
    "tsx": (Program(NODE, ("--env-file", "--env-file-if-exists"), "tsx --env-file", takes=NODE_TAKES),),
    "nodemon": (Program(NODE, ("--env-file", "--env-file-if-exists"), "nodemon --env-file"),),
    "nest": (Program(NODE, ENV_FILE, "nest --env-file"),),
    "bun": (Program("bun", ENV_FILE, "bun --env-file", takes=BUN_TAKES),),
    "deno": (Program("deno", ("--env-file", "--env"), "deno --env-file", joined=True, bare=".env"),),
    "uv": (Program("uv", ENV_FILE, "uv run --env-file", (_words("run"),), takes=UV_TAKES),),
    "dotenvx": (Program("dotenvx", ("-f", "--env-file"), "dotenvx run", (_words("run"),), default=".env"),),
    "env-cmd": (Program("env-cmd", ("-f", "--file"), "env-cmd"),),
    "honcho": (Program("honcho", ("-e", "--env"), "honcho", (PROCFILE,), default=".env"),),
    "foreman": (Program("ruby-foreman", ("-e", "--env"), "foreman", (PROCFILE,), default=".env"),),
    "nf": (Program("foreman-js", ("-e", "--env"), "nf", (PROCFILE,), default=".env"),),
    "heroku": (Program("foreman-js", ("-e", "--env"), "heroku local", (_words("local local:start"),), default=".env"),),
    "overmind": (Program("godotenv", (), "overmind", (_words("start s"),), default=".env"),),
    "godotenv": (Program("godotenv", ("-f",), "godotenv", default=".env"),),
    "flask": (Program("python-dotenv", ("-e", "--env-file"), "flask --env-file"),),
    "uvicorn": (Program("python-dotenv", ENV_FILE, "uvicorn --env-file"),),
    "act": (Program("godotenv", ("--env-file", "--secret-file", "--var-file"), "act --env-file"),),
    "gh": (Program("godotenv", ("-f", "--env-file"), "gh secret set -f", (_words("secret variable"), _words("set"))),),
    "supabase": (Program("godotenv", ENV_FILE, "supabase --env-file"),),
    "nuxi": (Program("c12-nuxt", ("--dotenv",), "nuxi --dotenv"),),
    "nuxt": (Program("c12-nuxt", ("--dotenv",), "nuxt --dotenv"),),
    "just": (Program("just", ("-E", "--dotenv-path", "--dotenv-filename"), "just --dotenv-path"),),
}  # fmt: skip
# The programs of this name differ: npm's dotenv-cli, python-dotenv's and that of the Ruby gem.
DOTENV: Final = (
    Program("dotenv-expand-12", ("-e",), "dotenv-cli"),
    Program("python-dotenv", ("-f", "--file"), "dotenv run", default=".env"),
    Program("ruby-dotenv-3", ("-f",), "dotenv", default=".env"),
)
NODE_LIKE: Final = _words("watch run test exec x dev start repl")
"""What tsx and bun are told in front of their options."""
WRAPPERS: Final = _words(
    "sudo doas env exec nohup time timeout nice command builtin then else elif if while until do ! { [[ npx npm pnpm "
    "pnpx yarn bunx bun pipx poetry pipenv pdm hatch rye uv uvx bundle dumb-init tini cross-env cross-env-shell stdbuf "
    "setsid xvfb-run doppler op infisical aws-vault dotenv dotenvx env-cmd honcho foreman start-server-and-test "
    "concurrently wait-on nodemon gosu su-exec unbuffer tsc-watch"
)
"""What another program may stand behind that it starts."""
STRINGS: Final = _words("concurrently nodemon tsc-watch eval cross-env-shell watchexec start-server-and-test conc")
"""What runs texts that it is given as scripts of the default shell."""
SHELLS: Final = {
    "sh": "dash",
    "dash": "dash",
    "bash": "bash",
    "zsh": "zsh",
    "ash": "busybox-ash",
    "busybox": "busybox-ash",
    "ksh": "ksh93",
    "ksh93": "ksh93",
    "mksh": "mksh",
}
"""The dialect of each shell by its name."""
