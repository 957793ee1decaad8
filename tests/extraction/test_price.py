"""What a run will cost: tokens estimated before it, money from one's own prices."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import yaml

import gouji
from gouji.errors import GoujiError
from gouji.extraction.chunk import Chunk
from gouji.extraction.price import Price, estimate
from gouji.extraction.usage import Usage

ROOT = Path(__file__).parents[2]
RECORDED = ("linxi-2023-department.txt", "dongfeng-2022-project.txt", "jiangbei-2023-employment-fund.md")


def test_prices_are_read():
    """Two numbers where the cache is no cheaper, three where it is; a full-width comma is a comma."""
    assert Price.parse("2,8") == Price(Decimal(2), Decimal(2), Decimal(8))
    assert Price.parse("2， 0.2，8") == Price(Decimal(2), Decimal("0.2"), Decimal(8))


@pytest.mark.parametrize("text", ["", "2", "1,2,3,4", "a,b", "-1,2", "nan,1", "1,,2"])
def test_what_is_no_price_list_is_refused(text: str):
    """The message shows the form."""
    with pytest.raises(GoujiError, match=r"2,0\.2,8"):
        Price.parse(text)


def test_tokens_from_the_cache_have_their_own_price():
    """1,000 tokens in, 400 of them cached, 500 out."""
    usage = Usage(requests=1, prompt_tokens=1_000_000, cached_tokens=400_000, completion_tokens=500_000)
    assert Price.parse("2,0.5,8").of(usage) == Decimal("5.4000")


def test_nothing_to_ask_costs_nothing():
    """A report that grammar reads alone."""
    assert estimate([], [], "system", anchored=True) == Usage()


def test_lists_cost_with_their_text():
    """Strategy free: the answer grows with the text, not with the slots."""
    chunk = Chunk(0, (), ())
    short = estimate([chunk], ["字" * 100], "系统", anchored=False)
    long = estimate([chunk], ["字" * 1000], "系统", anchored=False)
    assert long.completion_tokens > 5 * short.completion_tokens


@pytest.mark.parametrize("name", RECORDED)
def test_the_estimate_is_near_what_was_recorded(name: str):
    """Within a third of the tokens that the embedded model was really sent, and gave."""
    recording = yaml.safe_load(
        (ROOT / "cassettes/test_recorded" / f"{Path(name).stem}.yaml").read_text("utf-8")
    )
    usage = [each["response"]["body"]["json"]["usage"] for each in recording["interactions"]]
    with gouji.Extractor("m", base_url="http://127.0.0.1:9/v1", store=None) as extractor:
        planned = extractor.plan(ROOT / "tests/reports" / name)

    for part in ("prompt_tokens", "completion_tokens"):
        told = sum(each[part] for each in usage)
        assert abs(planned[part] - told) <= told / 3
