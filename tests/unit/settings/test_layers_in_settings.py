"""What ``files`` of tiers and services may name, and what that comes to from the root of the project."""

from __future__ import annotations

import pytest

from envlint.core.errors import LoadErrors
from envlint.settings.find import Found
from envlint.settings.load import load
from envlint.settings.record import Settings

SERVICE = '[[services]]\nname = "api"\nroot = "services/api"\n'


def settings(text: str, base: str = "") -> Settings:
    path = f"{base}/envlint.toml" if base else "envlint.toml"
    return load(Found("/project", base, path, text.encode()))


def refused(text: str) -> list[str]:
    with pytest.raises(LoadErrors) as caught:
        settings(text)
    return [f"{error.at.line}:{error.at.column} {error.message} ({error.help})" for error in caught.value.errors]


def test_files_of_a_tier_may_be_sources_of_any_kind() -> None:
    files = '[".env", "compose:c.yaml#api", "k8s/deploy.yaml#Deployment/api", "process:", "compose:#web", "app.json"]'
    (tier,) = settings(f"[tiers]\nproduction = {{ files = {files} }}", base="deploy").tiers
    assert tier.files == (
        "deploy/.env",
        "compose:deploy/c.yaml#api",
        "k8s:deploy/k8s/deploy.yaml#Deployment/api",
        "process:",
        "compose:#web",
        "json:deploy/app.json",
    )


def test_files_of_a_service_start_from_its_root() -> None:
    files = 'files.production = ["../../.env.shared", ".env.production", "compose:../../a.yaml,../../b.yaml#api"]'
    (service,) = settings(SERVICE + files).services
    assert service.files == {
        "production": (".env.shared", "services/api/.env.production", "compose:a.yaml,b.yaml#api"),
    }


def test_tiers_of_a_service_may_be_named_by_their_aliases_and_be_empty() -> None:
    (service,) = settings(SERVICE + 'files = { prod = [], dev = [".env"] }').services
    assert service.files == {"production": (), "development": ("services/api/.env",)}


def test_services_survive_the_cache() -> None:
    read = settings(SERVICE + 'files.production = [".env", "process:"]')
    assert Settings.from_plain(read.to_plain()) == read


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('files.prodction = [".env"]', "4:7 no tier is called 'prodction' (did you mean 'production'?)"),
        ('files = { production = [".env"], prod = [".env"] }', "4:34 'prod' is production, which stands here too"),
        ('files.production = ".env"', "4:20 each item of files must be a list of files, not text"),
        ('files.production = ["../../../.env"]', "4:21 '../../../.env' leads out of the project"),
        ('files.production = ["compose:../../../c.yaml#a"]', "4:21 'compose:../../../c.yaml#a' leads out"),
        (
            'files.production = ["conpose:c.yaml"]',
            "4:21 no kind of source is called 'conpose' (did you mean compose:?)",
        ),
        ('files.production = ["pid:12"]', "4:21 a process has another number every time"),
        ('files.production = ["-"]', "4:21 '-' names no file"),
        ('files.production = ["k8s:-"]', "4:21 'k8s:-' names no file (standard input is named on the command line)"),
        ('files.production = [".env", ""]', "4:29 an empty path"),
    ],
)
def test_what_no_layer_can_be_is_refused_where_it_stands(text: str, said: str) -> None:
    (error,) = refused(SERVICE + text)
    assert error.startswith(said)


def test_a_service_whose_name_rules_cannot_write_is_refused() -> None:
    (error,) = refused('[[services]]\nname = "a:b"\nroot = "a"')
    assert error.startswith("2:8 'a:b' cannot be the name of a service")
