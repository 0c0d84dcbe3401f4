"""Settings, read once from the environment. Every problem is reported together; production refuses what is unsafe."""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent
ENVIRONMENTS = ("production", "development", "demo", "test")
KEY_BYTES = 32


class ConfigError(Exception):
    """What is wrong with the environment, one line a problem."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Smtp:
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    tls: bool
    sender: str


@dataclass(frozen=True)
class Config:
    environment: str
    secret_key: str = field(repr=False)  # signs anonymous cookies and forms
    lookup_key: bytes = field(repr=False)  # finds people by e-mail without storing it; never rotated
    data_keys: Mapping[str, bytes] = field(repr=False)  # wrap the key of each person; the first wraps new ones
    database_url: str = field(repr=False)
    public_url: str
    smtp: Smtp | None  # none: mail lands in the mailbox page (demo and development)
    product_name: str = "Steg"
    instance: Path = ROOT / "instance"
    modules: Path = ROOT / "modules"
    templates: Path = ROOT / "templates"
    static: Path = ROOT / "static"
    trusted_proxies: int = 0  # how many reverse proxies stand in front
    leave_url: str = "https://www.yr.no/"
    patient_idle_minutes: int = 60
    patient_limit_hours: int = 24
    staff_idle_minutes: int = 30
    staff_limit_hours: int = 12

    @property
    def secure(self) -> bool:
        """Whether people reach the service over https."""
        return self.public_url.startswith("https://")

    @property
    def host(self) -> str:
        return urlsplit(self.public_url).hostname or ""

    @property
    def mailbox(self) -> Path | None:
        """Where mail is laid when nothing is sent, for the mailbox page."""
        return self.instance / "mailbox" if self.environment in ("demo", "development") and not self.smtp else None


class _Reader:
    """Reads the environment and collects what is wrong with it."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.problems: list[str] = []

    def text(self, name: str, default: str | None = None) -> str:
        value = self.environ.get(name, "").strip()
        if value:
            return value
        if default is None:
            self.problems.append(f"{name} is not set")
        return default or ""

    def number(self, name: str, default: int) -> int:
        value = self.environ.get(name, "").strip()
        try:
            return int(value) if value else default
        except ValueError:
            self.problems.append(f"{name} must be a whole number")
            return default

    def key(self, name: str, value: str) -> bytes:
        try:
            raw = base64.urlsafe_b64decode(value)
        except (binascii.Error, ValueError):
            raw = b""
        if len(raw) != KEY_BYTES:
            self.problems.append(f"{name} must be {KEY_BYTES} random bytes in base64: run `selfhelp keys new`")
        return raw

    def data_keys(self, name: str) -> dict[str, bytes]:
        """`2026a:base64,2025:base64`: the first wraps new keys, all unwrap."""
        pairs = [pair.strip().partition(":") for pair in self.text(name).split(",") if pair.strip()]
        return {key_id: self.key(name, value) for key_id, _, value in pairs}

    def smtp(self) -> Smtp | None:
        host = self.text("SMTP_HOST", "")
        if not host:
            return None
        return Smtp(host, self.number("SMTP_PORT", 587), self.text("SMTP_USER", ""), self.text("SMTP_PASSWORD", ""),
                    self.text("SMTP_TLS", "yes") != "no", self.text("MAIL_SENDER"))


def from_env(environ: Mapping[str, str] = os.environ) -> Config:
    """The settings of this process. Raises ConfigError naming every problem at once."""
    read = _Reader(environ)
    environment = read.text("SELFHELP_ENV", "production")
    if environment not in ENVIRONMENTS:
        read.problems.append(f"SELFHELP_ENV must be one of {', '.join(ENVIRONMENTS)}")
    instance = Path(read.text("INSTANCE_DIR", str(ROOT / "instance")))
    config = Config(
        environment=environment,
        secret_key=read.text("SECRET_KEY"),
        lookup_key=read.key("LOOKUP_KEY", read.text("LOOKUP_KEY")),
        data_keys=read.data_keys("DATA_KEYS"),
        database_url=read.text("DATABASE_URL", f"sqlite:///{instance / 'steg.db'}"),
        public_url=read.text("PUBLIC_URL").rstrip("/"),
        smtp=read.smtp(),
        product_name=read.text("PRODUCT_NAME", "Steg"),
        instance=instance,
        modules=Path(read.text("MODULES_DIR", str(ROOT / "modules"))),
        trusted_proxies=read.number("TRUSTED_PROXIES", 0),
        leave_url=read.text("LEAVE_URL", "https://www.yr.no/"),
    )
    read.problems += unsafe(config)
    if read.problems:
        raise ConfigError(read.problems)
    return config


def unsafe(config: Config) -> list[str]:
    """What production refuses."""
    problems = []
    if not config.data_keys:
        problems.append("DATA_KEYS holds no key: run `selfhelp keys new`")
    if config.environment != "production":
        return problems
    if len(config.secret_key) < KEY_BYTES:
        problems.append("SECRET_KEY is shorter than 32 characters: run `selfhelp keys new`")
    if not config.secure:
        problems.append("PUBLIC_URL must begin with https:// in production")
    if config.smtp is None:
        problems.append("SMTP_HOST is not set: production sends real mail")
    elif not config.smtp.tls:
        problems.append("SMTP_TLS=no: production sends mail over TLS only")
    return problems
