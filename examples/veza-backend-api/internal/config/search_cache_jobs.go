package config

import "time"

// Search is section 20.
type Search struct {
	Backend    string
	URL        string
	APIKey     string
	MaxResults int
}

func loadSearch() Search {
	return Search{
		Backend:    getEnv("SEARCH_BACKEND", "postgres"),
		URL:        getEnv("SEARCH_URL", ""),
		APIKey:     getEnv("SEARCH_API_KEY", ""),
		MaxResults: getEnvInt("SEARCH_MAX_RESULTS", 50),
	}
}

// Cache is section 21.
type Cache struct {
	Enabled bool
	TTL     time.Duration
	MaxSize int64
}

func loadCache() Cache {
	return Cache{
		Enabled: getEnvBool("CACHE_ENABLED", true),
		TTL:     getEnvDuration("CACHE_TTL", 5*time.Minute),
		MaxSize: getEnvBytes("CACHE_MAX_SIZE", "128MiB"),
	}
}

// Jobs is section 22.
type Jobs struct {
	Workers     int
	MaxAttempts int
	Timeout     time.Duration
	CleanupCron string
}

func loadJobs() Jobs {
	return Jobs{
		Workers:     getEnvInt("JOB_WORKERS", 4),
		MaxAttempts: getEnvInt("JOB_MAX_ATTEMPTS", 5),
		Timeout:     getEnvDuration("JOB_TIMEOUT", 10*time.Minute),
		CleanupCron: getEnv("JOB_CLEANUP_CRON", "30 4 * * *"),
	}
}
