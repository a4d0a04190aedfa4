"""Texts of ``.env`` files, the loaders that are in use, and whether what these make of them may pass a gate."""

from __future__ import annotations

from typing import NamedTuple

FILE = ".env.production"
GOOD = "PORT=8080\nMODE=a\n"
QUOTED = 'PORT="8080"\nMODE=a\n'
BLOCKED, PASSED = 1, 0


class Read(NamedTuple):
    """A text, the loaders that the settings name, and whether what the first makes of it may pass.

    ``codes`` are some of those that stand in the report, as errors.
    """

    name: str
    readers: str
    text: str | bytes
    code: int = BLOCKED
    codes: tuple[str, ...] = ()


READ = (
    Read("quotes are kept", "docker-run", QUOTED),
    Read("single quotes are kept", "kubectl", "PORT=8080\nMODE='a'\n"),
    Read("a comment is kept", "docker-run", "PORT=8080 # of the web\nMODE=a\n", codes=("ENV102",)),
    Read("a comment is kept by systemd", "systemd", "PORT=8080\nMODE=a # c\n", codes=("ENV101",)),
    Read("trailing blanks are kept", "podman-5", "PORT=8080  \nMODE=a\n"),
    Read("a # does not cut", "python-dotenv", "PORT=8080\nMODE=a#b\n", codes=("ENV101",)),
    Read("a # does not cut in compose", "compose", "PORT=8080\nMODE=a#b\n", codes=("ENV101",)),
    Read("a # leaves nothing", "dotenv-js-18", "PORT=#8080\nMODE=a\n", codes=("ENV105",)),
    Read("the next line is swallowed", "node-22", "MODE= \nPORT=8080\n", codes=("ENV330",)),
    Read("the next line is swallowed by deno", "deno", "MODE= \nPORT=8080\n", codes=("ENV330",)),
    Read("a backslash at the end", "bash", "MODE=a\\\nPORT=8080\n", codes=("ENV330",)),
    Read("a comment goes on", "systemd", "MODE=a\n# c \\\nPORT=8080\n", codes=("ENV330",)),
    Read("prose is refused", "compose", f"{GOOD}stray prose line\n", codes=("ENV331",)),
    Read("blanks round = are refused", "docker-run", "PORT = 8080\nMODE=a\n", codes=("ENV331",)),
    Read("the rest is dropped", "uv", "MODE=a\nX=a b\nPORT=8080\n", codes=("ENV331",)),
    Read("an apostrophe", "bash", f"{GOOD}X=it's\n"),
    Read("a comment is refused", "gitlab-report", f"# c\n{GOOD}", codes=("ENV331",)),
    Read("an empty line is refused", "gitlab-report", "PORT=8080\n\nMODE=a\n", codes=("ENV331",)),
    Read("a return", "bash", f"return 0\n{GOOD}", codes=("ENV331",)),
    Read("a command", "bash", "PORT=$(echo 8080)\nMODE=a\n", codes=("ENV308", "ENV210")),
    Read("a command in backticks", "bash", "PORT=`echo 8080`\nMODE=a\n", codes=("ENV308", "ENV210")),
    Read("a command in single quotes", "dotenv-expand-1000", "PORT='$(echo 8080)'\nMODE=a\n"),
    Read("a command that is none", "dotenv-js-18", "PORT=$(echo 8080)\nMODE=a\n", codes=("ENV102",)),
    Read("the first of two", "rust-dotenvy", "PORT=x\nPORT=8080\nMODE=a\n", codes=("ENV102",)),
    Read("the last of two", "bash", "PORT=8080\nPORT=x\nMODE=a\n", codes=("ENV102",)),
    Read("two that kubectl refuses", "kubectl", "PORT=8080\nPORT=8080\nMODE=a\n", codes=("ENV302",)),
    Read("carriage returns", "bash", "PORT=8080\r\nMODE=a\r\n", codes=("ENV312",)),
    Read("a byte order mark", "node-22", f"\ufeff{GOOD}", codes=("ENV311",)),
    Read("a byte order mark that is refused", "godotenv", f"\ufeff{GOOD}", codes=("ENV311",)),
    Read("export is refused", "docker-run", "export PORT=8080\nMODE=a\n", codes=("ENV331",)),
    Read("export is part of the name", "podman-5", "export PORT=8080\nMODE=a\n", codes=("ENV104",)),
    Read("export is dropped", "systemd", "export PORT=8080\nMODE=a\n", codes=("ENV104",)),
    Read("a colon is dropped", "node-22", "PORT: 8080\nMODE=a\n", codes=("ENV104",)),
    Read("a colon sets", "dotenv-js-18", "PORT=8080\nMODE: c\n", codes=("ENV101",)),
    Read("blanks are a command", "bash", "PORT = 8080\nMODE=a\n"),
    Read("a blank is a command", "bash", "PORT=8080 x\nMODE=a\n"),
    Read("the host decides", "docker-run", "PORT\nMODE=a\n", codes=("ENV210",)),
    Read("the host does not decide", "bash", "PORT\nMODE=a\n"),
    Read("the host's value", "compose", "PORT=${P}\nMODE=a\n", codes=("ENV105",)),
    Read("a reference is text", "node-22", "P=8080\nPORT=${P}\nMODE=a\n", codes=("ENV102",)),
    Read("a reference leads to what is wrong", "next-env", "PORT=8080\nX=c\nMODE=$X\n", codes=("ENV101",)),
    Read("a reference in single quotes", "dotenv-expand-12", "PORT=8080\nX=c\nMODE='$X'\n", codes=("ENV101",)),
    Read("a default that is text", "node-22", "PORT=${P:-8080}\nMODE=a\n", codes=("ENV102",)),
    Read("several lines of which one counts", "python-decouple", "PORT=8080\nX='a\nMODE=c\n'\n"),
    Read("a carriage return ends a line", "python-decouple", "PORT=8080\rMODE=c\n", codes=("ENV101",)),
    Read("a separator ends a comment", "dotenv-js-18", "PORT=8080\n# c\u2028MODE=c\n", codes=("ENV101",)),
    Read("a separator ends a value", "honcho", "PORT=8080\nX=c\u2028MODE=c\n", codes=("ENV101",)),
    Read("two on a line", "bash", "PORT=8080 MODE=c\n", codes=("ENV101",)),
    Read("two behind export", "dash", "export PORT=8080 MODE=c\n", codes=("ENV101",)),
    Read("two with a semicolon", "zsh", "PORT=8080;MODE=c\n", codes=("ENV101",)),
    Read("two for xargs", "bash-xargs", "PORT=8080 MODE=c\n", codes=("ENV101",)),
    Read("behind a comma of quotes", "bash", "PORT='8080' MODE='c'\n", codes=("ENV101",)),
    Read("a default that stays", "bash", "PORT=8080\nX=${MODE:=c}\n", codes=("ENV101",)),
    Read("more text", "bash", f"{GOOD}MODE+=c\n", codes=("ENV101",)),
    Read("more text for make", "make", f"{GOOD}MODE += c\n", codes=("ENV101",)),
    Read("at once for make", "make", "PORT=8080\nMODE := c\n", codes=("ENV101",)),
    Read("at once for make, POSIX", "make", "PORT=8080\nMODE::=c\n", codes=("ENV101",)),
    Read("if unset for make", "make", "PORT=8080\nMODE ?= c\n", codes=("ENV101",)),
    Read("a name in quotes", "bash", 'PORT=8080\nexport "MODE"="c"\n', codes=("ENV101",)),
    Read("an assignment in quotes", "bash", "PORT=8080\nexport 'MODE=c'\n", codes=("ENV101",)),
    Read("taken back", "bash", f"{GOOD}unset PORT\n"),
    Read("another file", "bash", f"{GOOD}. ./more\n", codes=("ENV308",)),
    Read("a branch", "bash", f"{GOOD}if true; then\nPORT=x\nfi\n", codes=("ENV308",)),
    Read("a branch on one line", "bash", f"{GOOD}if true; then PORT=x; fi\n"),
    Read("a quote that stays open", "compose", 'MODE=a\nPORT="8080\n'),
    Read("a quote that is text", "dotenv-js-18", 'MODE=a\nPORT="8080\n', codes=("ENV102",)),
    Read("no UTF-8", "node-22", b"PORT=8080\nX=\xff\nMODE=a\n"),
    Read("UTF-16", "node-22", GOOD.encode("utf-16")),
    Read("a NUL", "bash", b"PORT=80\x0080\nMODE=a\n"),
    Read("a second one keeps the quotes", "compose, docker-run", QUOTED, codes=("ENV305",)),
    Read("a second one keeps the comment", "python-dotenv, docker-run", "PORT=8080 # x\nMODE=a\n", codes=("ENV305",)),
    Read("a second one does not cut", "dotenv-js-18, compose", "PORT=8080\nMODE=a#b\n", codes=("ENV305",)),
    Read("a second one does not set it", "compose, systemd", "export PORT=8080\nMODE=a\n", codes=("ENV305",)),
    Read("a second one takes the first", "node-22, deno", "PORT=x\nPORT=8080\nMODE=a\n", codes=("ENV302",)),
    Read("a second one does not expand", "dotenv-expand-12, node-22", "P=80\nPORT=$P\nMODE=a\n", codes=("ENV305",)),
    Read("a second one refuses", "node-22, compose", f"{GOOD}stray prose line\n", codes=("ENV331",)),
    Read("a second one swallows", "dotenv-js-18, node-22", "MODE= \nPORT=8080\n", codes=("ENV330",)),
    Read("a second one runs a command", "python-dotenv, bash", f"{GOOD}X=$(x)\n", codes=("ENV308",)),
    Read("a third one is what is wrong", "compose, node-22, docker-run", QUOTED, codes=("ENV305",)),
    Read("nothing is set", "bash", "", 2),
    Read("nothing but blanks", "node-22", " \n", 2),
    Read("nothing but what is refused", "docker-run", "x y\n", 2),
)  # fmt: skip
WELL = (
    Read("plain", "docker-run, compose, bash, node-22, kubectl, systemd, uv, make", GOOD, PASSED),
    Read("a comment", "docker-run, bash, node-22, uv, make", f"# PORT=x it's $(x) \"\n\n{GOOD}", PASSED),
    Read("no line end", "docker-run, bash, node-22", GOOD[:-1], PASSED),
    Read("quotes", "python-dotenv, compose, node-22, bash, systemd", "PORT='8080'\nMODE=\"a\"\n", PASSED),
    Read("a comment behind", "compose, bash, node-22", "PORT=8080 # x\nMODE='a' # y\n", PASSED),
    Read("a # that cuts", "dotenv-js-18", "PORT=8080#x\nMODE=a#b\n", PASSED),
    Read("blanks that are left out", "node-22, compose", "PORT = 8080  \n  MODE=a\n", PASSED),
    Read("blanks before the line end", "node-20, dotenv-js-18", "MODE= \nPORT=8080\n", PASSED),
    Read("carriage returns", "dotenv-js-18, node-22, compose", "PORT=8080\r\nMODE=a\r\n", PASSED),
    Read("export", "bash, dotenv-js-18, compose", "export PORT=8080\nexport MODE=a\n", PASSED),
    Read("a colon", "dotenv-js-18, ruby-dotenv-3", "PORT: 8080\nMODE: a\n", PASSED),
    Read("a default", "compose, bash", "PORT=${P:-8080}\nMODE=a\n", PASSED),
    Read("a reference", "compose, bash, dotenv-expand-12", "P=8080\nPORT=${P}\nMODE=a\n", PASSED),
    Read("several lines", "compose, bash, dotenv-js-18", f"{GOOD}X='a\nMODE=c\n'\n", PASSED),
    Read("two on a line", "bash", "MODE=a PORT=8080\n", PASSED),
    Read("two behind export", "bash", "export MODE=a PORT=8080\n", PASSED),
    Read("two with a semicolon", "bash", "MODE=a; PORT=8080\n", PASSED),
    Read("all that follows is exported", "bash", f"set -a\n{GOOD}set +a\n", PASSED),
    Read("a word for the shell", "bash, dotenv-js-18", f"set -a\n{GOOD}set +a\n", PASSED),
    Read("as make writes it", "make", "PORT := 8080\nMODE ?= a\n", PASSED),
    Read("more text", "bash", "PORT=80\nPORT+=80\nMODE=a\n", PASSED),
    Read("a command that nobody runs", "node-22, docker-run", f"{GOOD}X=$(x)\n", PASSED),
    Read("of two that are known the words count", "docker", GOOD, PASSED),
)  # fmt: skip
