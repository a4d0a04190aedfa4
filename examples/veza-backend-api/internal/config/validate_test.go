package config

import (
	"errors"
	"strings"
	"testing"
)

// sound returns settings that break no rule in production.
func sound(t *testing.T, tier string) *Config {
	t.Helper()
	clean(t)
	c := Load()
	c.Server.Env = tier
	c.Database.URL = "postgres://veza:pw@db.example.com:5432/veza?sslmode=verify-full"
	c.Redis.URL = "rediss://:pw@cache.example.com:6379/0"
	c.CORS.Origins = []string{"https://app.veza.example"}
	c.Cookies.Secure = true
	c.Auth.JWTSecret = strings.Repeat("jwt-", 10)
	c.Auth.SessionSecret = strings.Repeat("session-", 5)
	return c
}

func ids(problems []Problem) string {
	var cited []string
	for _, problem := range problems {
		cited = append(cited, problem.ID)
	}
	return strings.Join(cited, " ")
}

func TestSoundSettingsPassEverywhere(t *testing.T) {
	for _, tier := range []string{Development, Staging, Production} {
		if warnings, err := sound(t, tier).Validate(); err != nil || len(warnings) != 0 {
			t.Errorf("%s: warnings %v, error %v", tier, warnings, err)
		}
	}
}

func TestTrackStorageBackend(t *testing.T) {
	for _, test := range []struct {
		tier      string
		backend   string
		s3        bool
		refused   bool
		warned    bool
		runsWith  string
		mentioned string
	}{
		{tier: Production, backend: "local", runsWith: "local"},
		{tier: Production, backend: "local", s3: true, runsWith: "local"},
		{tier: Production, backend: "s3", s3: true, runsWith: "s3"},
		{tier: Production, backend: "s3", refused: true, mentioned: "AWS_S3_ENABLED=true"},
		{tier: Production, backend: "S3", s3: true, refused: true, mentioned: `"S3"`},
		{tier: Production, backend: "minio", s3: true, refused: true, mentioned: `"minio"`},
		{tier: Production, backend: " s3", s3: true, refused: true, mentioned: `" s3"`},
		{tier: Staging, backend: "s3", s3: true, runsWith: "s3"},
		{tier: Staging, backend: "s3", warned: true, runsWith: "local", mentioned: "AWS_S3_ENABLED=true"},
		{tier: Staging, backend: "minio", warned: true, runsWith: "local", mentioned: "staging runs with"},
		{tier: Development, backend: "S3", warned: true, runsWith: "local", mentioned: "development runs with"},
		{tier: Development, backend: "s3", warned: true, runsWith: "local", mentioned: "AWS_S3_ENABLED=true"},
	} {
		t.Run(test.tier+"/"+test.backend, func(t *testing.T) {
			c := sound(t, test.tier)
			c.TrackStorageBackend = test.backend
			c.S3.Enabled = test.s3
			warnings, err := c.Validate()

			var refusal Refusal
			if errors.As(err, &refusal) != test.refused || (len(warnings) > 0) != test.warned {
				t.Fatalf("warnings %v, error %v", warnings, err)
			}
			problems := append(warnings, refusal...)
			if (test.refused || test.warned) && ids(problems) != "11" {
				t.Errorf("rules %q instead of 11", ids(problems))
			}
			if test.mentioned != "" && !strings.Contains(problems[0].String(), test.mentioned) {
				t.Errorf("%q does not mention %s", problems[0], test.mentioned)
			}
			if !test.refused && c.TrackStorageBackend != test.runsWith {
				t.Errorf("runs with %q instead of %q", c.TrackStorageBackend, test.runsWith)
			}
		})
	}
}

func TestUnsetTrackStorageBackendIsLocal(t *testing.T) {
	clean(t)
	if got := Load().TrackStorageBackend; got != BackendLocal {
		t.Errorf("unset or empty gives %q", got)
	}
}

func TestEveryRuleRefusesInProduction(t *testing.T) {
	for id, breakIt := range map[string]func(*Config){
		"1":  func(c *Config) { c.Auth.JWTSecret = "changeme" },
		"2":  func(c *Config) { c.Database.URL = "postgres://veza:pw@db.example.com/veza?sslmode=disable" },
		"3":  func(c *Config) { c.CORS.Origins = []string{"https://app.veza.example", "*"} },
		"4":  func(c *Config) { c.Chat.JWTSecret = c.Auth.JWTSecret },
		"5":  func(c *Config) { c.Cookies.Secure = false },
		"6":  func(c *Config) { c.Logging.Level = "debug" },
		"7":  func(c *Config) { c.Redis.URL = "redis://cache.example.com:6379/0" },
		"8":  func(c *Config) { c.Email.Host = "smtp.example.com" },
		"9":  func(c *Config) { c.Payments.Enabled = true },
		"10": func(c *Config) { c.HLS.Enabled = true },
		"11": func(c *Config) { c.TrackStorageBackend = BackendS3 },

		"SESSION_SECRET":  func(c *Config) { c.Auth.SessionSecret = "short" },
		"APP_ENV":         func(c *Config) { c.Server.Env = "prodution" },
		"SEARCH_BACKEND":  func(c *Config) { c.Search.Backend = "elastic" },
		"COPYRIGHT_CHECK": func(c *Config) { c.Moderation.CopyrightCheck = "" },
	} {
		c := sound(t, Production)
		breakIt(c)
		warnings, err := c.Validate()
		var refusal Refusal
		if !errors.As(err, &refusal) || ids(refusal) != id || len(warnings) != 0 {
			t.Errorf("rule %s: warnings %v, error %v", id, warnings, err)
		}
	}
}

func TestAllProblemsAtOnceAndNoSecretAmongThem(t *testing.T) {
	c := sound(t, Production)
	c.Auth.JWTSecret = "hunter2"
	c.Chat.JWTSecret = "hunter2"
	c.Database.URL = "mysql://veza:hunter2@db.example.com/veza"
	c.TrackStorageBackend = "minio"
	_, err := c.Validate()
	var refusal Refusal
	if !errors.As(err, &refusal) || ids(refusal) != "1 2 4 11" {
		t.Fatalf("got %v", err)
	}
	if strings.Contains(err.Error(), "hunter2") {
		t.Error("the refusal quotes a secret")
	}
}

func TestSigningKeysByTier(t *testing.T) {
	for tier, refused := range map[string]bool{Development: false, Staging: true, Production: true} {
		c := sound(t, tier)
		c.Auth.JWTSecret = "changeme-changeme-changeme-changeme"
		if warnings, err := c.Validate(); (err != nil) != refused || len(warnings) != 0 {
			t.Errorf("%s: warnings %v, error %v", tier, warnings, err)
		}
	}
}
