package config

import (
	"fmt"
	"strings"
)

const minSecretLength = 32

var placeholders = []string{"changeme", "change-me", "change_me", "replace_me", "todo", "xxx", "your-", "<"}

// weakness says what is wrong with a signing key, without quoting it.
func weakness(name, secret string) string {
	if len(secret) < minSecretLength {
		return fmt.Sprintf("%s must have at least %d characters", name, minSecretLength)
	}
	for _, placeholder := range placeholders {
		if strings.HasPrefix(strings.ToLower(secret), placeholder) {
			return name + " is a placeholder"
		}
	}
	return ""
}
