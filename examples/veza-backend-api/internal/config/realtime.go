package config

import "time"

// Stream is section 14.
type Stream struct {
	URL      string
	APIKey   string
	Timeout  time.Duration
	TokenTTL time.Duration
}

func loadStream() Stream {
	return Stream{
		URL:      getEnv("STREAM_SERVER_URL", ""),
		APIKey:   getEnv("STREAM_SERVER_API_KEY", ""),
		Timeout:  getEnvDuration("STREAM_SERVER_TIMEOUT", 10*time.Second),
		TokenTTL: getEnvDuration("STREAM_TOKEN_TTL", 5*time.Minute),
	}
}

// Chat is section 15.
type Chat struct {
	Enabled          bool
	URL              string
	JWTSecret        string
	MessageMaxLength int
}

func loadChat() Chat {
	return Chat{
		Enabled:          getEnvBool("CHAT_ENABLED", false),
		URL:              getEnv("CHAT_SERVER_URL", ""),
		JWTSecret:        getEnv("CHAT_JWT_SECRET", ""),
		MessageMaxLength: getEnvInt("CHAT_MESSAGE_MAX_LENGTH", 2000),
	}
}

// WebSocket is section 16.
type WebSocket struct {
	PingInterval   time.Duration
	PongTimeout    time.Duration
	MaxMessageSize int64
	MaxConnections int
}

func loadWebSocket() WebSocket {
	return WebSocket{
		PingInterval:   getEnvDuration("WS_PING_INTERVAL", 25*time.Second),
		PongTimeout:    getEnvDuration("WS_PONG_TIMEOUT", time.Minute),
		MaxMessageSize: getEnvBytes("WS_MAX_MESSAGE_SIZE", "64KiB"),
		MaxConnections: getEnvInt("WS_MAX_CONNECTIONS", 10000),
	}
}
