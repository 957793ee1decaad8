"""What a department spent: by kind, by project, by economic class; balance, 三公, purchases."""

from __future__ import annotations

from generator.draft import CellValue
from generator.tree import Segment, Slot
from generator.writing import Writing

CLASSES = ("工资福利支出", "商品和服务支出", "对个人和家庭的补助", "资本性支出")


def expenditure(w: Writing) -> None:
    """支出: the whole, its rate, its kinds, and the balance that is left."""
    draft, books = w.draft, w.books
    draft.head("（三）支出情况")
    spent, basic, project = (
        w.money("spent", books.spent, label="本年支出"),
        w.money("basic", books.basic, label="基本支出"),
        w.money("project", books.project, label="项目支出"),
    )
    rate = draft.rate("rate", books.spent, books.adjusted)
    budget = w.money("adjusted", books.adjusted)
    draft.say(
        (
            "本年支出合计{spent}，其中：基本支出{basic}、项目支出{project}。",
            "全年支出{spent}，其中：基本支出{basic}，项目支出{project}。",
        ),
        spent=spent,
        basic=basic,
        project=project,
    )
    draft.relate("SUM-PART", "sum", spent, [basic, project])
    again = w.money("spent", books.spent)
    draft.say(
        (
            "全年预算{budget}，实际支出{again}，预算执行率{rate}。",
            "调整后的全年预算{budget}，本年支出{again}，预算执行率为{rate}。",
        ),
        budget=budget,
        again=again,
        rate=rate,
    )
    draft.relate("RATIO-EXEC", "ratio", rate, [again, budget])
    _kinds(w)
    _balance(w)


def _kinds(w: Writing) -> None:
    draft, books = w.draft, w.books
    basic, staff, office = (
        w.money("basic", books.basic),
        w.money("staff", books.staff, label="人员经费"),
        w.money("office", books.office, label="公用经费"),
    )
    draft.say(
        (
            "1.基本支出。全年基本支出{basic}，其中：人员经费{staff}、公用经费{office}。",
            "1.全年用于基本支出{basic}，包括人员经费{staff}和公用经费{office}。",
            "1.基本支出{basic}，其中：人员经费{staff}，公用经费{office}。",
        ),
        basic=basic,
        staff=staff,
        office=office,
    )
    draft.relate("SUM-PART", "sum", basic, [staff, office])
    _projects(w)
    classes = [w.money(f"class.{name}", cents, label=name) for name, cents in zip(CLASSES, books.classes)]
    listed = draft.listing(
        [draft.fill(name + "{a}", a=slot) for name, slot in zip(CLASSES, classes)], draft.pick(("、", "，"))
    )
    total = w.money("spent", books.spent)
    draft.say(
        (
            "3.本年支出{total}按经济分类为：{listed}。",
            "3.按支出经济分类，本年支出{total}，其中：{listed}。",
            "3.从经济分类看，本年支出{total}，包括：{listed}。",
        ),
        total=total,
        listed=listed,
    )
    draft.relate("SUM-CLASS", "sum", total, classes)


def _projects(w: Writing) -> None:
    draft, books = w.draft, w.books
    names = w.sector.projects[: len(books.projects)]
    total = w.money("project", books.project)
    if draft.random.random() < 0.5:
        slots = [w.money(f"project.{name}", cents, label=name) for name, cents in zip(names, books.projects)]
        items: list[tuple[Segment, ...]] = [
            draft.fill(name + "{a}", a=slot) for name, slot in zip(names, slots)
        ]
        listed = draft.listing(items, "、")
        draft.say(
            (
                "2.项目支出。全年项目支出{total}，其中：{listed}。",
                "2.项目支出{total}，包括：{listed}。",
                "2.全年项目支出{total}，分别为：{listed}。",
            ),
            total=total,
            listed=listed,
        )
        draft.relate("SUM-PART", "sum", total, slots)
        return
    draft.say("2.项目支出。全年项目支出{total}，各项目明细如下：", total=total)
    key = draft.key()
    serials = [draft.serial(number, key) for number in range(1, len(names) + 1)]
    slots = [
        w.money(f"project.{name}", cents, cell=key, label=name) for name, cents in zip(names, books.projects)
    ]
    whole = w.money("project", books.project, cell=key)
    rows: list[tuple[CellValue, ...]] = [
        ("序号", "项目名称", "支出数"),
        *zip(serials, names, slots),
        ("合计", "", whole),
    ]
    draft.table(rows, key=key, caption="单位：万元", body=(1, len(names) + 1))
    draft.relate("TAB-COL", "sum", whole, slots)
    draft.consecutive(serials)


