package config

import (
	"fmt"
	"strings"
)

// choices are the variables that take one of a few words and have no number of their own.
var choices = []rule{
	choice("APP_ENV", func(c *Config) string { return c.Server.Env }, Development, Staging, Production),
	choice("COOKIE_SAME_SITE", func(c *Config) string { return c.Cookies.SameSite }, "lax", "strict", "none"),
	choice("SMTP_TLS", func(c *Config) string { return c.Email.TLS }, "starttls", "tls", "none"),
	choice("PAYMENT_PROVIDER", func(c *Config) string { return c.Payments.Provider }, "stripe", "hyperswitch"),
	choice("SEARCH_BACKEND", func(c *Config) string { return c.Search.Backend }, "postgres", "meilisearch"),
	choice("LOG_FORMAT", func(c *Config) string { return c.Logging.Format }, "json", "text"),
	choice("COPYRIGHT_CHECK", func(c *Config) string { return c.Moderation.CopyrightCheck }, "off", "flag", "block"),
}

func choice(name string, value func(*Config) string, allowed ...string) rule {
	return rule{id: name, check: func(c *Config) string { return notAmong(name, value(c), allowed...) }}
}

// notAmong says that a value is none of those allowed, and nothing if it is.
func notAmong(name, value string, allowed ...string) string {
	for _, candidate := range allowed {
		if value == candidate {
			return ""
		}
	}
	return fmt.Sprintf("%s=%q is not one of %s", name, value, strings.Join(allowed, ", "))
}
