"""部门整体支出: income, budget, expenditure, 三公, staff, scores."""

from __future__ import annotations

from random import Random

from generator.accounts import draw_department
from generator.conclusions import ending, scores
from generator.draft import Draft, Mode, Style
from generator.phrases import SECTORS, place
from generator.spending import expenditure, sangong
from generator.tree import Report
from generator.writing import Writing


def department(seed: int, mode: Mode) -> Report:
    """A report on the whole expenditure of a department."""
    random = Random(seed)
    style = Style.draw(random, mode)
    fiscal = random.randint(2021, 2024)
    sector = random.choice(SECTORS)
    province, county = place(random)
    books = draw_department(random, random.randint(3, 5))
    w = Writing(Draft(random, style, fiscal), books, sector, county, fiscal)
    w.draft.title(f"{province}{county}{sector.bureau}\n{fiscal}年度部门整体支出绩效自评报告")
    w.draft.say(
        (
            f"按照{county}财政局关于开展预算绩效自评工作的通知要求，我局对{{year}}度部门整体支出情况进行了自评，现报告如下。",
            f"为提高财政资金使用效益，{county}{sector.bureau}组织开展了{{year}}度部门整体支出绩效自评，有关情况如下。",
        ),
        year=w.draft.year("fiscal", fiscal),
    )
    _staff(w)
    _income(w)
    _budget(w)
    expenditure(w)
    sangong(w)
    scores(w)
    ending(w)
    return w.draft.finish(seed, "department")


def _staff(w: Writing) -> None:
    draft, random = w.draft, w.draft.random
    draft.head("一、部门基本情况")
    offices = random.sample(w.sector.offices, random.randint(3, len(w.sector.offices)))
    listed = draft.listing(((name,) for name in offices), "、")
    number = draft.count("offices", len(offices), "个")
    draft.say(
        ("我局内设{number}股室：{listed}。", "内设{number}股室，分别为{listed}。"),
        number=number,
        listed=listed,
    )
    draft.relate("XREF-ENUM", "items", number, listing=listed)
    civil, public = random.randint(8, 30), random.randint(20, 90)
    total = draft.count("posts", civil + public, "名")
    first, second = draft.count("posts.civil", civil, "名"), draft.count("posts.public", public, "名")
    at_work = draft.count("staffed", (civil + public) * random.randint(80, 99) // 100, "人")
    draft.say(
        (
            "我局共有编制{total}，其中行政编制{first}、事业编制{second}，实有在职人员{at_work}。",
            "核定编制{total}，其中：行政编制{first}、事业编制{second}；年末实有在职人员{at_work}。",
            "全局核定编制{total}，其中行政编制{first}，事业编制{second}。截至年底实有在职人员{at_work}。",
        ),
        total=total,
        first=first,
        second=second,
        at_work=at_work,
    )
    draft.relate("SUM-COUNT", "sum", total, [first, second])
    draft.relate("FIN-STAFF", "bound", at_work, [total])


def _income(w: Writing) -> None:
    draft, books = w.draft, w.books
    draft.head("二、收入支出总体情况")
    draft.head("（一）收入情况")
    total = w.money("income", books.income, label="本年收入")
    public, fund, other = (
        w.money("income.public", books.public, label="一般公共预算财政拨款收入"),
        w.money("income.fund", books.fund, label="政府性基金预算收入"),
        w.money("income.other", books.other, label="其他收入"),
    )
    share = draft.rate("income.share", books.public, books.income)
    items = draft.listing(
        [
            draft.fill(
                draft.pick(("一般公共预算财政拨款收入{a}，占本年收入的{s}", "一般公共预算财政拨款收入{a}")),
                a=public,
                s=share,
            ),
            draft.fill("政府性基金预算收入{a}", a=fund),
            draft.fill("其他收入{a}", a=other),
        ],
        draft.pick(("、", "；", "，")),
    )
    year = draft.year("fiscal", w.fiscal)
    draft.say(
        (
            "{year}本年收入合计{total}，其中：{items}。",
            "{year}我局本年收入{total}，其中：{items}。",
            "根据部门决算，{year}本年收入{total}，包括：{items}。",
            "{year}共取得本年收入{total}。其中：{items}。",
        ),
        year=year,
        total=total,
        items=items,
    )
    draft.relate("SUM-PART", "sum", total, [public, fund, other])
    draft.relate("RATIO-SHARE", "ratio", share, [public, total])


def _budget(w: Writing) -> None:
    draft, books = w.draft, w.books
    draft.head("（二）预算安排与调整情况")
    initial, basic, project = (
        w.money("initial", books.initial, label="年初预算"),
        w.money("initial.basic", books.initial_basic),
        w.money("initial.project", books.initial_project),
    )
    draft.say(
        (
            "年初批复预算{initial}，其中：基本支出{basic}、项目支出{project}。",
            "年初部门预算{initial}，其中基本支出{basic}，项目支出{project}。",
        ),
        initial=initial,
        basic=basic,
        project=project,
    )
    draft.relate("SUM-PART", "sum", initial, [basic, project])
    added, extra_basic, extra_project = (
        w.money("added", books.added, label="年中追加预算"),
        w.money("added.basic", books.added_basic),
        w.money("added.project", books.added_project),
    )
    draft.say(
        (
            "年中追加预算{added}，其中：基本支出{basic}、项目支出{project}。",
            "年中经批准追加预算{added}，其中：基本支出{basic}，项目支出{project}。",
            "因人员变动和上级补助，年中追加预算{added}，包括：基本支出{basic}、项目支出{project}。",
        ),
        added=added,
        basic=extra_basic,
        project=extra_project,
    )
    draft.relate("SUM-PART", "sum", added, [extra_basic, extra_project])
    opening, adjusted = (
        w.money("opening", books.opening, label="年初结转结余"),
        w.money("adjusted", books.adjusted, label="调整后预算"),
    )
    first, second = w.money("initial", books.initial), w.money("added", books.added)
    draft.say(
        (
            "年初预算{first}，加上年中追加预算{second}和年初结转结余{opening}，调整后的全年预算为{adjusted}。",
            "年初预算{first}，年中追加预算{second}，年初结转结余{opening}，调整后预算合计{adjusted}。",
            "全年预算由年初预算{first}、年中追加预算{second}、年初结转结余{opening}构成，调整后预算为{adjusted}。",
        ),
        first=first,
        second=second,
        opening=opening,
        adjusted=adjusted,
    )
    draft.relate("FIN-ADJUST", "sum", adjusted, [first, second, opening])
