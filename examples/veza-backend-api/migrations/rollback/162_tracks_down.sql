-- Safe only while there is no track.

BEGIN;

LOCK TABLE public.tracks IN ACCESS EXCLUSIVE MODE;

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.tracks) THEN
        RAISE EXCEPTION 'there are tracks: 162 is rolled back only while there are none'
            USING HINT = 'SELECT count(*) FROM public.tracks;';
    END IF;
END
$$;

DROP TABLE public.tracks;

COMMIT;
