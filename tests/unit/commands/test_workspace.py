"""``envlint check`` in a project of several services: who is judged by what, and what one leaves to the others."""

from __future__ import annotations

import json

import pytest
from projects import make, report, run

ONE, OTHER = "q7Zr0vXc2LmP9sTfB4nKd8WgYh3JuE6a", "Vt5xN1oRkA8zLq3CwH7dJ2eMyP6bSf9U"
SETTINGS = """
[[services]]
name = "api"
root = "services/api"

[[services]]
name = "worker"
root = "services/worker"
"""
KEY = '[KEY]\ntype = "secret"\nrequired = true\n'
SHARED = 'files.production = ["../../shared.env"]\n'
SHARING = SETTINGS.replace('api"\n\n', f'api"\n{SHARED}') + SHARED
PROJECT = {
    ".git/HEAD": "",
    "envlint.toml": SETTINGS,
    "services/api/rules/api.toml": '[PORT]\ntype = "port"\n' + KEY,
    "services/worker/rules/worker.toml": KEY,
    "services/api/.env.production": f"PORT=8080\nKEY={ONE}\n",
    "services/api/.env.staging": f"PORT=8080\nKEY={OTHER}\n",
    "services/worker/.env.production": f"KEY={ONE}\n",
}
PRODUCTION = ("check", "--env", "production")


