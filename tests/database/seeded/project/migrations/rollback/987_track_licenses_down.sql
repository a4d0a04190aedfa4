-- Safe only while every track keeps all rights.

BEGIN;

LOCK TABLE public.tracks IN ACCESS EXCLUSIVE MODE;

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.tracks WHERE license <> 'all_rights') THEN
        RAISE EXCEPTION 'tracks have licenses: 987 is rolled back only while none has';
    END IF;
END
$$;

COMMENT ON COLUMN public.files.checksum IS NULL;
COMMENT ON TABLE public.file_uploads IS NULL;
DROP INDEX public.idx_tracks_license;
ALTER TABLE public.notifications RENAME COLUMN seen_at TO read_at;
ALTER TABLE public.file_uploads ALTER COLUMN total_bytes SET NOT NULL;
ALTER TABLE public.sessions ALTER COLUMN user_agent DROP NOT NULL;
ALTER TABLE public.sessions ALTER COLUMN user_agent DROP DEFAULT;
ALTER TABLE public.files ALTER COLUMN mime_type DROP DEFAULT;
ALTER TABLE public.tracks DROP CONSTRAINT tracks_title_check;
ALTER TABLE public.track_comments ALTER COLUMN body TYPE VARCHAR(2000);
ALTER TABLE public.tracks DROP COLUMN license;
DROP TYPE public.track_license;

COMMIT;
