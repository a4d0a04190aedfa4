from __future__ import annotations

import pytest
from rule_samples import VOCABULARY, errors

# What stands in a rule file, and the one line that is said about it.
ONE_FAULT = {
    "an unknown key": (
        "[A]\nrequird = true",
        "r.toml:2:1: unknown key 'requird' (did you mean 'required'?)",
    ),
    "an unknown key like none": (
        "[A]\nzzz = true",
        "r.toml:2:1: unknown key 'zzz' (`envlint schema` lists the keys)",
    ),
    "an unknown key below when": (
        '[A]\nvalues = ["s3"]\nwhen.s3.require = ["A"]',
        "r.toml:3:9: unknown key 'require' (did you mean 'requires'?)",
    ),
    "an unknown key in deprecated": (
        '[A]\ndeprecated = { sinc = "1" }',
        "r.toml:2:16: unknown key 'sinc' (did you mean 'since'?)",
    ),
    "a key that is no item's": (
        '[A]\ntype = "list<int>"\nitems = { required = true }',
        "r.toml:3:11: required says nothing about an item (move it out of 'items')",
    ),
    "the wrong kind of value": ("[A]\ndoc = 3", "r.toml:2:7: doc must be text in quotes, not a whole number"),
    "a date": (
        "[A]\ndefault = 2026-01-01",
        "r.toml:2:11: default must be text, a number, true or false, not a date or a time",
    ),
    "text for a list": (
        '[A]\nrequires = "A"',
        "r.toml:2:12: requires must be a list of conditions, not text (write requires = [...])",
    ),
    "the wrong kind of item": (
        '[A]\nrequires = ["A", 1]',
        "r.toml:2:18: each item of requires must be a condition in quotes, such as 'NAME=value', not a whole number",
    ),
    "a date in a list of values": (
        "[A]\nvalues = [1, 1979-05-27]",
        "r.toml:2:14: each item of values must be text, a number, true or false, not a date or a time",
    ),
    "a negative length": (
        "[A]\nmin_length = -1",
        "r.toml:2:14: min_length must be a whole number of 0 or more, not a negative number",
    ),
    "a number beyond 64 bits": (
        "[A]\ndefault = 9223372036854775808",
        "r.toml:2:11: default must be text, a number, true or false, not a number beyond 64 bits",
    ),
    "a boolean for a number": (
        "[A]\nid = true",
        "r.toml:2:6: id must be a number or text in quotes, not a boolean",
    ),
    "a misspelt level": (
        '[A]\nlevel = "eror"',
        (
            "r.toml:2:9: level must be off, info, warning or error, or a table of tier = level, not 'eror' "
            "(did you mean 'error'?)"
        ),
    ),
    "a misspelt level of a tier": (
        '[A]\nlevel = { prod = "warn" }',
        "r.toml:2:18: each item of level must be off, info, warning or error, not 'warn'",
    ),
    "a misspelt phase": (
        '[A]\nphase = "boott"',
        "r.toml:2:9: phase must be 'build', 'boot' or 'run', not 'boott' (did you mean 'boot'?)",
    ),
    "a misspelt type": ('[A]\ntype = "prt"', "r.toml:2:8: unknown type 'prt' (did you mean 'port'?)"),
    "a misspelt item type": (
        '[A]\ntype = "list<orign>"',
        "r.toml:2:8: unknown type 'list<orign>' (did you mean 'origin'?)",
    ),
    "a list of nothing": ('[A]\ntype = "list"', "r.toml:2:8: unknown type 'list' (write list<string>)"),
    "an enum without values": (
        '[A]\ntype = "enum"',
        'r.toml:2:8: an enum needs values (write values = ["...", "..."])',
    ),
    "a key that does not fit the type": (
        '[A]\ntype = "bool"\nsep = ","',
        "r.toml:3:1: sep does not fit the type bool (it fits list, map)",
    ),
    "values that do not fit the type": (
        '[A]\ntype = "bool"\nvalues = [true]',
        "r.toml:3:1: values do not fit the type bool (leave out the type for an enum)",
    ),
    "a value that is none of the type": (
        '[A]\ntype = "int"\nvalues = [1, "x"]',
        "r.toml:3:14: the value is not a whole number (it is of type int)",
    ),
    "a reader that does not exist": (
        '[A]\ntype = "bool"\ndialect = "golang"',
        (
            "r.toml:3:11: no such reader of the type bool "
            "(readers are go, rust, java, spring, python, pydantic, environs, "
            "django-environ, starlette, dynaconf, zod, envalid, php, laravel, rails, yaml)"
        ),
    ),
    "bounds the wrong way round": (
        '[A]\ntype = "duration"\nmin = "2m"\nmax = "90s"',
        "r.toml:3:7: min is above max (swap them)",
    ),
    "a bound that is none of the type": (
        '[A]\ntype = "port"\nmin = "low"',
        "r.toml:3:7: min is not a whole number (it is of type port)",
    ),
    "lengths the wrong way round": (
        "[A]\nmin_length = 3\nmax_length = 2",
        "r.toml:2:14: min_length is above max_length (swap them)",
    ),
    "an empty separator": (
        '[A]\ntype = "list<int>"\nsep = ""',
        "r.toml:3:7: sep is empty (leave it out for a comma)",
    ),
    "an invalid pattern": (
        '[A]\npattern = "(["',
        "r.toml:2:11: not a valid pattern: missing ]: [ (the syntax is RE2's, without look-around and back-references)",
    ),
    "a pattern that is not linear": (
        '[A]\npattern = "(?=a)"',
        (
            "r.toml:2:11: not a valid pattern: invalid perl operator: (?= "
            "(the syntax is RE2's, without look-around and back-references)"
        ),
    ),
    "an item pattern that is invalid": (
        '[A]\ntype = "list<string>"\nitems = { pattern = "(" }',
        "r.toml:3:21: not a valid pattern: missing ): ( (the syntax is RE2's, without look-around and back-references)",
    ),
    "a default that breaks its rule": (
        '[A]\nvalues = ["local", "s3"]\ndefault = "S3"',
        "r.toml:3:11: the default breaks its own rule: A=S3 is not one of local, s3 (did you mean 's3'?)",
    ),
    "a default that breaks its rule in one tier": (
        '[A]\ntype = "int"\ndefault = 3\nin.prod.min = 5',
        "r.toml:3:11: in production, the default breaks its own rule: A=3 is below 5 (set it to 5 or more)",
    ),
    "a default of one tier that breaks the rule": (
        '[A]\ntype = "int"\nmin = 5\nin.prod.default = 3',
        "r.toml:4:19: the default breaks its own rule: A=3 is below 5 (set it to 5 or more)",
    ),
    "a forbidden default": (
        '[A]\ndefault = "x"\nforbid = ["x"]',
        "r.toml:2:11: the default is a value that is forbidden (change one of them)",
    ),
    "a forbidden default in one tier": (
        '[A]\ntype = "duration"\ndefault = "60s"\nin.prod.forbid = ["60s"]',
        "r.toml:3:11: in production, the default is a value that is forbidden (change one of them)",
    ),
    "a forbidden item of the default": (
        '[A]\ntype = "list<origin>"\ndefault = "https://a.example,*"\nin.prod.forbid = ["*"]',
        "r.toml:3:11: in production, the default is a value that is forbidden (change one of them)",
    ),
    "a fallback that breaks its rule": (
        '[A]\nvalues = ["a"]\nfallback = "b"',
        "r.toml:3:12: the fallback breaks its own rule: A=b is not one of a (set it to a)",
    ),
    "a fallback of a secret": (
        '[A]\ntype = "secret"\nfallback = "hunter2hunter2"',
        "r.toml:3:12: a secret has no fallback (leave it out)",
    ),
    "a fallback of what is said to be secret": (
        '[A]\nsecret = true\nfallback = "hunter2hunter2"',
        "r.toml:3:12: a secret has no fallback (leave it out)",
    ),
    "a default of a secret": (
        '[A]\ntype = "url"\nsecret = true\ndefault = "hunter2"',
        "r.toml:4:11: the default breaks its own rule: A has no scheme (begin with `https://` or the like)",
    ),
    "an unknown tier": ("[A]\nin.prd.required = true", "r.toml:2:4: unknown tier 'prd' (did you mean 'prod'?)"),
    "an unknown tier in level": (
        '[A]\nlevel = { test = "off" }',
        "r.toml:2:11: unknown tier 'test' (tiers are development, staging, production)",
    ),
    "an unknown tier in required": (
        '[A]\nrequired = ["production", "stagign"]',
        "r.toml:2:27: unknown tier 'stagign' (did you mean 'staging'?)",
    ),
    "two names of a tier": (
        '[A]\nin.prod.required = true\nin.production.default = "x"',
        "r.toml:3:4: 'prod' and 'production' are the same tier (write it once)",
    ),
    "two names of a tier in level": (
        '[A]\nlevel = { dev = "off", development = "info" }',
        "r.toml:2:24: 'dev' and 'development' are the same tier (write it once)",
    ),
    "a key that is the same in every tier": (
        '[A]\nin.prod.doc = "x"',
        "r.toml:2:9: doc is the same in every tier (move it out of 'in')",
    ),
    "a level in a tier": (
        '[A]\nin.prod.level = "off"',
        'r.toml:2:9: level does not belong here (write level = { TIER = "...", else = "..." } in the table itself)',
    ),
    "a lower-case table": ("[http_proxy]", "r.toml:1:2: 'http_proxy' is no upper-case name (write [var.http_proxy])"),
    "a name with a dash": ("[A-B]", "r.toml:1:2: 'A-B' is no upper-case name (write [var.A-B])"),
    "a name with a dot": ('["a.b"]', "r.toml:1:2: 'a.b' is no upper-case name (write [var.'a.b'])"),
    "a name with a blank": ('["a b"]', "r.toml:1:2: 'a b' cannot be the name of a variable (no blanks, no '=')"),
    "a value at the top": (
        "PORT = 8080",
        "r.toml:1:1: 'PORT' is not a table (a rule file holds a [NAME] for each variable and [[rule]] entries)",
    ),
    "an array of tables": ("[[PORT]]", "r.toml:1:3: a variable has one table (write [PORT])"),
    "a table for rules": (
        '[rule]\nid = "x"',
        "r.toml:1:2: a rule of several variables is an array of tables (write [[rule]])",
    ),
    "rules in the plural": ("[[rules]]", "r.toml:1:3: a variable has one table (write [[rule]])"),
    "two tables of a variable": ("[A]\n\n[A]", "r.toml:3:2: [A] stands here for the second time (join the two tables)"),
    "two forms of a variable": ("[A]\n[var.A]", "r.toml:2:6: A has two tables (the other table is at r.toml:1)"),
    "two keys": (
        '[A]\ndoc = "a"\ndoc = "b"',
        "r.toml:3:1: this key stands here for the second time (remove one of them)",
    ),
    "two ids": ("[A]\nid = 1\n[B]\nid = '1'", "r.toml:4:6: two rules have the id '1' (the other is at r.toml:2)"),
    "an id that is another rule's name": (
        "[A]\n[B]\nid = 'A'",
        "r.toml:3:6: two rules have the id 'A' (the other is at r.toml:1)",
    ),
    "an id with a blank": (
        '[A]\nid = "a b"',
        'r.toml:2:6: an id is a number or a word without blanks (such as 11 or "smtp-complete")',
    ),
    "no TOML": (
        '[A]\ntype = "port\n',
        "r.toml:2:13: not valid TOML: illegal character '\\n' (strings stand in quotes)",
    ),
    "no text": (b"[A]\n# \xff", "r.toml:2:3: the file is not UTF-8 (save it as UTF-8)"),
    "a misspelt name": (
        '[A]\n[BUCKET]\nrequires = ["BUCKT"]',
        "r.toml:3:13: unknown variable 'BUCKT' (did you mean 'BUCKET'?)",
    ),
    "a name of nobody": (
        '[A]\nrequires = ["HOSTNAME"]',
        "r.toml:2:13: unknown variable 'HOSTNAME' (declare it, with external = true if other programs read it)",
    ),
    "a misspelt name on the right": (
        '[A]\ntype = "int"\n[MAXIMUM]\ntype = "int"\nrequires = ["A<=$MAXIMUN"]',
        "r.toml:5:13: unknown variable 'MAXIMUN' (did you mean 'MAXIMUM'?)",
    ),
    "a misspelt name that should differ": (
        '[SECRET]\ndiffers_from = ["SECRETT"]',
        "r.toml:2:17: unknown variable 'SECRETT' (did you mean 'SECRET'?)",
    ),
    "a variable that differs from itself": (
        '[A]\ndiffers_from = ["A"]',
        "r.toml:2:17: it cannot differ from itself (remove it)",
    ),
    "a misspelt successor": (
        '[REDIS_URL]\n[REDIS_HOST]\ndeprecated.use = "REDIS_ULR"',
        "r.toml:3:18: unknown variable 'REDIS_ULR' (did you mean 'REDIS_URL'?)",
    ),
    "a successor of itself": (
        '[A]\ndeprecated.use = "A"',
        "r.toml:2:18: it cannot take its own place (name the variable to use instead)",
    ),
    "a misspelt forbidden name": (
        '[A]\nforbid = ["DEBUG"]',
        (
            "r.toml:2:11: unknown variable 'DEBUG' (declare it, with external = true if other programs read it; "
            "to forbid this very value put = before it)"
        ),
    ),
    "a forbidden text with an operator": (
        '[A]\nforbid = ["a b=c"]',
        (
            "r.toml:2:11: no operator after the name "
            "(operators are = != < <= > >=; to forbid this very value put = before it)"
        ),
    ),
    "a forbidden value that is none": (
        '[A]\nvalues = ["local"]\nforbid = ["locl"]',
        "r.toml:3:11: 'locl' is not one of the values (did you mean 'local'?)",
    ),
    "an enum's misspelt value": (
        '[A]\nvalues = ["local", "s3"]\n[B]\nrequires = ["A=S3"]',
        "r.toml:4:13: 'S3' is not one of the values (did you mean 's3'?)",
    ),
    "a misspelt alternative": (
        '[A]\nvalues = ["local", "s3"]\n[B]\nforbid = ["A!=local|minio"]',
        "r.toml:4:11: 'minio' is not one of the values (values are local, s3)",
    ),
    "an item's misspelt value": (
        '[A]\ntype = "list<string>"\nvalues = ["read", "write"]\n[B]\nrequires = ["A=wirte"]',
        "r.toml:5:13: the value on the right is not one of the values (did you mean 'write'?)",
    ),
    "a boolean spelt otherwise": (
        '[A]\ntype = "bool"\ndialect = "go"\n[B]\nrequires = ["A=1"]',
        "r.toml:5:13: a boolean is compared with true or false (write true or false)",
    ),
    "a value of another type": (
        '[A]\ntype = "int"\n[B]\nrequires = ["A=x1y"]',
        "r.toml:4:13: the value on the right is not a whole number (it is of type int)",
    ),
    "no order": (
        '[A]\n[B]\nrequires = ["A>=1"]',
        "r.toml:3:13: A, of type string, has no order (compare it with = or !=)",
    ),
    "no common order": (
        '[A]\ntype = "int"\n[B]\ntype = "duration"\nrequires = ["B>=$A"]',
        "r.toml:5:13: B is of type duration and A of type int (compare one type)",
    ),
    "no parts": (
        '[A]\n[B]\nrequires = ["A.host=x"]',
        "r.toml:3:13: A has no parts: it is of type string (parts belong to url, dsn, origin and email)",
    ),
    "a misspelt part": (
        '[A]\ntype = "url"\n[B]\nrequires = ["A.hst=x"]',
        "r.toml:4:13: A has no part 'hst' (did you mean 'host'?)",
    ),
    "a part without order": (
        '[A]\ntype = "url"\n[B]\nrequires = ["A.host>=x"]',
        "r.toml:4:13: A.host has no order (compare it with = or !=)",
    ),
    "a part's value of another type": (
        '[A]\ntype = "url"\n[B]\nrequires = ["A.port=http"]',
        "r.toml:4:13: the value on the right is not a whole number (it is of type port)",
    ),
    "a scheme that is not allowed": (
        '[A]\ntype = "url"\nschemes = ["postgres"]\n[B]\nrequires = ["A.scheme=postgrs"]',
        "r.toml:5:13: 'postgrs' is not one of the schemes of A (did you mean 'postgres'?)",
    ),
    "a negated comparison": (
        '[A]\nrequires = ["!A=x"]',
        "r.toml:2:13: '!' is for presence only (write NAME!=value)",
    ),
    "a choice of bounds": (
        '[A]\ntype = "int"\nrequires = ["A<=1|2"]',
        "r.toml:3:13: '|' has no meaning after <= (write a [[rule]] for each)",
    ),
    "an empty right side": (
        '[A]\nrequires = ["A="]',
        "r.toml:2:13: nothing after the operator (for a variable that is not set write !NAME)",
    ),
    "a condition where names belong": (
        '[A]\n[B]\n[C]\nall_or_none = ["A", "B=1"]',
        "r.toml:4:21: all_or_none takes names of variables (write the name alone, without an operator)",
    ),
    "one variable of a group": (
        '[A]\n[B]\nall_or_none = ["A"]',
        "r.toml:3:15: all_or_none needs at least 2 variables (name the others too)",
    ),
    "a variable named twice": ('[A]\n[B]\nany_of = ["A", "A"]', "r.toml:3:16: A stands here twice (remove one)"),
    "when an unknown value": (
        '[A]\nvalues = ["local", "s3"]\nwhen.S3.requires = ["A"]',
        "r.toml:3:6: 'S3' is not one of the values (did you mean 's3'?)",
    ),
    "when a boolean is spelt otherwise": (
        '[A]\ntype = "bool"\nwhen.yes.requires = ["A"]',
        "r.toml:3:6: a boolean is compared with true or false (write true or false)",
    ),
    "when a list": (
        '[A]\ntype = "list<string>"\nwhen.a.requires = ["A"]',
        "r.toml:3:6: when.VALUE is not for the type list<string> (write a [[rule]] with when = [...])",
    ),
    "when as a list in a table": (
        '[A]\nwhen = ["A=x"]',
        (
            "r.toml:2:8: when must be a table of value = demands, not a list "
            "(a list of conditions is for [[rule]]; here write when.VALUE.requires = [...])"
        ),
    ),
    "when as a table in a rule": (
        '[A]\n[[rule]]\nid = "x"\nrequires = ["A"]\nwhen.x.requires = ["A"]',
        (
            "r.toml:5:1: when must be a list of conditions, not a table "
            "(when.VALUE is for a variable's table; here write when = ['NAME=value'])"
        ),
    ),
    "a rule without id": (
        '[A]\n[[rule]]\nrequires = ["A"]',
        'r.toml:2:3: a [[rule]] needs an id (write id = "what-it-asks", so that people can cite it)',
    ),
    "a rule that asks nothing": (
        '[[rule]]\nid = "x"',
        (
            "r.toml:1:3: a [[rule]] asks for something "
            "(write one of requires, forbid, conflicts, differs_from, all_or_none, one_of, any_of)"
        ),
    ),
    "a rule with a type": (
        '[A]\n[[rule]]\nid = "x"\nrequires = ["A"]\ntype = "int"',
        "r.toml:5:1: a [[rule]] has no type (only the table of a variable has it)",
    ),
    "a rule with a fallback": (
        '[A]\n[[rule]]\nid = "x"\nrequires = ["A"]\nfallback = "x"',
        "r.toml:5:1: fallback does not belong here (put it on the table of the variable that falls back)",
    ),
    "a rule that forbids a value": (
        '[A]\n[[rule]]\nid = "x"\nforbid = ["x"]',
        "r.toml:4:11: a [[rule]] has no variable of its own (write NAME=value)",
    ),
}


