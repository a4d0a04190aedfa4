package config

// Email is section 10. Without a host, mails are written to the log.
type Email struct {
	Host     string
	Port     int
	User     string
	Password string
	TLS      string
	From     string
}

func loadEmail() Email {
	return Email{
		Host:     getEnv("SMTP_HOST", ""),
		Port:     getEnvInt("SMTP_PORT", 587),
		User:     getEnv("SMTP_USER", ""),
		Password: getEnv("SMTP_PASSWORD", ""),
		TLS:      getEnv("SMTP_TLS", "starttls"),
		From:     getEnv("EMAIL_FROM", "noreply@veza.example"),
	}
}
