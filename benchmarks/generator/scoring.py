"""Grades, and how a report is signed."""

from __future__ import annotations

from random import Random

from generator.draft import Draft
from generator.phrases import FILLERS, MANAGEMENT


def grade_of(hundredths: int) -> tuple[str, str]:
    """The grade of a total in hundredths of a point, and a wrong one."""
    if hundredths >= 9000:
        return "优", "良"
    if hundredths >= 8000:
        return "良", "优"
    return ("中", "良") if hundredths >= 6000 else ("差", "中")


def execution_points(executed: int, budget: int, weight: int) -> int:
    """Points for the execution rate in hundredths, half up: 执行数 ÷ 预算数 × 分值."""
    return min(weight, (2 * executed * weight + budget) // (2 * budget))


def management(draft: Draft, head: str) -> None:
    """A section of long paragraphs without figures, as reports have many."""
    draft.head(head)
    sentences = draft.random.sample(MANAGEMENT, draft.random.randint(4, 6))
    draft.say("".join(sentences[:3]))
    draft.say("".join([*sentences[3:], draft.random.choice(FILLERS)]))


def closing_words(draft: Draft, signed: str, fiscal: int) -> None:
    """Place and date of the signature: in spring after the fiscal year."""
    draft.say(signed)
    year = draft.year("signed", fiscal + 1)
    draft.say("{year}" + signing_day(draft.random), year=year)
    draft.relate("DATE-REPORT", "from", year, constant=fiscal + 1)


def signing_day(random: Random) -> str:
    """A day in spring."""
    return f"{random.randint(2, 5)}月{random.randint(1, 28)}日"
