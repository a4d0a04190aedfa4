package config

import (
	"fmt"
	"net/url"
	"strings"
)

// rule is one rule, cited by its number or its variable. check returns what is wrong, or nothing; it never quotes a
// secret. fallBack puts a safe value in place and says which.
type rule struct {
	id         string
	check      func(*Config) string
	signingKey bool
	fallBack   func(*Config) string
}

var rules = append([]rule{
	{id: "1", check: jwtSecret, signingKey: true},
	{id: "2", check: databaseURL},
	{id: "3", check: corsOrigins},
	{id: "4", check: chatSecret, signingKey: true},
	{id: "5", check: secureCookies},
	{id: "6", check: logLevel, fallBack: logAtInfo},
	{id: "7", check: redisPassword},
	{id: "8", check: smtpComplete},
	{id: "9", check: paymentKeys},
	{id: "10", check: streamServer},
	{id: "11", check: trackStorage, fallBack: storeLocally},
	{id: "SESSION_SECRET", check: sessionSecret, signingKey: true},
}, choices...)

func jwtSecret(c *Config) string {
	if c.Auth.JWTSecret != "" && c.Auth.JWTSecret == c.Auth.SessionSecret {
		return "JWT_SECRET and SESSION_SECRET must differ"
	}
	return weakness("JWT_SECRET", c.Auth.JWTSecret)
}

func sessionSecret(c *Config) string {
	return weakness("SESSION_SECRET", c.Auth.SessionSecret)
}

func databaseURL(c *Config) string {
	target, err := url.Parse(c.Database.URL)
	if err != nil || c.Database.URL == "" || target.Scheme != "postgres" && target.Scheme != "postgresql" {
		return "DATABASE_URL must be a postgres URL"
	}
	if !c.strict() {
		return ""
	}
	switch target.Query().Get("sslmode") {
	case "disable", "allow", "prefer":
		return "DATABASE_URL must not give up TLS (sslmode)"
	}
	if host := target.Hostname(); host == "localhost" || host == "127.0.0.1" {
		return "DATABASE_URL points at this machine"
	}
	return ""
}

func corsOrigins(c *Config) string {
	if !c.strict() {
		return ""
	}
	for _, origin := range c.CORS.Origins {
		if !strings.HasPrefix(origin, "https://") {
			return fmt.Sprintf("CORS_ORIGINS must name https origins, not %q", origin)
		}
	}
	return ""
}

func chatSecret(c *Config) string {
	if !c.Chat.Enabled && c.Chat.JWTSecret == "" {
		return ""
	}
	if c.Chat.JWTSecret == c.Auth.JWTSecret || c.Chat.JWTSecret == c.Auth.SessionSecret {
		return "CHAT_JWT_SECRET must differ from JWT_SECRET and SESSION_SECRET"
	}
	return weakness("CHAT_JWT_SECRET", c.Chat.JWTSecret)
}

func secureCookies(c *Config) string {
	if c.strict() && !c.Cookies.Secure {
		return "COOKIE_SECURE must be true"
	}
	return ""
}

func logLevel(c *Config) string {
	if c.Logging.Level == "debug" && c.strict() {
		return "LOG_LEVEL must not be debug: it logs request bodies"
	}
	return notAmong("LOG_LEVEL", c.Logging.Level, "debug", "info", "warn", "error")
}

func logAtInfo(c *Config) string {
	c.Logging.Level = "info"
	return "LOG_LEVEL=info"
}

func redisPassword(c *Config) string {
	if !c.strict() {
		return ""
	}
	if target, err := url.Parse(c.Redis.URL); err == nil && target.User != nil {
		if password, _ := target.User.Password(); password != "" {
			return ""
		}
	}
	return "REDIS_URL must carry a password"
}

func smtpComplete(c *Config) string {
	given := 0
	for _, value := range []string{c.Email.Host, c.Email.User, c.Email.Password} {
		if value != "" {
			given++
		}
	}
	if given == 1 || given == 2 {
		return "SMTP_HOST, SMTP_USER and SMTP_PASSWORD are set together or not at all"
	}
	return ""
}

func paymentKeys(c *Config) string {
	if c.Payments.Enabled && (c.Payments.WebhookSecret == "" || c.Payments.APIKey == "") {
		return "PAYMENTS_ENABLED=true requires PAYMENT_WEBHOOK_SECRET and PAYMENT_API_KEY"
	}
	return ""
}

func streamServer(c *Config) string {
	if c.HLS.Enabled && c.Stream.URL == "" {
		return "HLS_ENABLED=true requires STREAM_SERVER_URL"
	}
	return ""
}

// trackStorage refuses s3 while there is no S3 client: every upload would meet a nil pointer.
func trackStorage(c *Config) string {
	if c.TrackStorageBackend == BackendS3 && !c.S3.Enabled {
		return "TRACK_STORAGE_BACKEND=s3 requires AWS_S3_ENABLED=true"
	}
	return notAmong("TRACK_STORAGE_BACKEND", c.TrackStorageBackend, BackendLocal, BackendS3)
}

func storeLocally(c *Config) string {
	c.TrackStorageBackend = BackendLocal
	return "TRACK_STORAGE_BACKEND=local"
}
