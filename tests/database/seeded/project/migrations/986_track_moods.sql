BEGIN;

CREATE TABLE public.track_moods (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    track_id UUID NOT NULL REFERENCES public.tracks (id) ON DELETE CASCADE,
    mood VARCHAR(32) NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    UNIQUE (track_id, mood)
);

COMMENT ON TABLE public.track_moods IS 'What listeners say a track sounds like.';

COMMIT;
