package main

import (
	"context"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"veza-backend-api/internal/config"
)

func TestProductionDoesNotBootWithoutAnS3Client(t *testing.T) {
	c := &config.Config{TrackStorageBackend: config.BackendS3}
	c.Server.Env = config.Production
	if err := run(context.Background(), c); err == nil || !strings.Contains(err.Error(), "rule #11") {
		t.Errorf("got %v", err)
	}
}

func TestServesUntilStopped(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	settings := config.Server{RequestTimeout: time.Second, ShutdownTimeout: time.Second, MaxBodySize: 1024}
	go func() { done <- serve(ctx, settings, listener) }()

	answer, err := http.Get("http://" + listener.Addr().String() + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusNoContent {
		t.Errorf("status %d", answer.StatusCode)
	}
	stop()
	if err := <-done; err != nil {
		t.Errorf("shutdown: %v", err)
	}
}
