package config

import (
	"log"
	"net"
	"os"
	"time"
)

// Database is section 2.
type Database struct {
	URL              string
	ReplicaURL       string
	MaxOpenConns     int
	MaxIdleConns     int
	ConnMaxLifetime  time.Duration
	StatementTimeout time.Duration
	MigrateOnBoot    bool
}

func loadDatabase() Database {
	return Database{
		URL:              getEnv("DATABASE_URL", ""),
		ReplicaURL:       getEnv("DATABASE_REPLICA_URL", ""),
		MaxOpenConns:     getEnvInt("DB_MAX_OPEN_CONNS", 25),
		MaxIdleConns:     getEnvInt("DB_MAX_IDLE_CONNS", 5),
		ConnMaxLifetime:  getEnvDuration("DB_CONN_MAX_LIFETIME", 30*time.Minute),
		StatementTimeout: getEnvDuration("DB_STATEMENT_TIMEOUT", 15*time.Second),
		MigrateOnBoot:    getEnvBool("DB_MIGRATE_ON_BOOT", false),
	}
}

// Redis is section 3.
type Redis struct {
	URL       string
	KeyPrefix string
	PoolSize  int
}

func loadRedis() Redis {
	redis := Redis{
		URL:       getEnv("REDIS_URL", "redis://localhost:6379/0"),
		KeyPrefix: getEnv("REDIS_KEY_PREFIX", "veza:"),
		PoolSize:  getEnvInt("REDIS_POOL_SIZE", 10),
	}
	if host := getEnv("REDIS_HOST", ""); host != "" {
		log.Print("config: REDIS_HOST is deprecated since 2.4 and goes with 3.0; set REDIS_URL instead")
		if os.Getenv("REDIS_URL") == "" {
			redis.URL = "redis://" + net.JoinHostPort(host, "6379") + "/0"
		}
	}
	return redis
}

// Broker is section 4.
type Broker struct {
	Enabled  bool
	URL      string
	Exchange string
	Prefetch int
}

func loadBroker() Broker {
	return Broker{
		Enabled:  getEnvBool("RABBITMQ_ENABLED", false),
		URL:      getEnv("RABBITMQ_URL", ""),
		Exchange: getEnv("RABBITMQ_EXCHANGE", "veza.events"),
		Prefetch: getEnvInt("RABBITMQ_PREFETCH", 20),
	}
}
