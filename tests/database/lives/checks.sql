CREATE TABLE t (a text CHECK (a IN ('x', 'y')), b text CHECK (b = ANY (ARRAY['x', 'y'])),
    c int CHECK (c > 0) CHECK (c < 9),
    d varchar(9) CHECK (d <> ''), e int CHECK (e BETWEEN 1 AND 3), f int, CHECK (f NOT BETWEEN 1 AND 3),
    g text CHECK (g LIKE 'a%' AND g NOT LIKE '%b' AND (g ILIKE 'c' OR g IS NULL)), h text CHECK (h NOT IN ('a',
    'b')),
    i text CHECK (i IN ('only')), j jsonb CHECK (j ->> 'a' IS NOT NULL AND jsonb_typeof(j) = 'object'),
    k text CHECK (char_length(trim(k)) >= 2), l timestamptz, m timestamptz, CHECK (l < m OR m IS NULL),
    n int CHECK (n IS DISTINCT FROM 3), o int CHECK (NOT (o = 1 AND f = 2)), p text CHECK (p ~ '^[a-z]+$'),
    q int CHECK (q % 2 = 0 AND (q + 1) * 2 > -5), r text CHECK ((r)::text = lower(r)),
    s int[] CHECK (array_length(s, 1) > 0),
    t text COLLATE "C" CHECK (t > 'a'), u bool CHECK (u IS TRUE),
    v int CHECK ((CASE v WHEN 1 THEN 2 ELSE 3 END) > 2),
    w date CHECK (extract(year FROM w) > 2000), CONSTRAINT named CHECK (a <> b), CHECK (true),
    CHECK (length(a) + length(b) < 9));
ALTER TABLE t ADD CHECK (f > 0), ADD CHECK (f < 99) NOT VALID, DROP CONSTRAINT t_c_check;
ALTER TABLE t VALIDATE CONSTRAINT t_f_check2;
