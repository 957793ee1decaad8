"""项目支出 with a 自评表: sources, funds, directions, indicators, scores, grade."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from generator.accounts import split
from generator.draft import Draft, Mode, Style
from generator.form import Form, Indicator, draw_indicators, print_form
from generator.phrases import FILLERS, MEASURES, PROBLEMS, SECTORS, Sector, place
from generator.scoring import closing_words, execution_points, grade_of, management
from generator.tree import Report, Slot

SOURCES = ("中央补助", "省级补助", "县级配套")


@dataclass(frozen=True, slots=True)
class _Books:
    sources: tuple[int, ...]
    received: int
    executed: int
    directions: tuple[int, ...]
    price: int
    count: int
    last: int

    @property
    def budget(self) -> int:
        """全年预算."""
        return sum(self.sources)

    @property
    def subsidy(self) -> int:
        """Price in 元 times count, in hundredths of a 万元."""
        return self.price * self.count // 100


def _draw(random: Random) -> _Books:
    grain = random.choice((1, 100))
    budget = random.randint(120, 2400) * 100
    sources = split(random, budget, (60, 28, 12), grain)
    received = budget if random.random() < 0.6 else budget * random.randint(88, 99) // 100
    executed = received * random.randint(800, 1000) // 1000
    price = random.choice((300, 500, 600, 800, 1200))
    count = random.randint(40, max(50, executed * 25 // price))
    subsidy = price * count // 100
    rest = split(random, executed - subsidy, (40, 35, 25))
    return _Books(
        tuple(sources),
        received,
        executed,
        (subsidy, *rest),
        price,
        count,
        executed * random.randint(70, 96) // 100,
    )


def project(seed: int, mode: Mode) -> Report:
    """A report on one project, with its form of self-evaluation."""
    random = Random(seed)
    draft = Draft(random, Style.draw(random, mode), random.randint(2021, 2024))
    sector, (province, county) = random.choice(SECTORS), place(random)
    books = _draw(random)
    draft.title(f"{province}{county}{sector.bureau}\n{draft.fiscal_year}年度{sector.fund}项目绩效自评报告")
    draft.say(
        f"根据{county}财政局的统一部署，我局对{{year}}度{sector.fund}项目开展了绩效自评。{random.choice(FILLERS)}",
        year=draft.year("fiscal", draft.fiscal_year),
    )
    _sources(draft, books, sector)
    _funds(draft, books)
    indicators = draw_indicators(draft, sector)
    _results(draft, books, sector, indicators)
    form = _form(draft, books, sector, county, indicators)
    _conclusion(draft, form, books)
    closing_words(draft, f"{county}{sector.bureau}", draft.fiscal_year)
    draft.head("附件：项目支出绩效自评表")
    print_form(draft, form)
    return draft.finish(seed, "project")


def _sources(draft: Draft, books: _Books, sector: Sector) -> None:
    draft.head("一、项目概况")
    total = draft.money("budget", books.budget, label="项目预算")
    slots = [draft.money(f"source.{n}", c, label=n) for n, c in zip(SOURCES, books.sources)]
    shares = [draft.rate(f"share.{n}", c, books.budget) for n, c in zip(SOURCES, books.sources)]
    with_share = draft.random.random() < 0.6
    wording = "{n}{a}，占{s}" if with_share else "{n}{a}"
    items = [
        draft.fill(wording.replace("{n}", name), a=slot, s=share)
        for name, slot, share in zip(SOURCES, slots, shares)
    ]
    listed = draft.listing(items, "；" if with_share else draft.pick(("、", "，")))
    draft.say(
        (
            "{year}项目预算资金{total}，其中：{listed}。",
            "{year}共安排" + sector.fund + "项目资金{total}，其中：{listed}。",
        ),
        year=draft.year("fiscal", draft.fiscal_year),
        total=total,
        listed=listed,
    )
    draft.relate("SUM-PART", "sum", total, slots)
    for slot, share in zip(slots, shares):
        draft.relate("RATIO-SHARE", "ratio", share, [slot, total])


def _funds(draft: Draft, books: _Books) -> None:
    draft.head("二、资金到位及使用情况")
    budget, received = (
        draft.money("budget", books.budget),
        draft.money("received", books.received, label="到位资金"),
    )
    arrived = draft.rate("received.rate", books.received, books.budget)
    draft.say(
        (
            "项目预算资金{budget}，实际到位资金{received}，到位率{rate}。",
            "全年下达项目预算{budget}，到位资金{received}，资金到位率为{rate}。",
        ),
        budget=budget,
        received=received,
        rate=arrived,
    )
    draft.relate("RATIO-RECEIVED", "ratio", arrived, [received, budget])
    executed, rate = (
        draft.money("executed", books.executed, label="项目支出"),
        draft.rate("rate", books.executed, books.budget),
    )
    base = draft.money("budget", books.budget)
    draft.say(
        (
            "截至{year}底，项目预算{base}，实际支出{executed}，预算执行率{rate}。",
            "{year}项目全年预算{base}，实际支出{executed}，执行率为{rate}。",
        ),
        year=draft.year("fiscal", draft.fiscal_year),
        base=base,
        executed=executed,
        rate=rate,
    )
    draft.relate("RATIO-EXEC", "ratio", rate, [executed, base])
    left, arrived_again, spent = (
        draft.money("left", books.received - books.executed, label="结余资金"),
        draft.money("received", books.received),
        draft.money("executed", books.executed),
    )
    draft.say(
        (
            "到位资金{a}，实际支出{b}，年末结余{c}。",
            "全年到位资金{a}，实际支出{b}，结余资金{c}。",
            "收支相抵，到位资金{a}，实际支出{b}，尚结余{c}。",
        ),
        a=arrived_again,
        b=spent,
        c=left,
    )
    draft.relate("DIFF", "sum", left, [arrived_again], [spent])


def _results(draft: Draft, books: _Books, sector: Sector, indicators: list[Indicator]) -> None:
    draft.head("三、项目产出和效益")
    total = draft.money("executed", books.executed)
    slots = [draft.money(f"direction.{n}", c, label=n) for n, c in zip(sector.directions, books.directions)]
    listed = draft.listing([draft.fill(n + "{a}", a=s) for n, s in zip(sector.directions, slots)], "、")
    draft.say(
        ("项目实际支出{total}，其中：{listed}。", "从支出方向看，项目实际支出{total}，包括：{listed}。"),
        total=total,
        listed=listed,
    )
    draft.relate("SUM-PART", "sum", total, slots)
    _subsidy(draft, books, sector, slots[0])
    first, second = indicators[0], indicators[1]
    done = draft.count(first.variable, first.actual, first.unit)
    served = draft.count(second.variable, second.actual, second.unit)
    draft.say(
        (
            f"全年{first.name}{{done}}，服务{sector.client}{{served}}。",
            f"年内共{first.name}{{done}}，累计服务{sector.client}{{served}}。",
        ),
        done=done,
        served=served,
    )
    last = draft.money("executed.last", books.last)
    now = draft.money("executed", books.executed)
    growth = draft.rate("executed.growth", books.executed - books.last, books.last)
    before = draft.year("before", draft.fiscal_year - 1)
    draft.say(
        (
            "项目实际支出{now}，比{before}的{last}增长{growth}。",
            "与{before}的{last}相比，项目实际支出{now}，增长{growth}。",
        ),
        now=now,
        before=before,
        last=last,
        growth=growth,
    )
    draft.relate("RATIO-GROWTH", "growth", growth, [now, last])


def _subsidy(draft: Draft, books: _Books, sector: Sector, direction: Slot) -> None:
    number = draft.count("subsidy.count", books.count, sector.unit)
    price = draft.money("subsidy.price", books.price // 100, "元")
    total = draft.money(direction.variable, books.subsidy)
    draft.say(
        (
            f"{sector.directions[0]}方面，对{{number}}给予补助，每{sector.unit}补助{{price}}，共计{{total}}。",
            f"{sector.directions[0]}按每{sector.unit}{{price}}的标准补助{{number}}，共计{{total}}。",
        ),
        number=number,
        price=price,
        total=total,
    )
    draft.relate("PROD", "product", total, [number, price])


def _form(draft: Draft, books: _Books, sector: Sector, county: str, indicators: list[Indicator]) -> Form:
    points = execution_points(books.executed, books.budget, 1000)
    return Form(
        name=sector.fund,
        unit=f"{county}{sector.bureau}",
        budget=books.budget,
        executed=books.executed,
        rate_points=points,
        indicators=tuple(indicators),
        total=points + sum(indicator.score for indicator in indicators),
        other=0,
    )


def _conclusion(draft: Draft, form: Form, books: _Books) -> None:
    management(draft, "四、组织管理情况")
    draft.head("五、自评结论")
    grade, total = draft.grade(*grade_of(form.total)), draft.points("total", form.total)
    draft.say(
        (
            "项目自评得分{total}，等次为“{grade}”。",
            "经综合评定，项目自评总分为{total}，评价等次为“{grade}”。",
        ),
        total=total,
        grade=grade,
    )
    draft.relate("SCORE-GRADE", "band", grade, [total])
    draft.head("六、存在的问题和改进措施")
    draft.say(f"1.{draft.random.choice(PROBLEMS)}")
    if draft.style.mode == "realistic" and books.executed > 10000:
        executed = draft.money("executed", books.executed)
        near = draft.about(executed, "余", str(books.executed // 1000 * 10), "万元")
        draft.say(
            "2.全年支出{near}，支出进度前慢后快，实际支出{executed}中四季度占比偏高。",
            near=near,
            executed=executed,
        )
    draft.say(f"下一步，{draft.random.choice(MEASURES)}")
