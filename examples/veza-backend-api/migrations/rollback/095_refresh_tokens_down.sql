-- Safe only while no token is out: its holder would be signed out.

BEGIN;

LOCK TABLE public.refresh_tokens IN ACCESS EXCLUSIVE MODE;

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.refresh_tokens) THEN
        RAISE EXCEPTION 'refresh tokens are out: 095 is rolled back only while there are none'
            USING HINT = 'SELECT count(*) FROM public.refresh_tokens;';
    END IF;
END
$$;

DROP TABLE public.refresh_tokens;

COMMIT;
