package sweep

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"veza-backend-api/internal/models"
)

const (
	first  = "1f0c7a52-8d0e-4f7a-9a53-1c6e0b6d2a01"
	second = "2f0c7a52-8d0e-4f7a-9a53-1c6e0b6d2a02"
)

var uploads = fstest.MapFS{
	"u1/song.FLAC": {Data: []byte("four")},
	"u2/talk.mp3":  {Data: []byte("sixsix")},
}

func local(id, file string) models.Track {
	return models.Track{ID: id, FilePath: file, StorageBackend: "local"}
}

func TestPlan(t *testing.T) {
	plan, err := NewPlan([]models.Track{
		local(first, "u1/song.FLAC"),
		local(second, "u9/gone.mp3"),
		{ID: "3", StorageBackend: "s3"},
	}, uploads)
	if err != nil {
		t.Fatal(err)
	}
	want := Move{first, "u1/song.FLAC", "tracks/1f/" + first + ".flac", 4}
	if len(plan.Moves) != 1 || plan.Moves[0] != want {
		t.Errorf("moves %v", plan.Moves)
	}
	if plan.Already != 1 || len(plan.Missing) != 1 || plan.Missing[0] != second || plan.Bytes() != 4 {
		t.Errorf("plan %+v", plan)
	}
}

func TestPlanStaysInsideTheUploads(t *testing.T) {
	for _, file := range []string{"../etc/passwd", "/etc/passwd", ""} {
		if _, err := NewPlan([]models.Track{local(first, file)}, uploads); err == nil {
			t.Errorf("%q was planned", file)
		}
	}
}

func TestRunMovesAndRecords(t *testing.T) {
	plan, _ := NewPlan([]models.Track{local(first, "u1/song.FLAC"), local(second, "u2/talk.mp3")}, uploads)
	bucket := t.TempDir()
	var sql bytes.Buffer
	moved, err := Run(context.Background(), plan, uploads, Folder(bucket), SQL{&sql})
	if err != nil || moved != 2 {
		t.Fatalf("moved %d, error %v", moved, err)
	}
	body, err := os.ReadFile(filepath.Join(bucket, "tracks", "2f", second+".mp3"))
	if err != nil || string(body) != "sixsix" {
		t.Errorf("the object holds %q, error %v", body, err)
	}
	if strings.Count(sql.String(), "AND storage_backend = 'local';\n") != 2 {
		t.Errorf("statements:\n%s", sql.String())
	}
}

type refusing struct{}

func (refusing) Put(context.Context, string, io.Reader, int64) error {
	return errors.New("bucket is full")
}

func TestNothingIsRecordedThatWasNotStored(t *testing.T) {
	plan, _ := NewPlan([]models.Track{local(first, "u1/song.FLAC")}, uploads)
	var sql bytes.Buffer
	if moved, err := Run(context.Background(), plan, uploads, refusing{}, SQL{&sql}); err == nil || moved != 0 {
		t.Errorf("moved %d, error %v", moved, err)
	}
	if sql.Len() != 0 {
		t.Errorf("recorded %q", sql.String())
	}
}

func TestACutOffObjectIsNotLeftBehind(t *testing.T) {
	bucket := t.TempDir()
	err := Folder(bucket).Put(context.Background(), "tracks/1f/x.mp3", strings.NewReader("two"), 4)
	if err == nil {
		t.Error("three of four bytes were taken")
	}
	left, _ := os.ReadDir(filepath.Join(bucket, "tracks", "1f"))
	if len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestReadTracks(t *testing.T) {
	tracks, err := ReadTracks(strings.NewReader(Columns + "\n" + first + ",u1/song.FLAC,local\n"))
	if err != nil || len(tracks) != 1 || tracks[0].FilePath != "u1/song.FLAC" {
		t.Errorf("tracks %v, error %v", tracks, err)
	}
	for _, export := range []string{"", "id,file_path\n", Columns + "\nnot-a-uuid,a,local\n"} {
		if _, err := ReadTracks(strings.NewReader(export)); err == nil {
			t.Errorf("%q was read", export)
		}
	}
}
