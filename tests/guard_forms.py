"""How people write that a rollback of ``entries`` refuses while there are rows, and what only looks like it."""

from __future__ import annotations


def do(body, declared=""):
    return f"DO $$\n{declared}BEGIN\n{body}\nEND\n$$;\n"


RAISE = "RAISE EXCEPTION 'no';"

# fmt: off
GUARDS = [
    do(f"IF EXISTS (SELECT 1 FROM entries) THEN {RAISE} END IF;"),
    do(f"IF EXISTS (SELECT FROM public.entries WHERE n > 1) THEN {RAISE} END IF;"),
    do(f"IF (SELECT count(*) FROM entries) > 0 THEN RAISE NOTICE 'x'; {RAISE} END IF;"),
    do(f"IF 0 < (SELECT count(n) FROM entries) THEN RAISE division_by_zero; END IF;{''}"),
    do(f"IF NOT EXISTS (SELECT 1 FROM entries) THEN NULL; ELSE {RAISE} END IF;"),
    do(f"IF false THEN NULL; ELSIF EXISTS (SELECT 1 FROM entries) THEN {RAISE} END IF;"),
    do(f"CASE WHEN EXISTS (SELECT 1 FROM entries) THEN {RAISE} ELSE NULL; END CASE;"),
    do("ASSERT NOT EXISTS (SELECT 1 FROM entries), 'no';"),
    do("ASSERT (SELECT count(*) FROM entries) = 0;"),
    do(f"PERFORM 1 FROM entries; IF FOUND THEN {RAISE} END IF;"),
    do(f"SELECT count(*) INTO n FROM entries; IF n > 0 THEN {RAISE} END IF;", "DECLARE n int;\n"),
    do(f"n := (SELECT count(*) FROM entries); IF n > 0 THEN {RAISE} END IF;", "DECLARE n bigint;\n"),
    do(f"IF n > 0 THEN {RAISE} END IF;", "DECLARE n bigint := (SELECT count(*) FROM entries);\n"),
    do(f"EXECUTE 'SELECT count(*) FROM entries' INTO n; IF n > 0 THEN {RAISE} END IF;", "DECLARE n bigint;\n"),
    do(f"FOR r IN SELECT * FROM entries LOOP {RAISE} END LOOP;", "DECLARE r record;\n"),
    do(f"IF to_regclass('entries') IS NOT NULL THEN\n"
       f"IF EXISTS (SELECT 1 FROM entries) THEN {RAISE} END IF; END IF;"),
    do(f"BEGIN IF EXISTS (SELECT 1 FROM entries) THEN {RAISE} END IF; EXCEPTION WHEN OTHERS THEN RAISE; END;"),
    "SELECT 1 / CASE WHEN EXISTS (SELECT 1 FROM entries) THEN 0 ELSE 1 END;",
    "SELECT 1/(CASE (SELECT count(*) FROM entries) WHEN 0 THEN 1 ELSE 0 END) AS \"case\";",
    do("RAISE EXCEPTION 'this cannot be taken back';"),
    do(f"IF EXISTS (SELECT 1 FROM playlists) THEN {RAISE} END IF;"),
]
NO_GUARDS = [
    do(f"IF EXISTS (SELECT 1 FROM tracks) THEN {RAISE} END IF;"),
    do("IF EXISTS (SELECT 1 FROM entries) THEN RAISE NOTICE 'no'; END IF;"),
    do("IF EXISTS (SELECT 1 FROM entries) THEN RAISE WARNING 'no'; END IF;"),
    do(f"BEGIN IF EXISTS (SELECT 1 FROM entries) THEN {RAISE} END IF; EXCEPTION WHEN OTHERS THEN NULL; END;"),
    do(f"PERFORM 1 FROM entries; PERFORM 1 FROM tracks; IF FOUND THEN {RAISE} END IF;"),
    do(f"IF EXISTS (SELECT 1 FROM playlists WHERE note = 'x') THEN {RAISE} END IF;"),
    do(f"IF false THEN {RAISE} END IF;"),
    do(f"IF false THEN BEGIN {RAISE} END; END IF;"),
    "SELECT count(*) FROM entries;",
    "SELECT 1 / 2 FROM entries;",
    "SELECT 1 / CASE WHEN EXISTS (SELECT 1 FROM entries) THEN 2 ELSE 1 END;",
    "-- nobody has entries\n",
]
# fmt: on
