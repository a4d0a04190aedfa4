-- Safe only while nobody signs in through a provider: the link to their account exists nowhere else.

BEGIN;

LOCK TABLE public.federated_identities IN ACCESS EXCLUSIVE MODE;

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.federated_identities) THEN
        RAISE EXCEPTION 'users sign in through a provider: 081 is rolled back only while there are none'
            USING HINT = 'SELECT count(*) FROM public.federated_identities;';
    END IF;
END
$$;

DROP TABLE public.federated_identities;

COMMIT;
