CREATE TABLE t (id int PRIMARY KEY, a int CHECK (a > 0)); CREATE TYPE k AS ENUM ('x');
COMMENT ON TABLE t IS 'a table'; COMMENT ON COLUMN t.a IS 'it''s a column'; COMMENT ON CONSTRAINT t_a_check ON t IS 'more than 0';
COMMENT ON TYPE k IS 'a type'; COMMENT ON COLUMN t.id IS 'x'; COMMENT ON COLUMN t.id IS NULL;
