-- Safe only while there is no profile.

BEGIN;

LOCK TABLE public.user_profiles IN ACCESS EXCLUSIVE MODE;

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.user_profiles) THEN
        RAISE EXCEPTION 'users have profiles: 103 is rolled back only while there are none'
            USING HINT = 'SELECT count(*) FROM public.user_profiles;';
    END IF;
END
$$;

DROP TABLE public.user_profiles;

COMMIT;
