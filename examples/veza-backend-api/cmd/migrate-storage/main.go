// Command migrate-storage sweeps tracks from the local disk into object storage.
//
//	migrate-storage -tracks tracks.csv                                     says what it would do
//	migrate-storage -tracks tracks.csv -bucket /mnt/tracks -sql moved.sql  does it
//
// The playbook in docs/ENV_VARIABLES.md, section 13, says when. Local files are never deleted.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"veza-backend-api/internal/config"
	"veza-backend-api/internal/sweep"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, config.Load(), os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "migrate-storage:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, c *config.Config, args []string, out io.Writer) error {
	flags := flag.NewFlagSet("migrate-storage", flag.ContinueOnError)
	tracks := flags.String("tracks", "", "CSV export of public.tracks with the columns "+sweep.Columns)
	bucket := flags.String("bucket", "", "folder the bucket is mounted at; without it nothing is moved")
	statements := flags.String("sql", "", "file for the UPDATE statements; must not exist")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *tracks == "" || (*bucket == "") != (*statements == "") {
		return errors.New("give -tracks, and -bucket and -sql together or not at all")
	}
	plan, err := planned(*tracks, c.Uploads.Dir)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%d tracks to move (%d bytes), %d there already, %d without a file\n",
		len(plan.Moves), plan.Bytes(), plan.Already, len(plan.Missing))
	for _, id := range plan.Missing {
		fmt.Fprintf(out, "no file: %s\n", id)
	}
	if *bucket == "" {
		for _, move := range plan.Moves {
			fmt.Fprintf(out, "would move %s to %s\n", move.From, move.Key)
		}
		return nil
	}
	if c.TrackStorageBackend != config.BackendS3 || !c.S3.Enabled {
		return errors.New("new uploads still go to the disk: set TRACK_STORAGE_BACKEND=s3 and AWS_S3_ENABLED=true first")
	}
	return move(ctx, plan, c.Uploads.Dir, *bucket, *statements, out)
}

func planned(export, uploads string) (sweep.Plan, error) {
	file, err := os.Open(export)
	if err != nil {
		return sweep.Plan{}, err
	}
	defer file.Close()
	tracks, err := sweep.ReadTracks(file)
	if err != nil {
		return sweep.Plan{}, err
	}
	return sweep.NewPlan(tracks, os.DirFS(uploads))
}

func move(ctx context.Context, plan sweep.Plan, uploads, bucket, statements string, out io.Writer) error {
	file, err := os.OpenFile(statements, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o640)
	if err != nil {
		return err
	}
	moved, err := sweep.Run(ctx, plan, os.DirFS(uploads), sweep.Folder(bucket), sweep.SQL{Out: file})
	if closing := file.Close(); err == nil {
		err = closing
	}
	fmt.Fprintf(out, "%d tracks moved; run %s with psql --single-transaction\n", moved, statements)
	return err
}
