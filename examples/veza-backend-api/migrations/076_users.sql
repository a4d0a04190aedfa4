-- People. An address is taken as soon as one person who is not deleted has it.

BEGIN;

CREATE TYPE public.user_role AS ENUM ('listener', 'creator', 'moderator', 'admin');

CREATE TABLE public.users (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    username VARCHAR(40) NOT NULL,
    email VARCHAR(320) NOT NULL CHECK (email = lower(email)),
    email_verified_at TIMESTAMPTZ,
    password_hash VARCHAR(255),
    role public.user_role NOT NULL DEFAULT 'listener',
    token_version INTEGER NOT NULL DEFAULT 0 CHECK (token_version >= 0),
    avatar VARCHAR(512),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    deleted_at TIMESTAMPTZ
);

CREATE UNIQUE INDEX idx_users_email ON public.users (email) WHERE deleted_at IS NULL;
CREATE UNIQUE INDEX idx_users_username ON public.users (username) WHERE deleted_at IS NULL;

COMMENT ON COLUMN public.users.token_version IS 'Raised to end every session of the user at once.';
COMMENT ON COLUMN public.users.avatar IS 'Kept beside user_profiles.avatar_url for clients that still ask for it.';

COMMIT;