@pytest.mark.parametrize("case", ONE_FAULT)
def test_says_where_and_what_and_what_to_do(case: str) -> None:
    text, expected = ONE_FAULT[case]
    assert errors(text) == [expected]


def test_the_whole_vocabulary_loads() -> None:
    assert errors(VOCABULARY) == []


def test_says_everything_at_once_sorted_by_place() -> None:
    found = errors('[B]\ntype = "it"\nrequird = 1\n', '[A]\nrequires = ["X"]\n[B]\n', "[C\n")
    assert [line.split(" ")[0] for line in found] == ["r.toml:2:8:", "r.toml:3:1:", "r1.toml:3:2:", "r2.toml:1:3:"]


def test_one_bad_key_hides_no_other() -> None:
    found = errors('[A]\ntype = "int"\ndoc = 1\nmin = 9\nmax = 1\nrequires = ["B", 3]\nwhen.x.forbid = ["C=1"]\n')
    assert [line.split(":")[1] for line in found] == ["3", "4", "6", "7", "7"]


@pytest.mark.parametrize(
    "text",
    [
        '[A]\ntype = "prt"\nmin = 1\ndefault = "x"\n[B]\nrequires = ["A>=1", "A.host=x"]',
        "[A]\ntype = 3\nmin = 1\nvalues = [2]\n[B]\nrequires = ['A>=1']",
        '[A]\ntype = "enum"\nvalues = "a"',
        '[A]\ntype = "bool"\ndialect = 3\ndefault = "1"',
        '[A]\ntype = "int"\nmin = "low"\nmax = 3\ndefault = 2',
        '[[rule]]\nid = ["x"]\nany_of = ["A"]\n[A]',
        '[[rule]]\nid = "x"\nrequires = "A"',
    ],
)
def test_what_follows_from_an_error_is_not_said_as_well(text: str) -> None:
    assert len(errors(text)) == 1


