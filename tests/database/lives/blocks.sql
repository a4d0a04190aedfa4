DO $$ BEGIN CREATE TYPE k AS ENUM ('x'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN CREATE TYPE k AS ENUM ('x'); EXCEPTION WHEN duplicate_object THEN NULL; END $$;
CREATE TABLE t (id int);
DO $do$ DECLARE n int; BEGIN
    IF NOT EXISTS (SELECT FROM information_schema.columns WHERE table_name = 't' AND column_name = 'a') THEN
        ALTER TABLE t ADD COLUMN a k;
    END IF;
    EXECUTE 'CREATE INDEX by_a ON t (a)';
    PERFORM 1;
END $do$;
