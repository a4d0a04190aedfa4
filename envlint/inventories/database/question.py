"""The one question that a running PostgreSQL, of version 12 or later, is asked for its catalogue.

``SEARCH_PATH`` goes before it in the same transaction, so that the server writes every name with its schema. The answer
is one JSON object of lists; ``live.read`` knows their order. What belongs to an extension is left out.
"""

from __future__ import annotations

from typing import Final

SEARCH_PATH: Final = "SELECT set_config('search_path', '', true)"

QUESTION: Final = """
WITH own AS (
    SELECT oid, nspname FROM pg_namespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
), foreign_to_us AS (
    SELECT classid, objid FROM pg_depend WHERE deptype = 'e'
), relation AS (
    SELECT pg_class.oid, nspname, relname, relkind, relispartition, relam
    FROM pg_class JOIN own ON own.oid = relnamespace
    WHERE ('pg_class'::regclass, pg_class.oid) NOT IN (SELECT classid, objid FROM foreign_to_us)
), kind AS (
    SELECT pg_type.oid, nspname, typname, typtype, typbasetype, typtypmod, typrelid
    FROM pg_type JOIN own ON own.oid = typnamespace
    WHERE ('pg_type'::regclass, pg_type.oid) NOT IN (SELECT classid, objid FROM foreign_to_us)
)
SELECT json_build_object(
'tables', (
    SELECT json_agg(json_build_array(nspname, relname, obj_description(oid, 'pg_class'), (
        SELECT json_build_array(parent.nspname, parent.relname)
        FROM pg_inherits JOIN relation AS parent ON parent.oid = inhparent
        WHERE inhrelid = relation.oid AND relation.relispartition)))
    FROM relation WHERE relkind IN ('r', 'p')),
'columns', (
    SELECT json_agg(json_build_array(nspname, relname, attname, format_type(atttypid, atttypmod), attnotnull,
        pg_get_expr(adbin, adrelid), attgenerated, attidentity, col_description(attrelid, attnum)) ORDER BY attnum)
    FROM relation JOIN pg_attribute ON attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE relkind IN ('r', 'p')),
'constraints', (
    SELECT json_agg(json_build_array(relation.nspname, relation.relname, conname, contype,
        (SELECT json_agg(attname ORDER BY place) FROM unnest(conkey) WITH ORDINALITY AS key (number, place)
         JOIN pg_attribute ON attrelid = conrelid AND attnum = number),
        target.nspname, target.relname,
        (SELECT json_agg(attname ORDER BY place) FROM unnest(confkey) WITH ORDINALITY AS key (number, place)
         JOIN pg_attribute ON attrelid = confrelid AND attnum = number),
        confdeltype, confupdtype, confmatchtype, condeferrable, condeferred, convalidated,
        coalesce(pg_get_expr(conbin, conrelid), pg_get_expr(indpred, indrelid)),
        to_jsonb(pg_index) ->> 'indnullsnotdistinct',
        (SELECT json_agg(attname ORDER BY place) FROM unnest(indkey::int2[]) WITH ORDINALITY AS key (number, place)
         JOIN pg_attribute ON attrelid = indrelid AND attnum = number WHERE place > indnkeyatts),
        (SELECT json_agg(pg_get_indexdef(indexrelid, place, true) ORDER BY place)
         FROM generate_series(1, indnkeyatts) AS place WHERE contype = 'x'),
        (SELECT json_agg(oprname ORDER BY place) FROM unnest(conexclop) WITH ORDINALITY AS key (number, place)
         JOIN pg_operator ON pg_operator.oid = number),
        obj_description(pg_constraint.oid, 'pg_constraint')))
    FROM pg_constraint JOIN relation ON relation.oid = conrelid
    LEFT JOIN relation AS target ON target.oid = confrelid
    LEFT JOIN pg_index ON indexrelid = conindid AND contype IN ('p', 'u', 'x')
    WHERE relation.relkind IN ('r', 'p') AND contype IN ('p', 'u', 'f', 'c', 'x')),
'indexes', (
    SELECT json_agg(json_build_array(relation.nspname, relation.relname, entry.relname, amname, indisunique,
        (SELECT json_agg(pg_get_indexdef(indexrelid, place, true) ORDER BY place)
         FROM generate_series(1, indnkeyatts) AS place),
        (SELECT json_agg(attname ORDER BY place) FROM unnest(indkey::int2[]) WITH ORDINALITY AS key (number, place)
         JOIN pg_attribute ON attrelid = indrelid AND attnum = number WHERE place > indnkeyatts),
        (SELECT json_agg(CASE WHEN opcdefault THEN '' ELSE opcname END ORDER BY place)
         FROM unnest(indclass::oid[]) WITH ORDINALITY AS key (number, place)
         JOIN pg_opclass ON pg_opclass.oid = number),
        (SELECT json_agg(coalesce((
            SELECT collname FROM pg_attribute JOIN pg_collation ON pg_collation.oid = used.number
            WHERE attrelid = indrelid AND attnum = (indkey::int2[])[used.place - 1]
                AND attcollation <> used.number), '')
            ORDER BY used.place)
         FROM unnest(indcollation::oid[]) WITH ORDINALITY AS used (number, place)),
        indoption::int2[], pg_get_expr(indpred, indrelid), to_jsonb(pg_index) ->> 'indnullsnotdistinct',
        obj_description(indexrelid, 'pg_class'), relation.relkind))
    FROM pg_index JOIN relation ON relation.oid = indrelid JOIN relation AS entry ON entry.oid = indexrelid
    JOIN pg_am ON pg_am.oid = entry.relam
    WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u', 'x'))),
'types', (
    SELECT json_agg(json_build_array(nspname, typname, typtype,
        (SELECT json_agg(enumlabel ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = kind.oid),
        CASE WHEN typtype = 'd' THEN format_type(typbasetype, typtypmod) END,
        (SELECT json_object_agg(conname, pg_get_expr(conbin, 0)) FROM pg_constraint
         WHERE contypid = kind.oid AND contype = 'c'),
        obj_description(kind.oid, 'pg_type')))
    FROM kind WHERE typtype IN ('e', 'd', 'r')
        OR typtype = 'c' AND EXISTS (SELECT FROM pg_class WHERE oid = typrelid AND relkind = 'c')),
'others', (
    SELECT json_agg(json_build_array(relkind, nspname, relname))
    FROM relation WHERE relkind IN ('v', 'm', 'S', 'f')),
'functions', (
    SELECT json_agg(json_build_array(nspname, proname, (
        SELECT json_agg(format_type(number, NULL) ORDER BY place)
        FROM unnest(proargtypes::oid[]) WITH ORDINALITY AS key (number, place))))
    FROM pg_proc JOIN own ON own.oid = pronamespace
    WHERE ('pg_proc'::regclass, pg_proc.oid) NOT IN (SELECT classid, objid FROM foreign_to_us)
        AND prokind IN ('f', 'p')
        AND NOT EXISTS (
            SELECT FROM pg_depend WHERE (classid, objid, deptype) = ('pg_proc'::regclass, pg_proc.oid, 'i'))),
'triggers', (
    SELECT json_agg(json_build_array(nspname, relname, tgname))
    FROM pg_trigger JOIN relation ON relation.oid = tgrelid WHERE NOT tgisinternal AND relkind IN ('r', 'p')),
'policies', (
    SELECT json_agg(json_build_array(nspname, relname, polname))
    FROM pg_policy JOIN relation ON relation.oid = polrelid),
'named', (
    SELECT json_agg(json_build_array(kind, name)) FROM (
        SELECT 'extension' AS kind, extname AS name FROM pg_extension WHERE extname <> 'plpgsql'
        UNION ALL
        SELECT 'schema', nspname FROM own
        WHERE nspname <> 'public' AND ('pg_namespace'::regclass, oid) NOT IN (SELECT classid, objid FROM foreign_to_us)
    ) AS found)
)
"""
