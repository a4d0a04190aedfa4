-- Titles are found by their words. 'simple': they are in every language.

BEGIN;

ALTER TABLE public.tracks
    ADD COLUMN title_words TSVECTOR GENERATED ALWAYS AS (to_tsvector('simple', title)) STORED;

CREATE INDEX idx_tracks_title_words ON public.tracks USING gin (title_words);

COMMIT;
