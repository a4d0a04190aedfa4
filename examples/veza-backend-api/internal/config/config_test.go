package config

import (
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
)

// clean unsets everything the process was started with, so that no test depends on the machine it runs on.
func clean(t *testing.T) {
	t.Helper()
	for _, entry := range os.Environ() {
		name, _, _ := strings.Cut(entry, "=")
		t.Setenv(name, "")
	}
}

func TestDefaults(t *testing.T) {
	clean(t)
	c := Load()
	for name, pair := range map[string][2]any{
		"PORT":                  {c.Server.Port, 8080},
		"APP_ENV":               {c.Server.Env, Development},
		"REQUEST_TIMEOUT":       {c.Server.RequestTimeout, 30 * time.Second},
		"MAX_BODY_SIZE":         {c.Server.MaxBodySize, int64(1 << 20)},
		"TRUSTED_PROXIES":       {c.Server.TrustedProxies, []string(nil)},
		"UPLOAD_MAX_SIZE":       {c.Uploads.MaxSize, int64(200 << 20)},
		"UPLOAD_QUOTA_PER_USER": {c.Uploads.QuotaPerUser, int64(10 << 30)},
		"HLS_BITRATES":          {c.HLS.Bitrates, []string{"64", "128", "256"}},
		"FEATURE_ROLLOUT":       {c.Features.Rollout, map[string]int{}},
		"TRACK_STORAGE_BACKEND": {c.TrackStorageBackend, BackendLocal},
		"AWS_S3_ENABLED":        {c.S3.Enabled, false},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("%s: got %#v, want %#v", name, pair[0], pair[1])
		}
	}
}

func TestDevelopmentStartsWithADatabaseAlone(t *testing.T) {
	clean(t)
	t.Setenv("DATABASE_URL", "postgres://veza@localhost:5432/veza")
	warnings, err := Load().Validate()
	if err != nil || len(warnings) != 0 {
		t.Errorf("warnings %v, error %v", warnings, err)
	}
}

func TestWrappersRead(t *testing.T) {
	clean(t)
	t.Setenv("PORT", "9000")
	t.Setenv("HLS_ENABLED", "1")
	t.Setenv("REQUEST_TIMEOUT", "1m30s")
	t.Setenv("MARKETPLACE_FEE_PERCENT", "12.5")
	t.Setenv("WS_MAX_MESSAGE_SIZE", "2048")
	t.Setenv("CORS_ORIGINS", "https://a.example,https://b.example")
	t.Setenv("FEATURE_ROLLOUT", "new-player=10,dark-mode=50")
	c := Load()
	for name, pair := range map[string][2]any{
		"PORT":                    {c.Server.Port, 9000},
		"HLS_ENABLED":             {c.HLS.Enabled, true},
		"REQUEST_TIMEOUT":         {c.Server.RequestTimeout, 90 * time.Second},
		"MARKETPLACE_FEE_PERCENT": {c.Marketplace.FeePercent, 12.5},
		"WS_MAX_MESSAGE_SIZE":     {c.WebSocket.MaxMessageSize, int64(2048)},
		"CORS_ORIGINS":            {c.CORS.Origins, []string{"https://a.example", "https://b.example"}},
		"FEATURE_ROLLOUT":         {c.Features.Rollout, map[string]int{"new-player": 10, "dark-mode": 50}},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			t.Errorf("%s: got %#v, want %#v", name, pair[0], pair[1])
		}
	}
}

func TestUnreadableValuesGiveTheDefault(t *testing.T) {
	clean(t)
	for name, value := range map[string]string{
		"PORT":            "80a",
		"REQUEST_TIMEOUT": "30",
		"HLS_ENABLED":     "yes",
		"LOG_SAMPLE_RATE": "half",
		"MAX_BODY_SIZE":   "9999999TiB",
		"FEATURE_ROLLOUT": "new-player",
	} {
		t.Setenv(name, value)
	}
	c := Load()
	if c.Server.Port != 8080 || c.Server.RequestTimeout != 30*time.Second || c.HLS.Enabled ||
		c.Logging.SampleRate != 1 || c.Server.MaxBodySize != 1<<20 || len(c.Features.Rollout) != 0 {
		t.Errorf("a value that cannot be read was not replaced by its default: %+v", c)
	}
}

func TestDeprecatedRedisHost(t *testing.T) {
	clean(t)
	t.Setenv("REDIS_HOST", "cache.internal.example")
	if got := Load().Redis.URL; got != "redis://cache.internal.example:6379/0" {
		t.Errorf("REDIS_HOST alone gives %q", got)
	}
	t.Setenv("REDIS_URL", "redis://other.internal.example:6379/1")
	if got := Load().Redis.URL; got != "redis://other.internal.example:6379/1" {
		t.Errorf("REDIS_URL does not win: %q", got)
	}
}

func TestFillSecretsKeepsWhatIsSet(t *testing.T) {
	auth := Auth{JWTSecret: "given"}
	if err := auth.FillSecrets(); err != nil {
		t.Fatal(err)
	}
	if auth.JWTSecret != "given" || len(auth.SessionSecret) < minSecretLength {
		t.Errorf("JWT key replaced: %t, session key of %d characters", auth.JWTSecret != "given", len(auth.SessionSecret))
	}
}
