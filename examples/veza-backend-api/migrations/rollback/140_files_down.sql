-- Safe only while nothing was uploaded: without these rows nobody knows whose bytes are on the disk.

BEGIN;

LOCK TABLE public.file_uploads, public.file_metadata, public.files IN ACCESS EXCLUSIVE MODE;

DO $$
BEGIN
    IF EXISTS (SELECT 1 FROM public.file_uploads) THEN
        RAISE EXCEPTION 'uploads are recorded: 140 is rolled back only while there are none'
            USING HINT = 'SELECT count(*) FROM public.file_uploads;';
    END IF;
    IF EXISTS (SELECT 1 FROM public.file_metadata) THEN
        RAISE EXCEPTION 'files have metadata: 140 is rolled back only while there are none'
            USING HINT = 'SELECT count(*) FROM public.file_metadata;';
    END IF;
    IF EXISTS (SELECT 1 FROM public.files) THEN
        RAISE EXCEPTION 'files are recorded: 140 is rolled back only while there are none'
            USING HINT = 'SELECT count(*) FROM public.files;';
    END IF;
END
$$;

DROP TABLE public.file_uploads;
DROP TABLE public.file_metadata;
DROP TABLE public.files;
DROP TYPE public.upload_status;

COMMIT;
