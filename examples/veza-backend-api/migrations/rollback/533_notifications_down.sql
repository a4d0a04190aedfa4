-- Safe only while nobody was notified.

BEGIN;

LOCK TABLE public.notifications IN ACCESS EXCLUSIVE MODE;

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.notifications) THEN
        RAISE EXCEPTION 'there are notifications: 533 is rolled back only while there are none'
            USING HINT = 'SELECT count(*) FROM public.notifications;';
    END IF;
END
$$;

DROP TABLE public.notifications;

COMMIT;
