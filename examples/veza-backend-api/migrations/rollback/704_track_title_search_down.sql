-- Safe at any time: what is dropped here is computed from the title.

BEGIN;

DROP INDEX public.idx_tracks_title_words;

ALTER TABLE public.tracks
    DROP COLUMN title_words;

COMMIT;