@pytest.fixture
def project(tmp_path, monkeypatch):
    """Return a function that writes the usual project with some files changed, None for those that are not there."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "project"
    root.mkdir()
    monkeypatch.chdir(root)

    def write(changed=None):
        files = {**PROJECT, **(changed or {})}
        make(root, {path: text for path, text in files.items() if text is not None})
        return root

    return write


def cells(document):
    """Return the verdicts of a report by service and tier, with the counts of errors and warnings."""
    return {
        f"{each['name']} {each['tier']}": each["verdict"]
        + (f" {each['error']}/{each['warning']}" if each["verdict"] == "findings" else "")
        for each in document["services"]
    }


def found(document):
    """Return the findings of a report as service, code and variable."""
    return [f"{each['service']} {each['code']} {each['variable']}" for each in document["findings"]]


def judged(capsys, *words):
    """Return the exit code, the JSON report and stderr of one command."""
    code, out, err = run(capsys, *words, "--format", "json")
    return code, json.loads(out), err


def test_every_service_is_judged_by_its_own_rules(project, capsys):
    project({"services/worker/.env.production": "KEY=\n"})
    code, document = report(capsys, *PRODUCTION)
    assert code == 1
    assert cells(document) == {"api production": "clean", "worker production": "findings 1/0"}
    assert found(document) == ["worker ENV105 KEY"]


def test_without_a_tier_every_tier_that_has_files(project, capsys):
    project()
    code, document = report(capsys, "check")
    assert code == 0
    assert (document["tier"], document["verdict"]) == (None, "clean")
    assert cells(document) == {
        "api staging": "clean",
        "api production": "clean",
        "worker staging": "absent",
        "worker production": "clean",
    }


def test_rules_of_the_root_hold_for_all(project, capsys):
    project({"rules/all.toml": "[REGION]\nrequired = true\n"})
    _, document = report(capsys, *PRODUCTION)
    assert found(document) == ["api ENV104 REGION", "worker ENV104 REGION"]
    assert document["looked_at"]["rules"] == 4


def test_the_root_is_judged_where_it_has_rules_and_layers(project, capsys):
    project({"rules/all.toml": '[REGION]\ntype = "int"\n', ".env.production": "REGION=north\n"})
    _, document = report(capsys, *PRODUCTION)
    assert list(cells(document)) == ["api production", "worker production", "None production"]
    assert found(document) == ["None ENV102 REGION"]
    code, out, _ = run(capsys, *PRODUCTION)
    assert "(root)   1 error\n" in out
    assert "] REGION is not" in out
    assert code == 1


def test_layers_that_services_name_are_not_the_roots_own(project, capsys):
    settings = SETTINGS + 'files.production = ["../../.env.production", ".env.production"]\n'
    project(
        {
            "envlint.toml": settings,
            "rules/all.toml": "[REGION]\nrequired = true\n",
            ".env.production": "REGION=north\n",
        }
    )
    _, document = report(capsys, *PRODUCTION)
    assert cells(document) == {"api production": "findings 1/0", "worker production": "clean"}
    assert found(document) == ["api ENV104 REGION"]


def test_files_of_a_tier_are_looked_for_below_each_service(project, capsys):
    tiers = '[tiers]\nproduction = { files = ["deploy/prod.env"] }\n'
    project(
        {
            "envlint.toml": tiers + SETTINGS,
            "services/api/deploy/prod.env": "PORT=http\n",
            "services/worker/deploy/prod.env": f"KEY={ONE}\n",
        }
    )
    _, document = report(capsys, "check")
    assert found(document) == ["api ENV104 KEY", "api ENV102 PORT"]
    assert cells(document) == {"api production": "findings 2/0", "worker production": "clean"}


def test_a_service_may_name_a_source_of_another_kind(project, capsys):
    project(
        {
            "envlint.toml": SETTINGS + 'files.production = ["json:../../worker.json"]\n',
            "worker.json": '{"KEY": ""}',
        }
    )
    _, document = report(capsys, *PRODUCTION)
    assert [each["source"] for each in document["looked_at"]["sources"]] == [
        "dotenv:services/api/.env.production",
        "json:worker.json",
    ]
    assert found(document) == ["worker ENV105 KEY"]


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (
            "services/worker/rules/worker.toml",
            "[KEY]\ntypo = 1\n",
            "services/worker/rules/worker.toml:2:1: unknown key",
        ),
        ("services/worker/rules/worker.toml", "[KEY\n", "services/worker/rules/worker.toml:1:5"),
        ("services/worker/.env.production", None, "worker: none of the files of production is there"),
    ],
)
def test_what_is_wrong_with_one_service_hides_no_other(project, capsys, path, text, said):
    project({path: text, "services/api/.env.production": "PORT=http\n"})
    code, document, err = judged(capsys, *PRODUCTION)
    assert code == 2
    assert said in err
    assert [each["message"] in err for each in document["errors"]] == [True]
    assert cells(document) == {"api production": "findings 2/0", "worker production": "none"}
    assert found(document) == ["api ENV104 KEY", "api ENV102 PORT"]


def test_a_source_that_cannot_be_read_hides_no_other_service(project, capsys):
    root = project({"services/worker/.env.production": None})
    (root / "services/worker/.env.production").mkdir()
    code, document = report(capsys, *PRODUCTION)
    assert code == 2
    assert cells(document) == {"api production": "clean", "worker production": "none"}
    assert found(document) == ["worker ENV901 None"]


def test_an_empty_environment_is_no_pass(project, capsys):
    project({"services/worker/.env.production": "\n"})
    code, document = report(capsys, *PRODUCTION)
    assert code == 2
    assert cells(document)["worker production"] == "none"


def test_broken_rules_for_all_are_said_once(project, capsys):
    project({"rules/all.toml": "[REGION]\ntypo = 1\n"})
    code, document, err = judged(capsys, *PRODUCTION)
    assert code == 2
    assert set(cells(document).values()) == {"none"}
    assert len(document["errors"]) == 1
    assert err.count("typo") == 1


def test_a_crash_in_one_service_is_no_pass_and_hides_no_other(project, capsys, monkeypatch):
    from envlint.commands import workspace

    real = workspace.judge_target

    def breaks(target, request, contract):
        if "worker" in contract.found.base:
            raise ValueError("sk_live_of_the_worker")
        return real(target, request, contract)

    monkeypatch.setattr(workspace, "judge_target", breaks)
    project({"services/api/.env.production": "PORT=http\n"})
    code, document, err = judged(capsys, *PRODUCTION)
    assert code == 2
    assert cells(document) == {"api production": "findings 2/0", "worker production": "none"}
    assert "sk_live" not in err + json.dumps(document)


def test_nothing_there_is_no_pass_unless_the_settings_say_so(project, capsys):
    project({"services/worker/.env.production": None})
    assert run(capsys, *PRODUCTION)[0] == 2
    project({"services/worker/.env.production": None, "envlint.toml": SETTINGS + "files.production = []\n"})
    code, document = report(capsys, *PRODUCTION)
    assert code == 0
    assert cells(document) == {"api production": "clean", "worker production": "absent"}


def test_a_service_without_rules_is_no_gate(project, capsys):
    project({"services/worker/rules/worker.toml": None})
    code, document, err = judged(capsys, *PRODUCTION)
    assert code == 2
    assert cells(document) == {"api production": "clean", "worker production": "none"}
    assert "worker: no rules were found" in err
    code, document, err = judged(capsys, "check")
    assert code == 0
    assert "worker: no rules were found for production: only the text of the files was judged" in err


def test_no_files_anywhere_is_no_pass(project, capsys):
    project({path: None for path in PROJECT if ".env" in path})
    code, out, err = run(capsys, "check")
    assert (code, out) == (2, "")
    assert "no tier could be looked at" in err


def test_services_may_be_chosen(project, capsys):
    project({"services/worker/.env.production": ""})
    code, document = report(capsys, *PRODUCTION, "--service", "api")
    assert code == 0
    assert cells(document) == {"api production": "clean"}
    both = ("--service", "worker", "--service", "api")
    assert list(cells(report(capsys, *PRODUCTION, *both)[1])) == ["api production", "worker production"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--service", "wroker"), "--service: no service is called 'wroker' (did you mean worker?)"),
        (("--service", "x"), "--service: no service is called 'x' (known are api, worker)"),
        (("--env", "prodction"), "no tier is called 'prodction' (did you mean production?)"),
        (("--service", "api", "--service", "worker", "x.env"), "this needs one service"),
    ],
)
def test_what_does_not_exist_is_a_usage_error(project, capsys, words, said):
    project()
    code, out, err = run(capsys, "check", *words)
    assert (code, out) == (2, "")
    assert said in err


def test_outside_of_a_workspace_there_is_no_service(project, capsys):
    project({"envlint.toml": "", "rules/all.toml": KEY})
    code, _, err = run(capsys, "check", "--service", "api")
    assert code == 2
    assert "--service: the settings name no services" in err


def test_a_source_is_judged_for_one_service(project, capsys):
    project({"live.env": "PORT=http\n"})
    code, document = report(capsys, *PRODUCTION, "--service", "api", "live.env")
    assert code == 1
    assert [each["code"] for each in document["findings"]] == ["ENV104", "ENV102"]
    assert "services" not in document


def test_other_commands_look_at_one_service(project, capsys):
    project()
    code, out, _ = run(capsys, "status", "--service", "api", "--env", "production")
    assert code == 0
    assert "PORT      yes  dotenv:services/api/.env.production" in out
    assert "PORT" not in run(capsys, "status", "--service", "worker", "--env", "production")[1]
    assert "PORT=8080" in run(capsys, "resolve", "--service", "api", "--env", "production")[1]
    assert "PORT" in run(capsys, "rules", "--service", "api")[1]
    assert "this needs one service" in run(capsys, "status", "--service", "api", "--service", "worker")[2]


def test_what_is_wrong_with_a_shared_file_is_said_once(project, capsys):
    settings = SHARING.replace('shared.env"', 'shared.env", ".env.production"')
    project({"envlint.toml": settings, "shared.env": "PORT=1\nPORT=2\nPROT=1\n"})
    _, document = report(capsys, *PRODUCTION)
    assert found(document) == ["api, worker ENV302 PORT", "api, worker ENV108 PROT"]
    assert cells(document) == {"api production": "findings 1/1", "worker production": "findings 1/1"}


def test_a_value_is_shown_only_where_every_service_that_reads_it_may_show_it(project, capsys):
    project(
        {
            "envlint.toml": SHARING,
            "services/api/rules/api.toml": '[MODE]\nvalues = ["fast", "slow"]\n',
            "services/worker/rules/worker.toml": '[MODE]\ntype = "secret"\nmin_length = 3\n',
            "shared.env": "MODE=swordfish\n",
        }
    )
    code, out, err = run(capsys, *PRODUCTION)
    assert code == 1
    assert " 1 | MODE=***" in out
    assert " 1 | MODE=swordfish" not in out + err


def test_a_comment_and_the_baseline_leave_findings_of_a_service_out(project, capsys):
    project(
        {
            "services/api/.env.production": f"# envlint: ignore[ENV102] for now\nPORT=http\nKEY={ONE}\n",
            "services/worker/.env.production": "KEY=\n",
        }
    )
    _, document = report(capsys, *PRODUCTION)
    assert document["summary"]["suppressed"] == 1
    assert cells(document) == {"api production": "clean", "worker production": "findings 1/0"}
    assert run(capsys, "baseline", "--env", "production")[0] == 0
    code, document = report(capsys, *PRODUCTION)
    assert (code, document["summary"]["baselined"]) == (0, 1)
    assert cells(document) == {"api production": "clean", "worker production": "clean"}
    assert report(capsys, *PRODUCTION, "--service", "api")[1]["verdict"] == "clean"


def test_one_rule_for_all_speaks_of_a_shared_file_once(project, capsys):
    rules = dict.fromkeys(("services/api/rules/api.toml", "services/worker/rules/worker.toml"))
    project({"envlint.toml": SHARING, "rules/all.toml": KEY, "shared.env": "KEY=changeme\n", **rules})
    _, document = report(capsys, *PRODUCTION)
    assert found(document) == ["api, worker ENV113 KEY"]
    assert cells(document) == {"api production": "findings 1/0", "worker production": "findings 1/0"}
    assert document["summary"]["error"] == 1
    third = SHARING + '[[services]]\nname = "web"\nroot = "services/web"\n' + SHARED
    project({"envlint.toml": third, "rules/all.toml": KEY, "shared.env": "KEY=changeme\n", **rules})
    _, further = report(capsys, *PRODUCTION)
    assert further["findings"][0]["fingerprint"] == document["findings"][0]["fingerprint"]


def test_of_many_services_a_headline_names_the_first_few(project, capsys):
    services = "".join(f'[[services]]\nname = "s{n}"\nroot = "s{n}"\n{SHARED.replace("../", "", 1)}' for n in range(5))
    project({"envlint.toml": services, "rules/all.toml": KEY, "shared.env": "KEY=changeme\n"})
    _, out, _ = run(capsys, *PRODUCTION)
    assert "] s0, s1, s2 and 2 more: KEY " in out
    assert report(capsys, *PRODUCTION)[1]["findings"][0]["service"] == "s0, s1, s2, s3, s4"


def test_rules_of_two_services_for_a_shared_file_are_two_findings(project, capsys):
    project({"envlint.toml": SHARING, "shared.env": "KEY=changeme\n"})
    _, document = report(capsys, *PRODUCTION)
    prints = {each["service"]: each["fingerprint"] for each in document["findings"]}
    assert sorted(prints) == ["api", "worker"]
    assert len(set(prints.values())) == 2


SAME = KEY + 'same_as = "worker:KEY"\n'


def test_a_value_that_two_services_must_share(project, capsys):
    project({"services/api/rules/api.toml": SAME, "services/api/.env.staging": None})
    assert report(capsys, "check")[0] == 0
    project({"services/api/rules/api.toml": SAME, "services/worker/.env.production": f"KEY={OTHER}\n"})
    code, out, err = run(capsys, *PRODUCTION)
    assert code == 1
    assert "error[ENV201] api: KEY and worker:KEY differ, and must be the same" in out
    assert "services/worker/.env.production:1" in out
    assert ONE not in out + err
    assert OTHER not in out + err


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("wroker:KEY", "services/api/rules/api.toml:4:11: unknown service 'wroker' (did you mean 'worker'?)"),
        ("worker:PROT", "services/api/rules/api.toml:4:11: worker declares no variable 'PROT'"),
    ],
)
def test_a_misspelt_service_or_variable_is_no_pass(project, capsys, entry, said):
    project({"services/api/rules/api.toml": KEY + f'same_as = "{entry}"\n'})
    code, document, err = judged(capsys, *PRODUCTION)
    assert code == 2
    assert said in err
    assert cells(document) == {"api production": "none", "worker production": "clean"}


@pytest.mark.parametrize(
    "words",
    [
        ("check", "--service", "api"),
        ("status", "--service", "api"),
    ],
)
@pytest.mark.parametrize(("value", "code"), [(ONE, 0), (OTHER, 1)])
def test_one_service_is_compared_with_another_that_is_not_asked_for(project, capsys, words, value, code):
    project({"services/api/rules/api.toml": SAME, "services/worker/.env.production": f"KEY={value}\n"})
    assert run(capsys, *words, "--env", "production")[0] == code


def test_no_program_is_started_with_what_differs_from_another_service(project, capsys):
    project({"services/api/rules/api.toml": SAME, "services/worker/.env.production": f"KEY={OTHER}\n"})
    code, out, err = run(capsys, "run", "--service", "api", "--env", "production", "--", "true")
    assert code == 1
    assert "KEY and worker:KEY differ" in out
    assert "true was not started" in err


@pytest.mark.parametrize(
    ("changed", "words", "reason"),
    [
        (
            {"services/worker/.env.production": None},
            ("--service", "api"),
            "worker has no files for production that could be read",
        ),
        ({"services/worker/.env.production": None}, (), "worker could not be judged"),
        ({"services/worker/rules/worker.toml": "[KEY\n"}, (), "worker could not be judged"),
    ],
)
def test_a_service_that_is_not_judged_leaves_the_rule_undecided(project, capsys, changed, words, reason):
    project({"services/api/rules/api.toml": SAME, **changed})
    code, document, _ = judged(capsys, *PRODUCTION, *words)
    assert code != 0
    (finding,) = [each for each in document["findings"] if each["code"] == "ENV210"]
    assert finding["severity"] == "error"
    assert finding["message"] == f"same_as worker:KEY cannot be decided: {reason}"


def test_a_service_that_is_nowhere_on_purpose_is_nothing_to_compare_with(project, capsys):
    settings = SETTINGS + "files.production = []\n"
    project({"services/api/rules/api.toml": SAME, "envlint.toml": settings})
    assert report(capsys, *PRODUCTION)[0] == 0


APART = KEY + "differs_across_tiers = true\n"


@pytest.mark.parametrize("words", [PRODUCTION, ("check",), (*PRODUCTION, "--service", "api")])
def test_a_value_that_tiers_must_not_share(project, capsys, words):
    repeated = dict.fromkeys(("services/api/.env.production", "services/api/.env.staging"), f"KEY={ONE}\n")
    project({"services/api/rules/api.toml": APART, **repeated})
    code, document = report(capsys, *words)
    assert code == 1
    assert found(document) == ["api ENV205 KEY"]
    (finding,) = document["findings"]
    assert (finding["tier"], finding["location"]["path"]) == ("production", "services/api/.env.production")
    assert finding["related"][0]["location"]["path"] == "services/api/.env.staging"
    assert all(cell.startswith(("clean", "absent", "findings 1/0")) for cell in cells(document).values())


def test_outside_of_workspaces_tiers_are_compared_too(project, capsys):
    files = {path: None for path in PROJECT if path != ".git/HEAD"}
    files |= {"rules/a.toml": APART, ".env": f"KEY={ONE}\n", ".env.production": f"KEY={ONE}\n"}
    project(files)
    code, document = report(capsys, *PRODUCTION)
    assert code == 1
    assert [each["message"] for each in document["findings"]] == [
        "KEY has the same value in production and in development, and must differ"
    ]
    assert "service" not in document["findings"][0]
    assert "services" not in document


def test_what_is_not_there_to_compare_with_is_said_only_when_asked(project, capsys):
    project({path: None for path in PROJECT if path != ".git/HEAD"} | {"rules/a.toml": APART, ".env": f"KEY={ONE}\n"})
    assert run(capsys, *PRODUCTION)[2] == ""
    assert "KEY: nothing to compare with in staging, none of its files is there" in run(capsys, *PRODUCTION, "-v")[2]


def test_a_tier_that_cannot_be_read_to_compare_with_is_not_covered(project, capsys):
    root = project({"services/api/rules/api.toml": APART, "services/api/.env.staging": None})
    (root / "services/api/.env.staging").mkdir()
    code, document = report(capsys, *PRODUCTION)
    assert code == 0
    assert document["looked_at"]["not_covered"] == ["services/api/.env.staging (cannot be read: it is a directory)"]


def test_rules_that_name_services_where_there_are_none_are_broken(project, capsys):
    files = {path: None for path in PROJECT if path != ".git/HEAD"}
    project({**files, "rules/a.toml": SAME, ".env": f"KEY={ONE}\n"})
    code, _, err = run(capsys, *PRODUCTION)
    assert code == 2
    assert "unknown service 'worker' (the settings name no services)" in err


def test_a_layer_that_is_a_link_out_of_the_project_is_not_read(project, capsys, tmp_path):
    (tmp_path / "outside.env").write_text(f"KEY={ONE}\n")
    root = project({"services/worker/.env.production": None})
    (root / "services/worker/.env.production").symlink_to(tmp_path / "outside.env")
    code, document = report(capsys, *PRODUCTION)
    assert code == 2
    assert "leads out of the project" in document["findings"][0]["message"]


COMPOSE = f"""
services:
  api:
    image: api
    environment:
      PORT: 8080
      KEY: {ONE}
  worker:
    image: worker
    env_file: worker.env
    environment:
      KEY: {OTHER}
