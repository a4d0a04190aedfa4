-- Safe only while nobody has signed up.

BEGIN;

LOCK TABLE public.users IN ACCESS EXCLUSIVE MODE;

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.users) THEN
        RAISE EXCEPTION 'there are users: 076 is rolled back only while there are none'
            USING HINT = 'SELECT count(*) FROM public.users;';
    END IF;
END
$$;

DROP TABLE public.users;
DROP TYPE public.user_role;

COMMIT;
