package config

import (
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"
	"time"
)

// The wrappers below take an unset and an empty variable for the same thing. A value they cannot read is logged by
// name, never by value, and replaced by the fallback.

func getEnv(key, fallback string) string {
	if value := os.Getenv(key); value != "" {
		return value
	}
	return fallback
}

func getEnvInt(key string, fallback int) int {
	value := os.Getenv(key)
	if value == "" {
		return fallback
	}
	number, err := strconv.Atoi(value)
	if err != nil {
		return unreadable(key, "a whole number", fallback)
	}
	return number
}

func getEnvFloat(key string, fallback float64) float64 {
	value := os.Getenv(key)
	if value == "" {
		return fallback
	}
	number, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return unreadable(key, "a number", fallback)
	}
	return number
}

func getEnvBool(key string, fallback bool) bool {
	value := os.Getenv(key)
	if value == "" {
		return fallback
	}
	truth, err := strconv.ParseBool(value)
	if err != nil {
		return unreadable(key, "a boolean", fallback)
	}
	return truth
}

func getEnvDuration(key string, fallback time.Duration) time.Duration {
	value := os.Getenv(key)
	if value == "" {
		return fallback
	}
	duration, err := time.ParseDuration(value)
	if err != nil {
		return unreadable(key, "a duration such as 30s", fallback)
	}
	return duration
}

// getEnvBytes reads a size with a binary unit ("64KiB"). The fallback is written the same way, and must be readable.
func getEnvBytes(key, fallback string) int64 {
	size, err := parseBytes(getEnv(key, fallback))
	if err != nil {
		size, _ = parseBytes(fallback)
		return unreadable(key, "a size such as 64KiB", size)
	}
	return size
}

// getEnvList reads items separated by commas.
func getEnvList(key, fallback string) []string {
	value := getEnv(key, fallback)
	if value == "" {
		return nil
	}
	return strings.Split(value, ",")
}

// getEnvPercentages reads "name=percent" pairs separated by commas.
func getEnvPercentages(key, fallback string) map[string]int {
	shares := map[string]int{}
	for _, pair := range getEnvList(key, fallback) {
		name, share, _ := strings.Cut(pair, "=")
		percent, err := strconv.Atoi(share)
		if err != nil {
			return unreadable(key, "a list of name=percent", map[string]int{})
		}
		shares[name] = percent
	}
	return shares
}

var byteUnits = []struct {
	suffix string
	size   int64
}{
	{"KiB", 1 << 10},
	{"MiB", 1 << 20},
	{"GiB", 1 << 30},
	{"TiB", 1 << 40},
	{"", 1},
}

func parseBytes(text string) (int64, error) {
	for _, unit := range byteUnits {
		number := strings.TrimSuffix(text, unit.suffix)
		if unit.suffix != "" && number == text {
			continue
		}
		count, err := strconv.ParseInt(number, 10, 64)
		if err != nil || count < 0 || count > (1<<63-1)/unit.size {
			break
		}
		return count * unit.size, nil
	}
	return 0, fmt.Errorf("not a size")
}

func unreadable[T any](key, wanted string, fallback T) T {
	log.Printf("config: %s is not %s; its default is used", key, wanted)
	return fallback
}
