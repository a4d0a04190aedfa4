package sweep

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Folder is object storage behind a folder: a bucket mounted with mountpoint-s3 or rclone, or a plain folder in tests.
type Folder string

// Put writes the object under its key. An object is complete or not there.
func (folder Folder) Put(_ context.Context, key string, body io.Reader, size int64) error {
	target := filepath.Join(string(folder), filepath.FromSlash(key))
	if err := os.MkdirAll(filepath.Dir(target), 0o750); err != nil {
		return err
	}
	part, err := os.CreateTemp(filepath.Dir(target), ".part-*")
	if err != nil {
		return err
	}
	defer os.Remove(part.Name())
	written, err := io.Copy(part, body)
	if closing := part.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	if written != size {
		return fmt.Errorf("%d of %d bytes written", written, size)
	}
	return os.Rename(part.Name(), target)
}
