CREATE TABLE t (a int, b int4 NOT NULL, c bigint, d smallint, e varchar, f varchar(3), g char, h char(3), i text,
    j numeric, k numeric(5), l decimal(5, 2), m real, n float8, o float(3), p bool, q date, r time, s timetz(2),
    t timestamp, u timestamp(3), v timestamptz, w interval, x uuid, y jsonb, z bytea, aa inet, bb text[],
    cc int[][], dd varchar(4)[], ee bit(3), ff varbit, gg "char", hh xml, ii tsvector, jj int4range, kk money,
    ll double precision, mm character varying(9), nn timestamp with time zone, oo bpchar, pp oid, qq name);
