"""What is wrong with ``[[invariant]]`` and ``[tag]``, said with its place and what was probably meant."""

from __future__ import annotations

import pytest
from rule_samples import errors

TABLE = '[[invariant]]\nid = "x"\nof = "table"\n'
COLUMN = '[[invariant]]\nid = "x"\nof = "column"\n'

# What stands in a rule file, and the one line that is said about it.
ONE_FAULT = {
    "one table for an array of them": (
        '[invariant]\nid = "x"\nof = "table"',
        "r.toml:1:2: an invariant is an array of tables (write [[invariant]])",
    ),
    "no table at all": ("invariant = [3]", "r.toml:1:14: an invariant is a table (write [[invariant]])"),
    "too many of them": (
        '[invariants]\nid = "x"',
        "r.toml:1:2: 'invariants' is no upper-case name (write [[invariant]])",
    ),
    "several tables of tags": ('[[tag]]\na = ["b"]', "r.toml:1:3: tags stand in one table (write [tag])"),
    "tags in the plural": ('[tags]\na = ["b"]', "r.toml:1:2: 'tags' is no upper-case name (write [tag])"),
    "a tag that is no list": (
        '[tag]\na = "b"',
        'r.toml:2:5: a tag is a list of names (write user-facing = ["users", "tracks"] below [tag])',
    ),
    "an empty tag": (
        "[tag]\na = []",
        'r.toml:2:5: a tag without a name in it says nothing (write user-facing = ["users", "tracks"] below [tag])',
    ),
    "a number in a tag": (
        '[tag]\na = ["b", 1]',
        'r.toml:2:11: each item of a tag is a name in quotes (write user-facing = ["users", "tracks"] below [tag])',
    ),
    "no id": (
        '[[invariant]]\nof = "table"\ncomment = true',
        'r.toml:1:3: an [[invariant]] needs an id (write id = "what-it-asks", so that people can cite it)',
    ),
    "no subject": (
        '[[invariant]]\nid = "x"\ncomment = true',
        'r.toml:1:3: an [[invariant]] says what it is of (write of = "table", or what else it speaks of)',
    ),
    "a misspelt subject": (
        '[[invariant]]\nid = "x"\nof = "foreignkey"\nnull = false',
        (
            "r.toml:3:6: of must be one of table, column, primary-key, foreign-key, unique, check, index, enum, "
            "migration, not 'foreignkey' (did you mean 'foreign-key'?)"
        ),
    ),
    "no demand": (TABLE, "r.toml:1:3: an [[invariant]] asks for something (write one of has, comment, name)"),
    "a misspelt demand": (TABLE + "coment = true", "r.toml:4:1: unknown key 'coment' (did you mean 'comment'?)"),
    "a demand of another subject": (
        TABLE + 'on_delete = "CASCADE"',
        "r.toml:4:1: on_delete is nothing that a table has (it can be asked for has, comment, name)",
    ),
    "a key of variables": (
        TABLE + "comment = true\nrequired = true",
        "r.toml:5:1: an [[invariant]] has no required (`envlint schema` lists the keys)",
    ),
    "a tier of its own": (
        TABLE + 'comment = true\nin.production.level = "info"',
        (
            "r.toml:5:1: in does not belong here "
            '(only the level may differ by tier: write level = { TIER = "...", else = "..." })'
        ),
    ),
    "a flag that asks for nothing": (
        TABLE + "comment = false",
        "r.toml:4:11: comment = false asks for nothing (leave it out)",
    ),
    "an unknown tier": (
        TABLE + 'comment = true\nlevel = { prodction = "info" }',
        "r.toml:5:11: unknown tier 'prodction' (did you mean 'production'?)",
    ),
    "an exception without a reason": (
        TABLE + 'comment = true\nexcept = { a = "ok", b = " " }',
        "r.toml:5:26: an exception needs a reason (say why it may be so)",
    ),
    "an exception whose name is not quoted": (
        COLUMN + 'comment = true\nexcept.users.avatar = "ok"',
        (
            "r.toml:5:8: each item of except must be a reason in quotes, not a table "
            '(such as except."users.avatar" = "kept for old clients"; a name with a point is quoted)'
        ),
    ),
    "a list of exceptions": (
        TABLE + 'comment = true\nexcept = ["a"]',
        (
            "r.toml:5:10: except must be a table of name = reason, not a list "
            '(such as except."users.avatar" = "kept for old clients"; a name with a point is quoted)'
        ),
    ),
    "only nothing": (
        TABLE + "comment = true\nonly = []",
        "r.toml:5:8: only is empty, so it speaks of nothing (leave it out for all of them)",
    ),
    "only a text": (
        TABLE + 'comment = true\nonly = "a"',
        "r.toml:5:8: only must be a list of names, not text (write only = [...])",
    ),
    "a column without its table": (
        COLUMN + 'comment = true\nonly = ["*.a", "tracks"]',
        "r.toml:5:16: 'tracks' is no name of that kind: it is written table.column (write 'tracks.*')",
    ),
    "a name twice": (
        TABLE + 'comment = true\nonly = ["a", "a"]',
        "r.toml:5:14: 'a' stands here twice (remove one)",
    ),
    "a name that moves the cursor": (
        TABLE + 'comment = true\nonly = ["a\\u001b[2J"]',
        "r.toml:5:9: a name is empty or cannot be printed (leave it out)",
    ),
    "an unknown tag": (
        '[tag]\nuser-facing = ["a"]\n' + TABLE + 'comment = true\ntag = "user-facin"',
        "r.toml:7:7: unknown tag 'user-facin' (did you mean 'user-facing'?)",
    ),
    "a tag where there is none": (
        TABLE + 'comment = true\ntag = "all"',
        'r.toml:5:7: unknown tag \'all\' (write user-facing = ["users", "tracks"] below [tag])',
    ),
    "a number that is none": (
        TABLE + 'comment = true\nsince = "latest"',
        'r.toml:5:9: since is the number of a migration (such as "076")',
    ),
    "an unknown action": (
        '[[invariant]]\nid = "x"\nof = "foreign-key"\non_delete = ["CASCADE", "SETNULL"]',
        "r.toml:4:25: 'SETNULL' is nothing that on_delete can be (did you mean 'SET NULL'?)",
    ),
    "an action in small letters": (
        '[[invariant]]\nid = "x"\nof = "foreign-key"\non_update = "cascade"',
        "r.toml:4:13: 'cascade' is nothing that on_update can be (did you mean 'CASCADE'?)",
    ),
    "something that no migration has": (
        '[[invariant]]\nid = "x"\nof = "migration"\nhas = ["rolback"]',
        "r.toml:4:8: a migration has no 'rolback' (did you mean 'rollback'?)",
    ),
    "a column that is none": (
        TABLE + 'has = ["a int", "3 int"]',
        "r.toml:4:17: a column is written as in SQL (such as 'created_at timestamptz not null default now()')",
    ),
    "an unknown variable": (
        "[BACKEND]\nvalues = ['a']\n" + COLUMN + 'values = "$BACKEN"',
        "r.toml:6:10: unknown variable 'BACKEN' (did you mean 'BACKEND'?)",
    ),
    "a variable without values": (
        "[BACKEND]\n" + COLUMN + 'values = "$BACKEND"',
        "r.toml:5:10: BACKEND has no values (give it values, or write here what the database has)",
    ),
    "a variable without a default": (
        "[BACKEND]\nvalues = ['a']\n" + COLUMN + 'default = "$BACKEND"',
        "r.toml:6:11: BACKEND has no default (give it a default, or write here what the database has)",
    ),
    "a variable without a default in one tier": (
        "[BACKEND]\ndefault = 'a'\nin.staging.default = ''\n" + COLUMN + 'default = "$BACKEND"',
        "r.toml:7:11: BACKEND has no default in staging (give it a default, or write here what the database has)",
    ),
    "a secret": (
        "[KEY]\ntype = 'secret'\ndefault = 'CANARY-7c'\n" + COLUMN + 'default = "$KEY"',
        "r.toml:7:11: KEY is a secret, and no schema may hold one (write here what the database has)",
    ),
    "a variable in a list": (
        "[BACKEND]\nvalues = ['a']\n" + COLUMN + 'values = ["$BACKEND"]',
        'r.toml:6:11: a variable stands alone, not in a list (write values = "$BACKEND")',
    ),
    "a variable without its sign": (
        "[BACKEND]\nvalues = ['a']\n" + COLUMN + 'values = "BACKEND"',
        'r.toml:6:10: values are a list, or those of a variable (write "$BACKEND")',
    ),
    "a value twice": (COLUMN + "values = [1, '1', true]", "r.toml:4:14: '1' stands here twice (remove one)"),
    "a default that is no text": (
        COLUMN + "default = 0",
        "r.toml:4:11: default must be SQL or $NAME in quotes, not a whole number",
    ),
    "unknown braces": (
        '[[invariant]]\nid = "x"\nof = "index"\nname = "idx_{tabel}_{columns}"',
        "r.toml:4:8: nothing is called '{tabel}' here (did you mean 'table'?)",
    ),
    "braces of another subject": (
        '[[invariant]]\nid = "x"\nof = "index"\nname = "{target}_*"',
        "r.toml:4:8: nothing is called '{target}' here (there is {table}, {columns}, {column})",
    ),
    "a brace that is not closed": (
        '[[invariant]]\nid = "x"\nof = "index"\nname = "idx_{table"',
        "r.toml:4:8: a brace stands alone (write {table}, and * for anything)",
    ),
    "an empty demand": (TABLE + "has = []", "r.toml:4:7: has is empty (leave it out)"),
    "an id of a variable": (
        '[PORT]\n[[invariant]]\nid = "PORT"\nof = "table"\ncomment = true',
        "r.toml:3:6: a rule and an invariant have the id 'PORT' (the other is at r.toml:1)",
    ),
    "an id of a rule": (
        '[A]\n[[rule]]\nid = 7\nany_of = ["A"]\n[[invariant]]\nid = "7"\nof = "table"\ncomment = true',
        "r.toml:6:6: a rule and an invariant have the id '7' (the other is at r.toml:3)",
    ),
    "an id twice": (
        TABLE + "comment = true\n" + TABLE + "comment = true",
        "r.toml:6:6: two invariants have the id 'x' (the other is at r.toml:2)",
    ),
}


