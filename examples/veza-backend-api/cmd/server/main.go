// Command server runs the API.
package main

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"veza-backend-api/internal/config"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, config.Load()); err != nil {
		log.Fatalf("server: %v", err)
	}
}

// run serves until ctx ends. It refuses to start on settings that break a rule in production.
func run(ctx context.Context, c *config.Config) error {
	warnings, err := c.Validate()
	for _, warning := range warnings {
		log.Printf("warning: %s", warning)
	}
	if err != nil {
		return err
	}
	if c.Server.Env == config.Development {
		if err := c.Auth.FillSecrets(); err != nil {
			return err
		}
	}
	listener, err := net.Listen("tcp", net.JoinHostPort(c.Server.BindAddress, strconv.Itoa(c.Server.Port)))
	if err != nil {
		return err
	}
	log.Printf("listening on %s (%s), tracks are kept in %s", listener.Addr(), c.Server.Env, c.TrackStorageBackend)
	return serve(ctx, c.Server, listener)
}

func serve(ctx context.Context, c config.Server, listener net.Listener) error {
	server := &http.Server{
		Handler:           http.TimeoutHandler(routes(c), c.RequestTimeout, "took too long"),
		ReadHeaderTimeout: 5 * time.Second,
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	grace, cancel := context.WithTimeout(context.Background(), c.ShutdownTimeout)
	defer cancel()
	if err := server.Shutdown(grace); !errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return server.Close()
}

func routes(c config.Server) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
	})
	return http.MaxBytesHandler(mux, c.MaxBodySize)
}
