// Package models holds the rows of the database as the API gives them out.
package models

import "time"

// Track is a row of public.tracks. Where its bytes are kept is nobody's business but ours: both storage fields stay out
// of every answer.
type Track struct {
	ID     string `json:"id" db:"id"`
	Title  string `json:"title" db:"title"`
	UserID string `json:"user_id" db:"user_id"`

	// FilePath is kept on purpose beside the files table until every track has moved (see migration 985).
	FilePath string `json:"-" db:"file_path"`

	// StorageBackend is "local" or "s3"; the column is NOT NULL DEFAULT 'local'.
	StorageBackend string `json:"-" db:"storage_backend"`
	// StorageKey is the S3 object key, nil while the track is local.
	StorageKey *string `json:"-" db:"storage_key"`

	CreatedAt time.Time `json:"created_at" db:"created_at"`
	UpdatedAt time.Time `json:"updated_at" db:"updated_at"`
}
