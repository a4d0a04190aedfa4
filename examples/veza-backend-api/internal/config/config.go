// Package config reads the service's settings from environment variables. What each variable means, its default and
// what is allowed stands in docs/ENV_VARIABLES.md; rules/*.toml says the same to envlint.
package config

// Config holds every setting of the service, in the sections of docs/ENV_VARIABLES.md.
type Config struct {
	Server        Server
	Database      Database
	Redis         Redis
	Broker        Broker
	Auth          Auth
	OAuth         OAuth
	CORS          CORS
	RateLimit     RateLimit
	Cookies       Cookies
	Email         Email
	S3            S3
	Uploads       Uploads
	HLS           HLS
	Stream        Stream
	Chat          Chat
	WebSocket     WebSocket
	Payments      Payments
	Marketplace   Marketplace
	Subscriptions Subscriptions
	Search        Search
	Cache         Cache
	Jobs          Jobs
	Logging       Logging
	Metrics       Metrics
	Features      Features
	Moderation    Moderation

	// TrackStorageBackend says where uploaded tracks are kept: "local" or "s3".
	TrackStorageBackend string
}

// Load reads all settings. It judges nothing: call Validate before anything is started with them.
func Load() *Config {
	return &Config{
		Server:        loadServer(),
		Database:      loadDatabase(),
		Redis:         loadRedis(),
		Broker:        loadBroker(),
		Auth:          loadAuth(),
		OAuth:         loadOAuth(),
		CORS:          loadCORS(),
		RateLimit:     loadRateLimit(),
		Cookies:       loadCookies(),
		Email:         loadEmail(),
		S3:            loadS3(),
		Uploads:       loadUploads(),
		HLS:           loadHLS(),
		Stream:        loadStream(),
		Chat:          loadChat(),
		WebSocket:     loadWebSocket(),
		Payments:      loadPayments(),
		Marketplace:   loadMarketplace(),
		Subscriptions: loadSubscriptions(),
		Search:        loadSearch(),
		Cache:         loadCache(),
		Jobs:          loadJobs(),
		Logging:       loadLogging(),
		Metrics:       loadMetrics(),
		Features:      loadFeatures(),
		Moderation:    loadModeration(),

		TrackStorageBackend: getEnv("TRACK_STORAGE_BACKEND", BackendLocal),
	}
}
