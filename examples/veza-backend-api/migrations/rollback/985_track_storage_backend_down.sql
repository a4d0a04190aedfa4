-- Safe only while every row is still 'local': for a track in S3 the key dropped here is the only way to its bytes.

BEGIN;

-- Nobody moves a track between the question and the drop.
LOCK TABLE public.tracks IN ACCESS EXCLUSIVE MODE;

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.tracks WHERE storage_backend <> 'local') THEN
        RAISE EXCEPTION 'tracks are kept in S3: bring them back before 985 is rolled back'
            USING HINT = 'SELECT count(*) FROM public.tracks WHERE storage_backend <> ''local'';';
    END IF;
END
$$;

DROP INDEX public.idx_tracks_storage_backend;

ALTER TABLE public.tracks
    DROP COLUMN storage_key,
    DROP COLUMN storage_backend;

COMMIT;
