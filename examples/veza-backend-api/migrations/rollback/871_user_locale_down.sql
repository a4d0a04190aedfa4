-- Safe only while nobody chose a language.

BEGIN;

LOCK TABLE public.user_profiles IN ACCESS EXCLUSIVE MODE;

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.user_profiles WHERE locale IS NOT NULL) THEN
        RAISE EXCEPTION 'users chose a language: 871 is rolled back only while none did'
            USING HINT = 'SELECT count(*) FROM public.user_profiles WHERE locale IS NOT NULL;';
    END IF;
END
$$;

ALTER TABLE public.user_profiles
    DROP CONSTRAINT user_profiles_locale_check,
    DROP COLUMN locale;

COMMIT;
