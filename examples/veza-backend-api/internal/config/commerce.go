package config

import "time"

// Payments is section 17.
type Payments struct {
	Enabled       bool
	Provider      string
	APIKey        string
	WebhookSecret string
	Currency      string
}

func loadPayments() Payments {
	return Payments{
		Enabled:       getEnvBool("PAYMENTS_ENABLED", false),
		Provider:      getEnv("PAYMENT_PROVIDER", "stripe"),
		APIKey:        getEnv("PAYMENT_API_KEY", ""),
		WebhookSecret: getEnv("PAYMENT_WEBHOOK_SECRET", ""),
		Currency:      getEnv("PAYMENT_CURRENCY", "EUR"),
	}
}

// Marketplace is section 18. Prices are in Payments.Currency.
type Marketplace struct {
	Enabled    bool
	FeePercent float64
	MinPrice   float64
	MaxPrice   float64
}

func loadMarketplace() Marketplace {
	return Marketplace{
		Enabled:    getEnvBool("MARKETPLACE_ENABLED", false),
		FeePercent: getEnvFloat("MARKETPLACE_FEE_PERCENT", 10),
		MinPrice:   getEnvFloat("MARKETPLACE_MIN_PRICE", 0.5),
		MaxPrice:   getEnvFloat("MARKETPLACE_MAX_PRICE", 1000),
	}
}

// Subscriptions is section 19.
type Subscriptions struct {
	Enabled     bool
	Trial       time.Duration
	RenewalCron string
}

func loadSubscriptions() Subscriptions {
	return Subscriptions{
		Enabled:     getEnvBool("SUBSCRIPTIONS_ENABLED", false),
		Trial:       getEnvDuration("SUBSCRIPTION_TRIAL", 14*24*time.Hour),
		RenewalCron: getEnv("SUBSCRIPTION_RENEWAL_CRON", "0 3 * * *"),
	}
}
