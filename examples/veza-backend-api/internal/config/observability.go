package config

// Logging is section 23.
type Logging struct {
	Level          string
	Format         string
	SampleRate     float64
	RedactedFields []string
}

func loadLogging() Logging {
	return Logging{
		Level:          getEnv("LOG_LEVEL", "info"),
		Format:         getEnv("LOG_FORMAT", "json"),
		SampleRate:     getEnvFloat("LOG_SAMPLE_RATE", 1),
		RedactedFields: getEnvList("LOG_REDACTED_FIELDS", "password,token,authorization"),
	}
}

// Metrics is section 24. The OpenTelemetry SDK reads its own variables.
type Metrics struct {
	Enabled      bool
	Port         int
	PprofEnabled bool
	SentryDSN    string
}

func loadMetrics() Metrics {
	return Metrics{
		Enabled:      getEnvBool("METRICS_ENABLED", true),
		Port:         getEnvInt("METRICS_PORT", 9090),
		PprofEnabled: getEnvBool("PPROF_ENABLED", false),
		SentryDSN:    getEnv("SENTRY_DSN", ""),
	}
}
