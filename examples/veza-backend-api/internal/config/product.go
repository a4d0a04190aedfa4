package config

// Features is section 25.
type Features struct {
	CollabPlaylists bool
	Lyrics          bool
	Rollout         map[string]int
}

func loadFeatures() Features {
	return Features{
		CollabPlaylists: getEnvBool("FEATURE_COLLAB_PLAYLISTS", false),
		Lyrics:          getEnvBool("FEATURE_LYRICS", false),
		Rollout:         getEnvPercentages("FEATURE_ROLLOUT", ""),
	}
}

// Moderation is section 26.
type Moderation struct {
	Enabled         bool
	AutoHideReports int
	Contact         string
	CopyrightCheck  string
}

func loadModeration() Moderation {
	return Moderation{
		Enabled:         getEnvBool("MODERATION_ENABLED", true),
		AutoHideReports: getEnvInt("MODERATION_AUTO_HIDE_REPORTS", 5),
		Contact:         getEnv("MODERATION_CONTACT", ""),
		CopyrightCheck:  getEnv("COPYRIGHT_CHECK", "flag"),
	}
}
