// Package sweep moves tracks that were uploaded to the local disk into object storage: phase 3 of the migration in
// docs/ENV_VARIABLES.md, section 13.
package sweep

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"

	"veza-backend-api/internal/models"
)

// Objects is where tracks go. Put must have stored all size bytes when it returns without an error.
type Objects interface {
	Put(ctx context.Context, key string, body io.Reader, size int64) error
}

// Ledger is told of each track once its bytes are safe. It must change only rows that are still local.
type Ledger interface {
	Moved(ctx context.Context, trackID, key string) error
}

// Move is one track's way from the disk to the bucket.
type Move struct {
	TrackID string
	From    string
	Key     string
	Size    int64
}

// Plan is what a sweep would do.
type Plan struct {
	Moves   []Move
	Already int      // tracks in object storage
	Missing []string // ids of tracks whose file is not there
}

// Bytes is the sum of all moves.
func (plan Plan) Bytes() int64 {
	var sum int64
	for _, move := range plan.Moves {
		sum += move.Size
	}
	return sum
}

// NewPlan looks at every track's file below uploads and writes nothing.
func NewPlan(tracks []models.Track, uploads fs.FS) (Plan, error) {
	var plan Plan
	for _, track := range tracks {
		if track.StorageBackend != "local" {
			plan.Already++
			continue
		}
		if !fs.ValidPath(track.FilePath) {
			return Plan{}, fmt.Errorf("track %s: file_path leads out of the uploads folder", track.ID)
		}
		info, err := fs.Stat(uploads, track.FilePath)
		if err != nil || !info.Mode().IsRegular() {
			plan.Missing = append(plan.Missing, track.ID)
			continue
		}
		plan.Moves = append(plan.Moves, Move{track.ID, track.FilePath, Key(track), info.Size()})
	}
	return plan, nil
}

// Key is the object key of a track. It depends on nothing that can change, so that a second sweep meets the first's
// objects instead of making new ones.
func Key(track models.Track) string {
	return fmt.Sprintf("tracks/%.2s/%s%s", track.ID, track.ID, strings.ToLower(path.Ext(track.FilePath)))
}

// Run carries out a plan, one track after the other, and stops at the first failure: what was moved stays moved, and
// the next run goes on from there. No local file is deleted.
func Run(ctx context.Context, plan Plan, uploads fs.FS, objects Objects, ledger Ledger) (moved int, err error) {
	for _, move := range plan.Moves {
		if err := one(ctx, move, uploads, objects, ledger); err != nil {
			return moved, fmt.Errorf("track %s: %w", move.TrackID, err)
		}
		moved++
	}
	return moved, nil
}

func one(ctx context.Context, move Move, uploads fs.FS, objects Objects, ledger Ledger) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	file, err := uploads.Open(move.From)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := objects.Put(ctx, move.Key, file, move.Size); err != nil {
		return err
	}
	return ledger.Moved(ctx, move.TrackID, move.Key)
}