@pytest.mark.parametrize(("text", "said"), ONE_FAULT.values(), ids=ONE_FAULT)
def test_one_fault(text: str, said: str) -> None:
    assert errors(text) == [said]


def test_all_at_once_and_in_order() -> None:
    text = COLUMN + 'nul = true\nvalues = "$NONE"\ntag = "none"\n[PORT]\ntype = "prt"\n'
    found = errors(text, '[tag]\na = ["x"]\n', '[tag]\na = ["y"]\n')
    assert [line.split(": ")[0] for line in found] == [
        "r.toml:4:1",
        "r.toml:5:10",
        "r.toml:6:7",
        "r.toml:8:8",
        "r2.toml:2:1",
    ]
    assert found[-1] == "r2.toml:2:1: two tags are called 'a' (the other is at r1.toml:2)"


def test_nothing_is_called_unknown_while_a_file_cannot_be_read() -> None:
    text = COLUMN + 'values = "$BACKEND"\ntag = "a"'
    assert [line.split(":")[0] for line in errors(text, "[BACKEND\n")] == ["r1.toml"]


def test_what_is_wrong_with_a_variable_is_said_there_alone() -> None:
    assert len(errors('[BACKEND]\nvalues = "a"\n' + COLUMN + 'values = "$BACKEND"')) == 1
