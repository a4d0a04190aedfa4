BEGIN;

CREATE TABLE public.rooms (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    owner_id UUID NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    name VARCHAR(80) NOT NULL,
    kind VARCHAR(16) NOT NULL DEFAULT 'group' CONSTRAINT rooms_kind_check CHECK (kind IN ('direct', 'group', 'live')),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    deleted_at TIMESTAMPTZ
);

CREATE TABLE public.room_members (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    room_id UUID NOT NULL REFERENCES public.rooms (id) ON DELETE CASCADE,
    user_id UUID NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    muted_until TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    UNIQUE (room_id, user_id)
);

CREATE INDEX idx_rooms_owner_id ON public.rooms (owner_id);
CREATE INDEX idx_room_members_user_id ON public.room_members (user_id);

COMMIT;
