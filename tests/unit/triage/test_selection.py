import pytest
from triage_samples import finding, reading

from envlint.analysis import paths
from envlint.analysis.selection import Selection, selection
from envlint.analysis.triage import Policy, TierFindings, triage
from envlint.checks.catalogue import CODES
from envlint.core.errors import UsageError
from envlint.core.severity import ERROR, INFO, OFF, WARNING

SOURCE = reading("A=x\nB=y\n")


def run(*findings, **policy):
    return triage([TierFindings("production", findings, (SOURCE,))], Policy(known=CODES, **policy))


def some(*names, **changes):
    return tuple(finding(name, SOURCE, "A", **changes) for name in names)


def kept(select=(), ignore=(), names=("value-not-allowed", "wrong-type", "duplicate-key")):
    return [found.code for found in run(*some(*names), selection=selection(select, ignore, CODES)).findings]


@pytest.mark.parametrize(
    ("select", "ignore", "codes"),
    [
        ((), (), ["ENV101", "ENV102", "ENV302"]),
        (("ENV1",), (), ["ENV101", "ENV102"]),
        (("duplicate-key", "ENV101"), (), ["ENV101", "ENV302"]),
        ((), ("ENV1",), ["ENV302"]),
        ((), ("wrong-type",), ["ENV101", "ENV302"]),
        (("ENV101",), ("ENV1",), ["ENV101"]),
        (("ENV1",), ("ENV101",), ["ENV102"]),
        (("ENV1", "ENV302"), ("ENV302",), ["ENV101", "ENV102"]),
    ],
)
def test_codes_families_and_names_and_the_more_exact_one_wins(select, ignore, codes):
    assert kept(select, ignore) == codes


def test_what_is_ignored_is_counted_and_what_was_not_selected_is_not():
    found = some("value-not-allowed", "wrong-type")
    assert run(*found, selection=Selection(ignore=("ENV101",))).suppressed == 1
    assert run(*found, selection=Selection(select=("ENV102",))).suppressed == 0


@pytest.mark.parametrize("pattern", ["ENV1O1", "env101", "ENV8", "value-not-alowed", "1", ""])
def test_unknown_patterns_are_usage_errors(pattern):
    for arguments in (((pattern,), ()), ((), (pattern,))):
        with pytest.raises(UsageError):
            selection(*arguments, CODES)


def test_an_unknown_pattern_gets_a_suggestion():
    with pytest.raises(UsageError, match="did you mean 'ENV101'"):
        selection(("env101",), (), CODES)


@pytest.mark.parametrize(("select", "ignore"), [((), ("ENV",)), (("ENV101",), ("ENV101",)), (("ENV9",), ())])
def test_leaving_no_check_that_judges_is_a_usage_error(select, ignore):
    with pytest.raises(UsageError, match="every check is deselected"):
        selection(select, ignore, CODES)


@pytest.mark.parametrize("name", ["unreadable", "unparsed-file", "nothing-looked-at"])
def test_nothing_turns_off_what_could_not_be_looked_at(name):
    code = CODES[name]
    policies = (
        {"selection": Selection(select=("ENV1",))},
        {"selection": Selection(ignore=("ENV9", code))},
        {"levels": {code: OFF}},
        {"levels": {name: INFO}},
        {"per_path": (("**", ("ENV9",)),)},
    )
    for policy in policies:
        (found,) = run(*some(name), **policy).findings
        assert (found.code, found.severity) == (code, ERROR)


def test_levels_of_the_settings_win_and_the_more_exact_one_among_them():
    found = run(*some("value-not-allowed", "wrong-type"), levels={"ENV1": INFO, "wrong-type": WARNING}).findings
    assert [entry.severity for entry in found] == [INFO, WARNING]


def test_a_level_of_off_leaves_out_without_counting():
    triaged = run(*some("value-not-allowed"), levels={"ENV101": OFF})
    assert (triaged.findings, triaged.suppressed) == ((), 0)
    assert run(*some("value-not-allowed", severity=OFF)).findings == ()
    assert run(*some("value-not-allowed", severity=OFF), levels={"ENV101": ERROR}).findings[0].severity is ERROR


def test_a_fallback_goes_with_the_warning():
    found = some("value-not-allowed", severity=WARNING, fallback="local")
    assert run(*found).findings[0].fallback == "local"
    assert run(*found, levels={"ENV101": ERROR}).findings[0].fallback is None


def test_per_path_ignore_counts_what_it_leaves_out():
    found = some("value-not-allowed", "duplicate-key")
    triaged = run(*found, per_path=(("*.env", ("ENV3",)), ("tests/**", ("ENV1",))))
    assert [entry.code for entry in triaged.findings] == ["ENV101"]
    assert triaged.suppressed == 1


@pytest.mark.parametrize(
    ("path", "pattern", "expected"),
    [
        ("tests/a/.env", "tests/**", True),
        ("src/tests/.env", "tests/**", False),
        ("src/tests/.env", "**/tests/**", True),
        ("tests/.env", "**/tests/**", True),
        ("tests/a/.env", "tests/*", False),
        ("tests/.env", "tests/*", True),
        ("tests/.env", "tests/", True),
        ("deep/down/.env.test", ".env.*", True),
        ("deep/down/.env.test", "./deep/**/.env.t??t", True),
        (".env", ".env.*", False),
        ("a/b/c/d", "a/**/c/**/d", True),
        ("a/b/c/d", "a/**/d/**/c", False),
        ("", "**", False),
    ],
)
def test_patterns_of_paths(path, pattern, expected):
    assert paths.fits(path, pattern) is expected


def test_patterns_of_paths_take_no_exponential_time():
    assert paths.fits("/".join(["a"] * 2000), "/".join(["**", "a"] * 200) + "/b") is False
    assert paths.fits("a" * 2000, "*a" * 200 + "b") is False
