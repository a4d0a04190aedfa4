-- file_path is where players still find the bytes; file_id is where they will.

BEGIN;

CREATE TABLE public.tracks (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    file_id UUID NOT NULL REFERENCES public.files (id) ON DELETE CASCADE,
    title VARCHAR(200) NOT NULL,
    file_path VARCHAR(1024) NOT NULL,
    duration_ms INTEGER NOT NULL CHECK (duration_ms > 0),
    is_public BOOLEAN NOT NULL DEFAULT false,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    deleted_at TIMESTAMPTZ
);

CREATE INDEX idx_tracks_user_id_created_at ON public.tracks (user_id, created_at DESC);
CREATE INDEX idx_tracks_file_id ON public.tracks (file_id);

COMMENT ON COLUMN public.tracks.file_path IS 'Kept beside file_id until every player asks for the file.';

COMMIT;
