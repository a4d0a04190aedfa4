CREATE TYPE kind AS ENUM ('a', 'b');
CREATE TABLE t (id serial PRIMARY KEY, a int CHECK (a > 0), k kind DEFAULT 'a' CHECK (k <> 'b'),
    g int GENERATED ALWAYS AS (a + 1) STORED);
CREATE TABLE u (t_id int REFERENCES t (id), UNIQUE (t_id));
CREATE INDEX i ON t (a, lower(a::text)) WHERE a < 5 AND k = 'a';
ALTER TABLE t RENAME COLUMN a TO aa;
ALTER TABLE t RENAME COLUMN id TO "Id";
ALTER TABLE t RENAME TO tt;
ALTER TABLE tt RENAME CONSTRAINT t_pkey TO tt_pkey;
ALTER INDEX u_t_id_key RENAME TO u_key;
ALTER TYPE kind RENAME TO sort;
ALTER TYPE sort RENAME VALUE 'a' TO 'first';
ALTER TYPE sort ADD VALUE 'zero' BEFORE 'first';
ALTER TYPE sort ADD VALUE IF NOT EXISTS 'b';
ALTER TYPE sort ADD VALUE 'last';
ALTER TYPE sort ADD VALUE 'mid' AFTER 'first';
