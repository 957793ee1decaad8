"""Decimals as text: for programs without exponents and idle zeros, for people with groups of three."""

from __future__ import annotations

from decimal import Decimal, localcontext

from gouji.figures.figure import plain


def decimal_text(value: Decimal) -> str:
    """The shortest plain notation, without exponent: ``27040000``, ``86.12``, ``0``; nothing is rounded."""
    return plain(value) or "0"


def rounded(value: Decimal, places: int) -> Decimal:
    """The value with at most so many decimals, however long its whole part is."""
    with localcontext() as context:
        context.prec = max(value.adjusted(), 0) + places + 2
        return (
            value if -int(value.as_tuple().exponent) <= places else value.quantize(Decimal(1).scaleb(-places))
        )


def grouped(value: Decimal) -> str:
    """For people, thousands separated: ``27,040,000``."""
    whole, point, fraction = decimal_text(value).partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    head = len(digits) % 3
    groups = [digits[:head]] if head else []
    groups += [digits[at : at + 3] for at in range(head, len(digits), 3)]
    return sign + ",".join(groups) + point + fraction


def between(interval: tuple[Decimal, Decimal]) -> str:
    """An interval for people: ``4,264,450 – 4,264,750``, or the value where both ends are one.

    Quotients are cut to four decimals.
    """
    low, high = (rounded(end, 4) for end in interval)
    return grouped(low) if low == high else f"{grouped(low)} – {grouped(high)}"
