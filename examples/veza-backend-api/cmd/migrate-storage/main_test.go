package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"veza-backend-api/internal/config"
	"veza-backend-api/internal/sweep"
)

const track = "1f0c7a52-8d0e-4f7a-9a53-1c6e0b6d2a01"

// stage returns settings and an export for one uploaded track.
func stage(t *testing.T) (c *config.Config, export string) {
	t.Helper()
	folder := t.TempDir()
	c = &config.Config{TrackStorageBackend: config.BackendS3}
	c.Uploads.Dir, c.S3.Enabled = folder, true
	export = filepath.Join(folder, "tracks.csv")
	write(t, filepath.Join(folder, "song.mp3"), "music")
	write(t, export, sweep.Columns+"\n"+track+",song.mp3,local\n")
	return c, export
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestDryRunIsTheDefault(t *testing.T) {
	c, export := stage(t)
	c.TrackStorageBackend = config.BackendLocal
	var out bytes.Buffer
	if err := run(context.Background(), c, []string{"-tracks", export}, &out); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"1 tracks to move (5 bytes)", "would move song.mp3 to tracks/1f/" + track + ".mp3"} {
		if !strings.Contains(out.String(), line) {
			t.Errorf("%q is not in:\n%s", line, out.String())
		}
	}
}

func TestMove(t *testing.T) {
	c, export := stage(t)
	bucket, statements := t.TempDir(), filepath.Join(t.TempDir(), "moved.sql")
	args := []string{"-tracks", export, "-bucket", bucket, "-sql", statements}
	if err := run(context.Background(), c, args, &bytes.Buffer{}); err != nil {
		t.Fatal(err)
	}
	body, err := os.ReadFile(filepath.Join(bucket, "tracks", "1f", track+".mp3"))
	if err != nil || string(body) != "music" {
		t.Errorf("object %q, error %v", body, err)
	}
	if sql, _ := os.ReadFile(statements); !strings.Contains(string(sql), track) {
		t.Errorf("statements %q", sql)
	}
}

func TestNoSweepWhileUploadsGoToTheDisk(t *testing.T) {
	c, export := stage(t)
	c.TrackStorageBackend = config.BackendLocal
	bucket := t.TempDir()
	args := []string{"-tracks", export, "-bucket", bucket, "-sql", filepath.Join(bucket, "moved.sql")}
	if err := run(context.Background(), c, args, &bytes.Buffer{}); err == nil {
		t.Error("swept, although new tracks would still be local")
	}
	if left, _ := os.ReadDir(bucket); len(left) != 0 {
		t.Errorf("written: %v", left)
	}
}