def _balance(w: Writing) -> None:
    draft, books = w.draft, w.books
    draft.head("（四）结转结余情况")
    if draft.random.random() < 0.4:
        _balance_table(w)
    opening, income, spent, closing = (
        w.money("opening", books.opening),
        w.money("income", books.income),
        w.money("spent", books.spent),
        w.money("closing", books.closing, label="年末结转结余"),
    )
    draft.say(
        (
            "年初结转结余{opening}，本年收入{income}，本年支出{spent}，年末结转结余{closing}。",
            "年初结转和结余{opening}，全年收入{income}，全年支出{spent}，年末结转和结余资金{closing}。",
            "部门年初结转结余资金{opening}，本年收入{income}，本年支出{spent}，年末结转和结余{closing}。",
        ),
        opening=opening,
        income=income,
        spent=spent,
        closing=closing,
    )
    draft.relate("FIN-BALANCE", "sum", closing, [opening, income], [spent])


def _balance_table(w: Writing) -> None:
    """收支 by kind: rows and columns add up, and every column balances."""
    draft, books = w.draft, w.books
    key = draft.key()
    basic_in = books.initial_basic + books.added_basic
    project_in = books.initial_project + books.added_project
    amounts = (
        ("年初结转结余", "opening", (0, books.opening, books.opening)),
        ("本年收入", "income", (basic_in, project_in, books.income)),
        ("本年支出", "spent", (books.basic, books.project, books.spent)),
        (
            "年末结转结余",
            "closing",
            (basic_in - books.basic, books.opening + project_in - books.project, books.closing),
        ),
    )
    names = {"spent": ("basic", "project", "spent")}
    rows: list[tuple[CellValue, ...]] = [("项目", "基本支出", "项目支出", "合计")]
    columns: list[list[Slot]] = [[], [], []]
    for head, name, cents in amounts:
        variables = names.get(name, (f"{name}.by.basic", f"{name}.by.project", name))
        slots = [w.money(variable, number, cell=key) for variable, number in zip(variables, cents)]
        rows.append((head, *slots))
        draft.relate("TAB-ROW", "sum", slots[2], slots[:2])
        for column, slot in zip(columns, slots):
            column.append(slot)
    draft.say("收入、支出和结转结余情况如下：")
    draft.table(rows, key=key, caption="单位：万元")
    for opening, income, spent, closing in columns:
        draft.relate("FIN-BALANCE", "sum", closing, [opening, income], [spent])


def sangong(w: Writing) -> None:
    """“三公”经费 with last year, and purchases."""
    draft, books = w.draft, w.books
    draft.head("（五）“三公”经费情况")
    total, abroad, cars, bought, run, reception, last = (
        w.money("sangong", books.sangong, label="三公经费支出"),
        w.money("sangong.abroad", books.abroad),
        w.money("sangong.cars", books.cars),
        w.money("sangong.bought", books.cars_bought),
        w.money("sangong.run", books.cars_run),
        w.money("sangong.reception", books.reception, label="公务接待费"),
        w.money("sangong.last", books.last_sangong),
    )
    fall = draft.rate("sangong.fall", books.last_sangong - books.sangong, books.last_sangong)
    before = draft.year("before", w.fiscal - 1)
    draft.say(
        (
            "“三公”经费支出{total}，其中：因公出国（境）费{abroad}，公务用车购置及运行维护费{cars}（公务用车购置费{bought}、"
            "公务用车运行维护费{run}），公务接待费{reception}。与{before}的{last}相比，下降{fall}。",
            "全年“三公”经费支出{total}，其中：因公出国（境）费{abroad}、公务用车购置及运行维护费{cars}、"
            "公务接待费{reception}，比{before}的{last}下降{fall}。",
        ),
        total=total,
        abroad=abroad,
        cars=cars,
        bought=bought,
        run=run,
        reception=reception,
        before=before,
        last=last,
        fall=fall,
    )
    draft.relate("FIN-SANGONG", "sum", total, [abroad, cars, reception])
    draft.relate("FIN-SANGONG", "sum", cars, [bought, run])
    draft.relate("RATIO-GROWTH", "decline", fall, [total, last])
    planned, purchased, saved = (
        w.money("planned", books.planned),
        w.money("purchased", books.purchased),
        w.money("saved", books.planned - books.purchased),
    )
    draft.say(
        "全年政府采购计划{planned}，实际采购{purchased}，节约资金{saved}。",
        planned=planned,
        purchased=purchased,
        saved=saved,
    )
    draft.relate("DIFF", "sum", saved, [planned], [purchased])
