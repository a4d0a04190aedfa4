-- Safe only while nobody is signed in.

BEGIN;

LOCK TABLE public.sessions IN ACCESS EXCLUSIVE MODE;

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.sessions) THEN
        RAISE EXCEPTION 'users are signed in: 094 is rolled back only while there are none'
            USING HINT = 'SELECT count(*) FROM public.sessions;';
    END IF;
END
$$;

DROP TABLE public.sessions;

COMMIT;
