package models

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestStorageStaysOutOfJSON(t *testing.T) {
	key := "tracks/1f/canary.flac"
	text, err := json.Marshal(Track{ID: "1", StorageBackend: "s3", StorageKey: &key, FilePath: "/srv/canary"})
	if err != nil {
		t.Fatal(err)
	}
	for _, hidden := range []string{"canary", "s3", "torage"} {
		if strings.Contains(string(text), hidden) {
			t.Errorf("%q shows in %s", hidden, text)
		}
	}
}