"""


def test_services_of_one_compose_file(project, capsys):
    settings = SETTINGS.replace('api"\n\n', 'api"\nfiles.production = ["../../compose.yaml#api"]\n')
    settings += 'files.production = ["compose:../../compose.yaml#worker"]\n'
    files = {"envlint.toml": settings, "services/api/rules/api.toml": SAME + "[PORT]\n", "compose.yaml": COMPOSE}
    project({**files, "worker.env": ""})
    _, document = report(capsys, *PRODUCTION)
    assert found(document) == ["api ENV201 KEY"]
    assert cells(document) == {"api production": "findings 1/0", "worker production": "clean"}
    (related,) = [each["location"] for each in document["findings"][0]["related"] if "differs" in each["label"]]
    assert (related["source"], related["path"]) == ("compose:compose.yaml#worker", "compose.yaml")
    unseen = COMPOSE.replace(f"      KEY: {OTHER}\n", "      OTHER: 1\n").replace("worker.env", "gone.env")
    project({**files, "compose.yaml": unseen, "services/worker/rules/worker.toml": "[KEY]\n[OTHER]\n"})
    (finding,) = report(capsys, *PRODUCTION)[1]["findings"]
    assert (finding["code"], finding["service"]) == ("ENV210", "api")
    assert "worker:KEY is unseen" in finding["message"]


def test_templates_of_a_service_and_of_the_root_publish_values(project, capsys):
    project({"services/api/.env.example": f"KEY={ONE}\n"})
    assert found(report(capsys, *PRODUCTION)[1]) == ["api ENV209 KEY"]
    project({"services/api/.env.example": "", ".env.example": f"KEY={ONE}\n"})
    assert found(report(capsys, *PRODUCTION)[1]) == ["api ENV209 KEY", "worker ENV209 KEY"]


def test_a_weaker_rule_for_all_is_said_once(project, capsys):
    weaker = '[REGION]\nmin_length = 3\nin.production.min_length = 1\n[[rule]]\nid = "any"\nany_of = ["REGION"]\n'
    project({"rules/all.toml": weaker + 'level = "off"\n'})
    _, document = report(capsys, *PRODUCTION)
    assert found(document) == ["None ENV211 REGION"]
    assert cells(document) == {"api production": "clean", "worker production": "clean"}


def test_the_order_of_services_changes_no_finding(project, capsys):
    broken = {
        "services/api/.env.production": f"PORT=http\nKEY={OTHER}\n",
        "services/api/rules/api.toml": PROJECT["services/api/rules/api.toml"] + 'same_as = "worker:KEY"\n',
        "services/worker/.env.production": f"KEY={ONE}\nPROT=1\n",
    }
    project(broken)
    _, document = report(capsys, "check")
    first, second = SETTINGS.strip().split("\n\n")
    project({**broken, "envlint.toml": f"{second}\n\n{first}\n"})
    _, other = report(capsys, "check")
    assert other["findings"] == document["findings"]
    assert sorted(cells(other).items()) == sorted(cells(document).items())


@pytest.mark.parametrize("level", ["error", "warning", "info"])
def test_the_exit_code_is_that_of_the_worst_cell(project, capsys, level):
    project({"services/worker/.env.production": f"KEY={ONE}\nPROT=1\n"})
    code, document = report(capsys, *PRODUCTION, "--fail-on", level)
    assert code == (0 if level == "error" else 1)
    assert cells(document)["worker production"] == "findings 0/1"


@pytest.mark.parametrize("words", [("status",), ("resolve",), ("run", "--", "true")])
@pytest.mark.parametrize("tier", [(), ("--env", "staging")])
def test_the_process_environment_stands_in_for_no_service(project, capsys, words, tier):
    project({"services/worker/.env.production": None})
    own, program = (words[:1], words[1:]) if "--" in words else (words, ())
    code, out, err = run(capsys, *own, "--service", "worker", *tier, *program)
    assert code == 2
    assert not out
    assert "worker: none of the files of" in err
