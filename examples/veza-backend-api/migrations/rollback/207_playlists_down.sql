-- Safe only while there is no playlist.

BEGIN;

LOCK TABLE public.playlist_tracks, public.playlists IN ACCESS EXCLUSIVE MODE;

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.playlist_tracks) THEN
        RAISE EXCEPTION 'playlists hold tracks: 207 is rolled back only while there are none'
            USING HINT = 'SELECT count(*) FROM public.playlist_tracks;';
    END IF;
    IF EXISTS (SELECT 1 FROM public.playlists) THEN
        RAISE EXCEPTION 'there are playlists: 207 is rolled back only while there are none'
            USING HINT = 'SELECT count(*) FROM public.playlists;';
    END IF;
END
$$;

DROP TABLE public.playlist_tracks;
DROP TABLE public.playlists;
DROP TYPE public.playlist_visibility;

COMMIT;
