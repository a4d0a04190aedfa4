"""The contract of rules.toml as far as a pydantic-settings class holds it; envdrift validates against this class."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_settings import BaseSettings

PLACEHOLDERS = ("changeme", "change-me", "your-", "todo", "example")


def no_placeholder(text: str) -> str:
    """Refuse a secret that nobody has chosen."""
    if text.lower().startswith(PLACEHOLDERS):
        raise ValueError("is still a placeholder")
    return text


Secret = Annotated[str, AfterValidator(no_placeholder), Field(json_schema_extra={"sensitive": True})]


class Settings(BaseSettings):
    """One field a variable; what concerns two of them is a validator of the whole, which is how pydantic says it."""

    TRACK_STORAGE_BACKEND: Literal["local", "s3"] = "local"
    AWS_S3_ENABLED: bool = False
    AWS_S3_BUCKET: str | None = Field(None, pattern="^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")
    PORT: int = Field(8080, ge=1, le=65535)
    DATABASE_URL: str = Field(pattern="^postgres(ql)?://", json_schema_extra={"sensitive": True})
    JWT_SECRET: Secret
    SESSION_SECRET: Secret
    REQUEST_TIMEOUT: str = Field("30s", pattern="^([0-9]+(ms|s|m|h))+$")
    CORS_ORIGINS: str = Field("", pattern="^[^*]*$")
    REDIS_URL: str | None = Field(None, pattern="^rediss?://")
    REDIS_HOST: str | None = Field(None, deprecated="use REDIS_URL")

    @model_validator(mode="after")
    def holds_together(self) -> Self:
        """Hold variables against each other."""
        if self.TRACK_STORAGE_BACKEND == "s3" and not self.AWS_S3_ENABLED:
            raise ValueError("TRACK_STORAGE_BACKEND=s3 requires AWS_S3_ENABLED=true")
        if self.JWT_SECRET == self.SESSION_SECRET:
            raise ValueError("JWT_SECRET and SESSION_SECRET must differ")
        return self
