BEGIN;

CREATE TABLE public.track_comments (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    track_id UUID NOT NULL REFERENCES public.tracks (id) ON DELETE CASCADE,
    user_id UUID NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    body VARCHAR(2000) NOT NULL,
    at_ms INTEGER CHECK (at_ms >= 0), -- the moment of the track it speaks of, if it speaks of one
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    deleted_at TIMESTAMPTZ
);

CREATE INDEX idx_track_comments_track_id_created_at ON public.track_comments (track_id, created_at);
CREATE INDEX idx_track_comments_user_id ON public.track_comments (user_id);

COMMIT;
