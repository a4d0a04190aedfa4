-- Safe only while nobody has commented.

BEGIN;

LOCK TABLE public.track_comments IN ACCESS EXCLUSIVE MODE;

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.track_comments) THEN
        RAISE EXCEPTION 'tracks have comments: 415 is rolled back only while there are none'
            USING HINT = 'SELECT count(*) FROM public.track_comments;';
    END IF;
END
$$;

DROP TABLE public.track_comments;

COMMIT;
