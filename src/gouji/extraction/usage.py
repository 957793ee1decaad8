"""What a run cost, and what of it failed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """What a run cost 用量: requests sent, tokens, seconds of waiting; over all attempts.

    ``cached_tokens`` are part of ``prompt_tokens``. ``reused`` counts answers that an earlier run
    had paid for; they add nothing to the other numbers.
    """

    requests: int = 0
    prompt_tokens: int = 0
    cached_tokens: int = 0
    completion_tokens: int = 0
    seconds: float = 0.0
    reused: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.requests + other.requests,
            self.prompt_tokens + other.prompt_tokens,
            self.cached_tokens + other.cached_tokens,
            self.completion_tokens + other.completion_tokens,
            self.seconds + other.seconds,
            self.reused + other.reused,
        )

    @property
    def tokens(self) -> int:
        """Prompt and completion tokens together."""
        return self.prompt_tokens + self.completion_tokens


@dataclass(frozen=True, slots=True)
class FailedChunk:
    """A part of the text that no answer could be had for 未读片段."""

    start: int
    end: int
    error: str
    attempts: int
