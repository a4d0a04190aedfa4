-- One of each kind of change, so that there is one of each to forget in the rollback.

BEGIN;

CREATE TYPE public.track_license AS ENUM ('all_rights', 'cc_by');

ALTER TABLE public.tracks
    ADD COLUMN license public.track_license NOT NULL DEFAULT 'all_rights';

ALTER TABLE public.track_comments ALTER COLUMN body TYPE VARCHAR(4000);
ALTER TABLE public.tracks ADD CONSTRAINT tracks_title_check CHECK (title <> '');
ALTER TABLE public.files ALTER COLUMN mime_type SET DEFAULT 'application/octet-stream';
ALTER TABLE public.sessions ALTER COLUMN user_agent SET DEFAULT '';
ALTER TABLE public.sessions ALTER COLUMN user_agent SET NOT NULL;
ALTER TABLE public.file_uploads ALTER COLUMN total_bytes DROP NOT NULL;
ALTER TABLE public.notifications RENAME COLUMN read_at TO seen_at;

CREATE INDEX idx_tracks_license ON public.tracks (license) WHERE license = 'cc_by';

COMMENT ON TABLE public.file_uploads IS 'An upload that was begun, however it ended.';
COMMENT ON COLUMN public.files.checksum IS 'SHA-256 of the bytes.';

COMMIT;
