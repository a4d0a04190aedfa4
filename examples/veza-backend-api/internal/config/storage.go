package config

import "time"

// Places where tracks can be kept. The CHECK constraint of migration 985 allows the same two.
const (
	BackendLocal = "local"
	BackendS3    = "s3"
)

// S3 is section 11. The AWS SDK reads AWS_REGION and the keys itself.
type S3 struct {
	Enabled        bool
	Bucket         string
	Endpoint       string
	ForcePathStyle bool
	PresignTTL     time.Duration
}

func loadS3() S3 {
	return S3{
		Enabled:        getEnvBool("AWS_S3_ENABLED", false),
		Bucket:         getEnv("AWS_S3_BUCKET", ""),
		Endpoint:       getEnv("AWS_S3_ENDPOINT", ""),
		ForcePathStyle: getEnvBool("AWS_S3_FORCE_PATH_STYLE", false),
		PresignTTL:     getEnvDuration("AWS_S3_PRESIGN_TTL", 15*time.Minute),
	}
}

// Uploads is section 12.
type Uploads struct {
	Dir              string
	MaxSize          int64
	QuotaPerUser     int64
	AllowedTypes     []string
	AntivirusEnabled bool
	ClamAVURL        string
}

func loadUploads() Uploads {
	return Uploads{
		Dir:              getEnv("UPLOAD_DIR", "./var/uploads"),
		MaxSize:          getEnvBytes("UPLOAD_MAX_SIZE", "200MiB"),
		QuotaPerUser:     getEnvBytes("UPLOAD_QUOTA_PER_USER", "10GiB"),
		AllowedTypes:     getEnvList("UPLOAD_ALLOWED_TYPES", "audio/mpeg,audio/flac,audio/wav,audio/ogg"),
		AntivirusEnabled: getEnvBool("ANTIVIRUS_ENABLED", false),
		ClamAVURL:        getEnv("CLAMAV_URL", ""),
	}
}

// HLS is section 13, apart from the track storage backend, which is Config.TrackStorageBackend.
type HLS struct {
	Enabled          bool
	SegmentDuration  time.Duration
	Bitrates         []string
	OutputDir        string
	TranscodeWorkers int
}

func loadHLS() HLS {
	return HLS{
		Enabled:          getEnvBool("HLS_ENABLED", false),
		SegmentDuration:  getEnvDuration("HLS_SEGMENT_DURATION", 6*time.Second),
		Bitrates:         getEnvList("HLS_BITRATES", "64,128,256"),
		OutputDir:        getEnv("HLS_OUTPUT_DIR", "./var/hls"),
		TranscodeWorkers: getEnvInt("HLS_TRANSCODE_WORKERS", 2),
	}
}
