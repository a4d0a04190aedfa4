package config

import (
	"crypto/rand"
	"encoding/base64"
	"time"
)

// Auth is section 5.
type Auth struct {
	JWTSecret          string
	SessionSecret      string
	Issuer             string
	AccessTTL          time.Duration
	RefreshTTL         time.Duration
	SessionTTL         time.Duration
	MaxSessionsPerUser int
}

func loadAuth() Auth {
	return Auth{
		JWTSecret:          getEnv("JWT_SECRET", ""),
		SessionSecret:      getEnv("SESSION_SECRET", ""),
		Issuer:             getEnv("JWT_ISSUER", "veza-api"),
		AccessTTL:          getEnvDuration("JWT_ACCESS_TTL", 15*time.Minute),
		RefreshTTL:         getEnvDuration("JWT_REFRESH_TTL", 14*24*time.Hour),
		SessionTTL:         getEnvDuration("SESSION_TTL", 24*time.Hour),
		MaxSessionsPerUser: getEnvInt("MAX_SESSIONS_PER_USER", 10),
	}
}

// FillSecrets makes up what development may leave out. The keys last as long as the process: everybody is signed out
// by a restart.
func (auth *Auth) FillSecrets() error {
	for _, secret := range []*string{&auth.JWTSecret, &auth.SessionSecret} {
		if *secret != "" {
			continue
		}
		key := make([]byte, 32)
		if _, err := rand.Read(key); err != nil {
			return err
		}
		*secret = base64.StdEncoding.EncodeToString(key)
	}
	return nil
}

// Provider is one place people can sign in with; it is off without a client id.
type Provider struct {
	ClientID     string
	ClientSecret string
}

// OAuth is section 6.
type OAuth struct {
	RedirectURL string
	Google      Provider
	GitHub      Provider
}

func loadOAuth() OAuth {
	return OAuth{
		RedirectURL: getEnv("OAUTH_REDIRECT_URL", ""),
		Google: Provider{
			ClientID:     getEnv("OAUTH_GOOGLE_CLIENT_ID", ""),
			ClientSecret: getEnv("OAUTH_GOOGLE_CLIENT_SECRET", ""),
		},
		GitHub: Provider{
			ClientID:     getEnv("OAUTH_GITHUB_CLIENT_ID", ""),
			ClientSecret: getEnv("OAUTH_GITHUB_CLIENT_SECRET", ""),
		},
	}
}
