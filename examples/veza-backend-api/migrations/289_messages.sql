BEGIN;

CREATE TABLE public.messages (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    room_id UUID NOT NULL REFERENCES public.rooms (id) ON DELETE CASCADE,
    sender_id UUID NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    reply_to_id UUID REFERENCES public.messages (id) ON DELETE SET NULL,
    body TEXT NOT NULL,
    edited_at TIMESTAMPTZ,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    deleted_at TIMESTAMPTZ
);

CREATE INDEX idx_messages_room_id_created_at ON public.messages (room_id, created_at);
CREATE INDEX idx_messages_sender_id ON public.messages (sender_id);
CREATE INDEX idx_messages_reply_to_id ON public.messages (reply_to_id);

COMMIT;
