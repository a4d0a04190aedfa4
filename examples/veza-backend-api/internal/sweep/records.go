package sweep

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"regexp"
	"strings"

	"veza-backend-api/internal/models"
)

// Columns are those of the export that ReadTracks reads, in this order.
const Columns = "id,file_path,storage_backend"

var uuid = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

// ReadTracks reads what `\copy (SELECT id, file_path, storage_backend FROM public.tracks) TO STDOUT CSV HEADER` wrote.
func ReadTracks(export io.Reader) ([]models.Track, error) {
	rows, err := csv.NewReader(export).ReadAll()
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 || strings.Join(rows[0], ",") != Columns {
		return nil, fmt.Errorf("the export must begin with the line %s", Columns)
	}
	tracks := make([]models.Track, 0, len(rows)-1)
	for i, row := range rows[1:] {
		if !uuid.MatchString(row[0]) {
			return nil, fmt.Errorf("row %d: the id is no UUID", i+2)
		}
		tracks = append(tracks, models.Track{ID: row[0], FilePath: row[1], StorageBackend: row[2]})
	}
	return tracks, nil
}

// SQL is a ledger of UPDATE statements, for psql to run in one transaction.
type SQL struct {
	Out io.Writer
}

// Moved writes the statement for one track. A row that is no longer local stays as it is.
func (ledger SQL) Moved(_ context.Context, trackID, key string) error {
	_, err := fmt.Fprintf(ledger.Out,
		"UPDATE public.tracks SET storage_backend = 's3', storage_key = '%s', updated_at = now()"+
			" WHERE id = '%s' AND storage_backend = 'local';\n",
		strings.ReplaceAll(key, "'", "''"), strings.ReplaceAll(trackID, "'", "''"))
	return err
}
