BEGIN;

CREATE TYPE public.playlist_visibility AS ENUM ('private', 'unlisted', 'public');

CREATE TABLE public.playlists (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    cover_file_id UUID REFERENCES public.files (id) ON DELETE SET NULL,
    name VARCHAR(120) NOT NULL,
    visibility public.playlist_visibility NOT NULL DEFAULT 'private',
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    deleted_at TIMESTAMPTZ
);

CREATE TABLE public.playlist_tracks (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    playlist_id UUID NOT NULL REFERENCES public.playlists (id) ON DELETE CASCADE,
    track_id UUID NOT NULL REFERENCES public.tracks (id) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    -- Two tracks may share a place until the transaction that moves them ends.
    UNIQUE (playlist_id, position) DEFERRABLE INITIALLY DEFERRED
);

CREATE INDEX idx_playlists_user_id ON public.playlists (user_id);
CREATE INDEX idx_playlists_created_at ON public.playlists (created_at) WHERE visibility = 'public';
CREATE INDEX idx_playlist_tracks_track_id ON public.playlist_tracks (track_id);

COMMIT;
