-- Who a user is to Google, GitHub and the like. provider_user_id is theirs: text, whatever it looks like.

BEGIN;

CREATE TABLE public.federated_identities (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    provider VARCHAR(32) NOT NULL,
    provider_user_id VARCHAR(255) NOT NULL,
    email VARCHAR(320),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    CONSTRAINT federated_identities_provider_user_id_key UNIQUE (provider, provider_user_id)
);

CREATE INDEX idx_federated_identities_user_id ON public.federated_identities (user_id);

COMMIT;
