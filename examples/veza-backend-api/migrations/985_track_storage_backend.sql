-- Phase 0 of moving uploads from the local disk to S3: room to say where a track's bytes are. Behaviour does not
-- change: every row is 'local', and so is every new one until TRACK_STORAGE_BACKEND says otherwise.

BEGIN;

ALTER TABLE public.tracks
    ADD COLUMN storage_backend VARCHAR(16) NOT NULL DEFAULT 'local'
        CONSTRAINT tracks_storage_backend_check CHECK (storage_backend IN ('local', 's3')),
    ADD COLUMN storage_key VARCHAR(512);

-- Most rows stay local. The index serves the progress query and the sweep of phase 3.
CREATE INDEX idx_tracks_storage_backend ON public.tracks (storage_backend) WHERE storage_backend = 's3';

COMMENT ON COLUMN public.tracks.storage_backend IS
    'Where the bytes of the track are: local (disk of the API) or s3. New rows follow TRACK_STORAGE_BACKEND.';
COMMENT ON COLUMN public.tracks.storage_key IS
    'Object key in the S3 bucket; NULL while storage_backend is local.';

COMMIT;
