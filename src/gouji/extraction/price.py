"""What a run will cost and has cost: tokens estimated before it, money from a price list of one's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from gouji.errors import GoujiError
from gouji.extraction.chunk import Chunk
from gouji.extraction.usage import Usage

MILLION = Decimal(1_000_000)
TOKENS_PER_CHARACTER = Decimal("0.72")
"""Of Chinese report text with its marks; the embedded model's tokenizer, benchmarks/cost.py."""
TOKENS_PER_PROMPT_CHARACTER = Decimal("0.64")
TOKENS_PER_SLOT, TOKENS_PER_LABEL, TOKENS_PER_ANSWER = 19, 9, 15
FREE_TOKENS_PER_CHARACTER = Decimal("0.8")
"""Of an answer in lists, for each character of the text that it is about."""


@dataclass(frozen=True, slots=True)
class Price:
    """What a vendor takes for a million tokens 单价: prompt, prompt from its cache, answer; in any currency."""

    prompt: Decimal
    cached: Decimal
    completion: Decimal

    @classmethod
    def parse(cls, text: str) -> Price:
        """Read ``2,0.2,8``, or ``2,8`` where nothing is cheaper from the cache.

        Raises:
            GoujiError: It is neither.
        """
        try:
            parts = [Decimal(part.strip()) for part in text.replace("，", ",").split(",")]
        except InvalidOperation:
            parts = []
        if len(parts) not in (2, 3) or any(not part.is_finite() or part < 0 for part in parts):
            raise GoujiError(
                f"单价 / price: {text!r}: 应为每百万词元的“输入,缓存输入,输出”，如 2,0.2,8 / "
                "must be prompt,cached,completion for a million tokens, like 2,0.2,8"
            )
        return cls(parts[0], parts[-2], parts[-1])

    def of(self, usage: Usage) -> Decimal:
        """What so many tokens cost, in the currency of the price."""
        fresh = usage.prompt_tokens - usage.cached_tokens
        tokens = (
            fresh * self.prompt
            + usage.cached_tokens * self.cached
            + usage.completion_tokens * self.completion
        )
        return (tokens / MILLION).quantize(Decimal("0.0001"))


def estimate(chunks: Sequence[Chunk], texts: Sequence[str], system: str, *, anchored: bool) -> Usage:
    """The tokens that some chunks will take, before anything is sent.

    Args:
        chunks: What would be asked.
        texts: The chunks as the model would see them.
        system: The constant part of the prompt; from the second request on it is taken to come from
            the vendor's cache.
        anchored: Whether slots and labels are asked for, or lists.
    """
    if not chunks:
        return Usage()
    constant = int(len(system) * TOKENS_PER_PROMPT_CHARACTER)
    characters = sum(map(len, texts))
    answer = TOKENS_PER_ANSWER * len(chunks)
    if anchored:
        answer += TOKENS_PER_SLOT * sum(len(chunk.slots) for chunk in chunks)
        answer += TOKENS_PER_LABEL * sum(len(chunk.labelled) for chunk in chunks)
    else:
        answer += int(characters * FREE_TOKENS_PER_CHARACTER)
    return Usage(
        requests=len(chunks),
        prompt_tokens=constant * len(chunks) + int(characters * TOKENS_PER_CHARACTER),
        cached_tokens=constant * (len(chunks) - 1),
        completion_tokens=answer,
    )
