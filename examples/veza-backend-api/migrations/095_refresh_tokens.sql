-- Only the hash of a token is kept. A token that was used once names the one that took its place.

BEGIN;

CREATE TABLE public.refresh_tokens (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    session_id UUID NOT NULL REFERENCES public.sessions (id) ON DELETE CASCADE,
    replaced_by_id UUID REFERENCES public.refresh_tokens (id) ON DELETE SET NULL,
    token_hash CHAR(64) NOT NULL UNIQUE,
    metadata JSONB NOT NULL DEFAULT '{}',
    expires_at TIMESTAMPTZ NOT NULL,
    revoked_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now()
);

CREATE INDEX idx_refresh_tokens_user_id ON public.refresh_tokens (user_id);
CREATE INDEX idx_refresh_tokens_session_id ON public.refresh_tokens (session_id);
CREATE INDEX idx_refresh_tokens_expires_at ON public.refresh_tokens (expires_at) WHERE revoked_at IS NULL;

COMMENT ON COLUMN public.refresh_tokens.metadata IS 'Device and place of the sign-in, as the user is shown them.';

COMMIT;
