"""Docker Compose files: what they set for a service, read as Docker Compose 2.40 reads it.

Source of the semantics: the Compose Specification (compose-spec.io), and the behaviour of ``docker compose config``,
which the tests compare with where that program is installed.
"""
