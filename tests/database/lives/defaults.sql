CREATE TYPE mood AS ENUM ('sad', 'it''s ok');
CREATE TABLE t (a int DEFAULT 0, b int DEFAULT '7', c int DEFAULT -1, d bigint DEFAULT (3), e numeric DEFAULT 1.50,
    f float8 DEFAULT 1.0, g text DEFAULT '', h text DEFAULT 'it''s', i bool DEFAULT 'f', j bool DEFAULT true,
    k timestamptz DEFAULT now(), l timestamp DEFAULT CURRENT_TIMESTAMP, m date DEFAULT current_date,
    n jsonb DEFAULT '{"b": 1, "a": [ ]}', o json DEFAULT '[]', p text[] DEFAULT '{}', q text[] DEFAULT ARRAY['x'],
    r mood DEFAULT 'sad', s mood DEFAULT 'it''s ok'::mood, t uuid DEFAULT gen_random_uuid(),
    u interval DEFAULT '1 day', v interval DEFAULT '90 minutes', w timestamptz DEFAULT now() + interval '1 month',
    x varchar(8) DEFAULT NULL, y text DEFAULT lower('A') || 'b', z timestamp DEFAULT (now() AT TIME ZONE 'utc'),
    aa text DEFAULT current_user, bb date DEFAULT '2020-01-01', cc timestamptz DEFAULT 'epoch',
    dd int DEFAULT CASE WHEN true THEN 1 END, ee text DEFAULT coalesce(NULL, 'x'), ff char(3) DEFAULT 'ab',
    gg int[] DEFAULT ARRAY[]::int[], hh float8 DEFAULT '-0.5', ii text[] DEFAULT ARRAY[]::text[]);
ALTER TABLE t ALTER b DROP DEFAULT, ALTER c SET DEFAULT 5, ALTER d SET DEFAULT NULL;
