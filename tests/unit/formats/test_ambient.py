"""Names of the machine, and names that libraries read."""

import pytest

from envlint.formats.ambient import ambient, well_known

OF_THE_MACHINE = """
PATH HOME USER CI PWD TERM SHELL LANG TZ NODE_ENV RAILS_ENV HOSTNAME TMPDIR HTTP_PROXY https_proxy NO_PROXY
GITHUB_SHA GITHUB_REF_NAME RUNNER_OS LC_ALL XDG_CACHE_HOME NOTIFY_SOCKET
"""
OF_THE_PROGRAM = """
PORT GITHUB_CLIENT_ID GITHUB_APP_SECRET HTTP_PROXY_URL path home APP_ENV
"""
OF_LIBRARIES = """
AWS_REGION OTEL_SERVICE_NAME PGHOST SENTRY_DSN DATABASE_URL COMPOSE_PROFILES
"""
OF_NOBODY = """
AWS_S3_BUCKET PGFOO PORT SENTRY_FOO
"""


@pytest.mark.parametrize("name", OF_THE_MACHINE.split())
def test_names_of_the_machine(name):
    assert ambient(name)


@pytest.mark.parametrize("name", OF_THE_PROGRAM.split())
def test_names_of_the_program(name):
    assert not ambient(name)


@pytest.mark.parametrize("name", OF_LIBRARIES.split())
def test_names_that_libraries_read(name):
    assert well_known(name)


@pytest.mark.parametrize("name", OF_NOBODY.split())
def test_names_that_they_do_not_read(name):
    assert not well_known(name)
