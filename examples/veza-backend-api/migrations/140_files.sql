-- What was uploaded, and how the upload went: the bytes themselves are on disk.

BEGIN;

CREATE TYPE public.upload_status AS ENUM ('pending', 'uploading', 'scanning', 'complete', 'failed');

CREATE TABLE public.files (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    original_name VARCHAR(255) NOT NULL,
    mime_type VARCHAR(127) NOT NULL,
    size_bytes BIGINT NOT NULL CHECK (size_bytes >= 0),
    checksum CHAR(64) NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    deleted_at TIMESTAMPTZ
);

CREATE TABLE public.file_metadata (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    file_id UUID NOT NULL REFERENCES public.files (id) ON DELETE CASCADE,
    name VARCHAR(64) NOT NULL,
    value JSONB NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    UNIQUE (file_id, name)
);

CREATE TABLE public.file_uploads (
    id UUID PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id UUID NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
    file_id UUID REFERENCES public.files (id) ON DELETE SET NULL, -- NULL until the upload is complete
    status public.upload_status NOT NULL DEFAULT 'pending',
    received_bytes BIGINT NOT NULL DEFAULT 0,
    total_bytes BIGINT NOT NULL,
    created_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    updated_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    CONSTRAINT file_uploads_received_bytes_check CHECK (received_bytes BETWEEN 0 AND total_bytes)
);

CREATE INDEX idx_files_user_id ON public.files (user_id) WHERE deleted_at IS NULL;
CREATE INDEX idx_files_checksum ON public.files (checksum);
CREATE INDEX idx_file_uploads_user_id_status ON public.file_uploads (user_id, status);
CREATE INDEX idx_file_uploads_file_id ON public.file_uploads (file_id);

COMMIT;
