"""专项资金: approved, recovered, released; directions, batches, grants per head, a table by county."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from generator.accounts import split
from generator.draft import Draft, Mode, Style
from generator.phrases import FILLERS, MEASURES, PROBLEMS, SECTORS, TOWNS, Sector, place
from generator.scoring import closing_words, management
from generator.tree import Report, Slot


@dataclass(frozen=True, slots=True)
class _Books:
    directions: tuple[int, ...]
    counts: tuple[int, ...]
    recovered: int
    batches: tuple[int, ...]
    grants: tuple[tuple[int, int], ...]
    counties: tuple[int, ...]
    county_counts: tuple[int, ...]
    paid: tuple[int, ...]

    @property
    def released(self) -> int:
        """实际下达."""
        return sum(self.directions)

    @property
    def approved(self) -> int:
        """共计安排."""
        return self.released + self.recovered


def _draw(random: Random) -> _Books:
    grain = random.choice((100, 100, 10))
    grants = tuple((random.randint(2, 15), random.choice((5, 8, 10, 20, 30)) * 100) for _ in range(2))
    granted = sum(count * price for count, price in grants)
    directions = (granted, *(random.randint(60, 900) * 100 // grain * grain for _ in range(3)))
    released, recovered = sum(directions), random.randint(5, 40) * 100
    towns = random.randint(4, 6)
    counties = split(random, released, [random.randint(8, 20) for _ in range(towns)], grain)
    counts = tuple(random.randint(3, 80) for _ in range(3))
    number = sum(count for count, _ in grants) + sum(counts)
    return _Books(
        directions=directions,
        counts=(sum(count for count, _ in grants), *counts),
        recovered=recovered,
        batches=tuple(split(random, released + recovered, (45, 35, 20), grain)),
        grants=grants,
        counties=tuple(counties),
        county_counts=tuple(split(random, number, [5] * towns)),
        paid=tuple(share * random.randint(620, 990) // 1000 for share in counties),
    )


def special(seed: int, mode: Mode) -> Report:
    """A report on a special fund that a bureau hands on."""
    random = Random(seed)
    draft = Draft(random, Style.draw(random, mode), random.randint(2021, 2024))
    sector, (province, _) = random.choice(SECTORS), place(random)
    office = f"{province}{sector.bureau.removesuffix('局')}厅"
    fund = f"{sector.fund}专项资金"
    books = _draw(random)
    draft.title(f"{office}\n{draft.fiscal_year}年度省级{fund}绩效自评报告")
    draft.say(
        f"按照财政厅关于开展绩效自评的通知，我厅对{{year}}度省级{fund}进行了自评。{random.choice(FILLERS)}",
        year=draft.year("fiscal", draft.fiscal_year),
    )
    _overview(draft, books, sector, fund)
    _batches(draft, books)
    _grants(draft, books, sector)
    _payment(draft, books, fund)
    _counties(draft, books)
    _ending(draft, books, fund)
    closing_words(draft, office, draft.fiscal_year)
    return draft.finish(seed, "special")


def _overview(draft: Draft, books: _Books, sector: Sector, fund: str) -> None:
    draft.head("一、专项资金基本情况")
    draft.head("（一）资金安排情况")
    approved, recovered, released = (
        draft.money("approved", books.approved, label="安排资金"),
        draft.money("recovered", books.recovered, label="收回资金"),
        draft.money("released", books.released, label="下达资金"),
    )
    number = draft.count("projects", sum(books.counts), "个")
    ways = draft.count("directions", len(books.directions), "")
    draft.say(
        (
            fund
            + "共计{approved}，因部分项目终止，收回资金{recovered}，实际下达资金{released}，项目数{number}。主要支持以下方向：",
            "本年度"
            + fund
            + "共计安排{approved}，年中收回终止项目资金{recovered}，实际下达资金{released}，支持项目{number}，具体方向如下：",
        ),
        approved=approved,
        recovered=recovered,
        released=released,
        number=number,
        ways=ways,
    )
    draft.relate("DIFF", "sum", released, [approved], [recovered])
    slots, counts = [], []
    for index, (name, cents, count) in enumerate(zip(sector.directions, books.directions, books.counts), 1):
        slots.append(draft.money(f"direction.{name}", cents, label=name))
        counts.append(draft.count(f"direction.{name}.count", count, "个"))
        end = "。" if index == len(books.directions) else "；"
        draft.say(f"{index}.{name}{{a}}，项目数{{n}}{end}", a=slots[-1], n=counts[-1])
    draft.relate("SUM-PART", "sum", released, slots)
    draft.relate("SUM-COUNT", "sum", number, counts)


def _batches(draft: Draft, books: _Books) -> None:
    draft.head("（二）资金下达情况")
    total = draft.money("approved", books.approved)
    slots = [draft.money(f"batch.{index}", cents) for index, cents in enumerate(books.batches)]
    year = draft.fiscal_year
    dates = (f"{year - 1}年12月", f"{year}年4月", f"{year}年8月")
    names = ("提前下达第一批资金", "下达第二批资金", "下达第三批资金")
    if draft.random.random() < 0.4:
        draft.say(
            ("专项资金共计{total}，分批下达，具体情况如下：", "专项资金共计{total}，各批次下达情况如下："),
            total=total,
        )
        for index, (date, name, slot) in enumerate(zip(dates, names, slots), 1):
            draft.say(f"（{index}）{date}，{name}{{a}}{'。' if index == len(slots) else '；'}", a=slot)
        draft.relate("SUM-PART", "sum", total, slots)
        return
    items = [draft.fill(f"{date}{name}{{a}}", a=slot) for date, name, slot in zip(dates, names, slots)]
    listed = draft.listing(items, "；")
    count = draft.count("batches", len(items), "批")
    draft.say(
        (
            "专项资金共计{total}，分{count}下达，其中：{listed}。",
            "全年安排专项资金{total}，分{count}下达，包括：{listed}。",
        ),
        total=total,
        count=count,
        listed=listed,
    )
    draft.relate("SUM-PART", "sum", total, slots)
    draft.relate("XREF-ENUM", "items", count, listing=listed)


def _grants(draft: Draft, books: _Books, sector: Sector) -> None:
    draft.head("（三）补助标准")
    name = sector.directions[0]
    whole = draft.money(f"direction.{name}", books.directions[0])
    kinds = ("新建", "改造提升")
    items, totals = [], []
    for kind, (count, price) in zip(kinds, books.grants):
        number, each = draft.count(f"grant.{kind}", count, "个"), draft.money(f"grant.{kind}.price", price)
        totals.append(draft.money(f"grant.{kind}.total", count * price))
        items.append(
            draft.fill(f"对{kind}的{{n}}项目，每个给予{{p}}补助，共计{{t}}", n=number, p=each, t=totals[-1])
        )
        draft.relate("PROD", "product", totals[-1], [number, each])
    listed = draft.listing(items, "；")
    draft.say(f"{name}投入{{whole}}，其中：{{listed}}。", whole=whole, listed=listed)
    draft.relate("SUM-PART", "sum", whole, totals)


def _payment(draft: Draft, books: _Books, fund: str) -> None:
    draft.head("（四）资金使用情况")
    paid = sum(books.paid)
    slot, base = draft.money("paid", paid, label="累计支付"), draft.money("released", books.released)
    rate, left = draft.rate("paid.rate", paid, books.released), draft.money("left", books.released - paid)
    draft.say(
        (
            "截至{year}底，实际下达资金{base}，累计支付{slot}，支付率{rate}，资金结余{left}。",
            "实际下达资金{base}，截至年底累计支付{slot}，支付率为{rate}，结余{left}。",
            f"{fund}实际下达{{base}}，累计支付{{slot}}，支付率{{rate}}，结余{{left}}。",
        ),
        base=base,
        year=draft.year("fiscal", draft.fiscal_year),
        slot=slot,
        rate=rate,
        left=left,
    )
    draft.relate("RATIO-EXEC", "ratio", rate, [slot, base])
    draft.relate("DIFF", "sum", left, [base], [slot])


def _counties(draft: Draft, books: _Books) -> None:
    draft.say("分地区资金下达和支出情况见下表。")
    key = draft.key()
    names = draft.random.sample(TOWNS, len(books.counties))
    serials = [draft.serial(index, key) for index in range(1, len(names) + 1)]
    given = [draft.money(f"county.{n}", cents, cell=key) for n, cents in zip(names, books.counties)]
    paid = [draft.money(f"county.{n}.paid", cents, cell=key) for n, cents in zip(names, books.paid)]
    rates = [
        draft.rate(f"county.{n}.rate", p, g, cell=key) for n, p, g in zip(names, books.paid, books.counties)
    ]
    counts = [draft.count(f"county.{n}.count", c, "个", cell=key) for n, c in zip(names, books.county_counts)]
    totals = _county_totals(draft, books, key)
    rows = [
        ("序号", "地区", "项目数（个）", "下达资金", "支出金额", "执行率"),
        *zip(serials, names, counts, given, paid, rates),
        ("合计", "", *totals),
    ]
    draft.table(rows, key=key, caption="单位：万元", body=(1, len(names) + 1))
    for total, column in zip(totals, (counts, given, paid)):
        draft.relate("TAB-COL", "sum", total, column)
    for p, g, rate in zip([*paid, totals[2]], [*given, totals[1]], [*rates, totals[3]]):
        draft.relate("RATIO-EXEC", "ratio", rate, [p, g])
    draft.consecutive(serials)


def _county_totals(draft: Draft, books: _Books, key: int) -> Sequence[Slot]:
    paid = sum(books.paid)
    return (
        draft.count("projects", sum(books.counts), "个", cell=key),
        draft.money("released", books.released, cell=key),
        draft.money("paid", paid, cell=key),
        draft.rate("paid.rate", paid, books.released, cell=key),
    )


def _ending(draft: Draft, books: _Books, fund: str) -> None:
    draft.head("二、绩效情况")
    released = draft.money("released", books.released, draft.pick(("万元", "亿元")))
    number = draft.count("projects", sum(books.counts), "个")
    draft.say(
        (
            f"{fund}实际下达资金{{released}}，支持项目{{number}}，各地按进度组织实施。",
            "全年实际下达资金{released}，共支持{number}项目，总体进展顺利。",
        ),
        released=released,
        number=number,
    )
    if draft.style.mode == "realistic":
        paid = draft.money("paid", sum(books.paid))
        about = draft.about(paid, "约", str(sum(books.paid) // 1000 * 10), "万元")
        draft.say(
            "全省累计支付{about}，有力保障了项目实施。累计支付{paid}均已纳入监管。", about=about, paid=paid
        )
    management(draft, "三、组织管理情况")
    draft.head("四、存在的问题和建议")
    paid, rate = (
        draft.money("paid", sum(books.paid)),
        draft.rate("paid.rate", sum(books.paid), books.released),
    )
    draft.say(
        (
            "1.部分地区支出进度偏慢，累计支付{paid}，支付率为{rate}。",
            "1.支出进度不均衡，全年累计支付{paid}，支付率仅{rate}。",
        ),
        paid=paid,
        rate=rate,
    )
    draft.say(f"2.{draft.random.choice(PROBLEMS)}")
    draft.say(f"建议{draft.random.choice(MEASURES)}")
