"""Whom to ask as a judge, and whether texts may leave this machine for that."""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

from refcheck.errors import ConfigurationError


@dataclass(frozen=True, slots=True)
class JudgeSettings:
    """An endpoint that speaks as OpenAI's does. Settings that would send texts away without consent cannot be made.

    Raises:
        ConfigurationError: if it is on without a model, or elsewhere without consent.
    """

    enabled: bool = False
    url: str = "http://127.0.0.1:11434/v1"
    """The address below which ``/chat/completions`` is; the default is that of Ollama."""
    model: str = ""
    key: str = field(default="", repr=False)
    """What the endpoint wants to see as a bearer token, if anything."""
    consent: bool = False
    """Whether sentences of the documents may be sent to another machine."""
    deadline: float = 120.0
    """Seconds for one whole answer."""

    def __post_init__(self) -> None:
        if not self.enabled:
            return
        if not self.model:
            raise ConfigurationError(
                "The judge is on, but has no model.",
                "Set `model` in the table [judge] of your own settings file to one that the endpoint knows.",
            )
        if not self.consent and not self.is_here:
            raise ConfigurationError(
                f"The judge at {self.host} is not on this machine: sentences of your documents would be sent there.",
                "If you want that, set `consent = true` in the table [judge] of your own settings file.",
            )

    @property
    def host(self) -> str:
        """The host with its port, for messages."""
        return urlsplit(self.url).netloc.rpartition("@")[2]

    @property
    def is_here(self) -> bool:
        """Whether the endpoint is on this machine."""
        host = urlsplit(self.url).hostname or ""
        try:
            return host == "localhost" or ip_address(host).is_loopback
        except ValueError:
            return False
