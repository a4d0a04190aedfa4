package config

import "time"

// CORS is section 7, with the other headers browsers obey.
type CORS struct {
	Origins          []string
	AllowCredentials bool
	MaxAge           time.Duration
	HSTSMaxAge       time.Duration
}

func loadCORS() CORS {
	return CORS{
		Origins:          getEnvList("CORS_ORIGINS", "http://localhost:5173"),
		AllowCredentials: getEnvBool("CORS_ALLOW_CREDENTIALS", true),
		MaxAge:           getEnvDuration("CORS_MAX_AGE", 10*time.Minute),
		HSTSMaxAge:       getEnvDuration("HSTS_MAX_AGE", 0),
	}
}

// RateLimit is section 8.
type RateLimit struct {
	Enabled          bool
	Requests         int
	Window           time.Duration
	LoginMaxAttempts int
}

func loadRateLimit() RateLimit {
	return RateLimit{
		Enabled:          getEnvBool("RATE_LIMIT_ENABLED", true),
		Requests:         getEnvInt("RATE_LIMIT_REQUESTS", 300),
		Window:           getEnvDuration("RATE_LIMIT_WINDOW", time.Minute),
		LoginMaxAttempts: getEnvInt("LOGIN_MAX_ATTEMPTS", 5),
	}
}

// Cookies is section 9.
type Cookies struct {
	Secure      bool
	SameSite    string
	Domain      string
	CSRFEnabled bool
}

func loadCookies() Cookies {
	return Cookies{
		Secure:      getEnvBool("COOKIE_SECURE", false),
		SameSite:    getEnv("COOKIE_SAME_SITE", "lax"),
		Domain:      getEnv("COOKIE_DOMAIN", ""),
		CSRFEnabled: getEnvBool("CSRF_ENABLED", true),
	}
}
