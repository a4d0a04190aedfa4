-- NULL: the user never chose, and the browser decides.

BEGIN;

ALTER TABLE public.user_profiles
    ADD COLUMN locale VARCHAR(16),
    ADD CONSTRAINT user_profiles_locale_check CHECK (locale ~ '^[a-z]{2,3}(-[A-Z]{2})?$');

COMMIT;
