BEGIN;

LOCK TABLE public.track_moods IN ACCESS EXCLUSIVE MODE;

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.track_moods) THEN
        RAISE EXCEPTION 'tracks have moods: 986 is rolled back only while there are none';
    END IF;
END
$$;

DROP TABLE public.track_moods;

COMMIT;