def test_each_bad_item_is_said() -> None:
    assert [
        line.split(" ")[0]
        for line in errors("[A]\ntags = [1, 2]\ntype = 'list<int>'\nitems = { min = [], max = {} }\n")
    ] == [
        "r.toml:2:9:",
        "r.toml:2:12:",
        "r.toml:4:17:",
        "r.toml:4:27:",
    ]


def test_names_are_not_called_unknown_while_a_file_cannot_be_read() -> None:
    assert len(errors('[A]\nrequires = ["FROM_THE_OTHER_FILE"]\n', "[FROM_THE_OTHER_FILE\n")) == 1


def test_two_files_may_not_declare_one_variable() -> None:
    assert errors("[A]\n[B]\n", "# again\n[A]\n") == ["r1.toml:2:2: A has two tables (the other table is at r.toml:1)"]


def test_an_error_of_every_tier_is_said_once() -> None:
    text = '[A]\ntype = "int"\ndefault = 1\nmin = 5\nin.dev.doc_ = 1\nin.prod.max = 9\nin.stage.max = 8\n'
    assert [line.split(" ")[0] for line in errors(text)] == ["r.toml:3:11:", "r.toml:5:8:"]


@pytest.mark.parametrize(
    "text",
    [
        '[A]\ntype = "secret"\ndefault = 1979-05-27\nfallback = "CANARY-1b7f"\nexample = ["CANARY-1b7f"]',
        '[A]\ntype = "secret"\nmin_length = 100\ndefault = "CANARY-1b7f"',
        '[A]\ntype = "url"\nsecret = true\ndefault = "CANARY-1b7f"',
        '[A]\ntype = "int"\ndefault = "CANARY-1b7f"',
        '[A]\ntype = "secret"\nvalues = ["x"]\ndefault = "CANARY-1b7f"\nrequires = ["A=CANARY-1b7f"]',
        '[A]\ntype = "json"\ndefault = "{CANARY-1b7f"',
        '[A]\ndefault = "CANARY-1b7f',
        '[A]\nsecret = true\nforbid = ["CANARY-1b7f=a b", "A=\'CANARY-1b7f"]',
    ],
)
def test_quotes_no_secret(text: str) -> None:
    assert errors(text)
    assert "CANARY-1b7f" not in "\n".join(errors(text))


def test_every_error_is_one_line() -> None:
    assert all("\n" not in line for line in errors('["a\\n[31mb"]\n[var."\\u202e="]\n[B]\n"x\\n" = 1\ntype = "a\\nb"'))
