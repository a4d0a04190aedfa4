package config

import "time"

// Tiers a process can run in.
const (
	Development = "development"
	Staging     = "staging"
	Production  = "production"
)

// Server is section 1: the process itself and the door it listens at.
type Server struct {
	Env             string
	URL             string
	BindAddress     string
	Port            int
	RequestTimeout  time.Duration
	ShutdownTimeout time.Duration
	MaxBodySize     int64
	TrustedProxies  []string
}

func loadServer() Server {
	return Server{
		Env:             getEnv("APP_ENV", "development"),
		URL:             getEnv("APP_URL", "http://localhost:8080"),
		BindAddress:     getEnv("BIND_ADDRESS", "0.0.0.0"),
		Port:            getEnvInt("PORT", 8080),
		RequestTimeout:  getEnvDuration("REQUEST_TIMEOUT", 30*time.Second),
		ShutdownTimeout: getEnvDuration("SHUTDOWN_TIMEOUT", 20*time.Second),
		MaxBodySize:     getEnvBytes("MAX_BODY_SIZE", "1MiB"),
		TrustedProxies:  getEnvList("TRUSTED_PROXIES", ""),
	}
}
