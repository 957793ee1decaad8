"""What a department did, how it scores itself, and what it repeats of its figures at the end."""

from __future__ import annotations

from generator.draft import CellValue
from generator.phrases import FILLERS, MEASURES, PROBLEMS
from generator.scoring import closing_words, grade_of, management
from generator.writing import Writing


def scores(w: Writing) -> None:
    """What was done, and the scores by part, in prose and at times in a table."""
    draft, random = w.draft, w.draft.random
    draft.head("三、履职情况")
    draft.say(random.choice(FILLERS))
    trained = random.randint(200, 900)
    last = trained * 100 // random.randint(104, 140)
    now, then = draft.count("trained", trained, "人次"), draft.count("trained.last", last, "人次")
    growth = draft.rate("trained.growth", trained - last, last)
    sessions = draft.count("sessions", random.randint(3, 12), "期")
    draft.say(
        (
            "全年举办业务培训班{sessions}，培训{now}，比上年的{then}增长{growth}。",
            "举办业务培训{sessions}，培训{now}，较上年{then}增长{growth}。",
        ),
        sessions=sessions,
        now=now,
        then=then,
        growth=growth,
    )
    draft.relate("RATIO-GROWTH", "growth", growth, [now, then])
    management(draft, "四、组织管理情况")
    draft.head("五、自评结论")
    names, weights = ("投入", "过程", "产出", "效果"), (1000, 3000, 3000, 3000)
    lost = [random.choice((0, 0, 50, 100, 200, 400)) for _ in weights]
    scores = [weight - less for weight, less in zip(weights, lost)]
    grade = draft.grade(*grade_of(sum(scores)))
    total = draft.points("total", sum(scores))
    parts = [draft.points(f"score.{name}", score) for name, score in zip(names, scores)]
    listed = draft.listing([draft.fill(name + "{a}", a=slot) for name, slot in zip(names, parts)], "，")
    draft.say(
        ("部门整体支出自评得分为{total}，等次为“{grade}”。其中：{listed}。",),
        total=total,
        grade=grade,
        listed=listed,
    )
    draft.relate("SCORE-SUM", "sum", total, parts)
    draft.relate("SCORE-GRADE", "band", grade, [total])
    if random.random() < 0.6:
        _score_table(w, names, weights, scores)


def _score_table(w: Writing, names: tuple[str, ...], weights: tuple[int, ...], scores: list[int]) -> None:
    draft = w.draft
    key = draft.key()
    worth = [draft.points(f"weight.{name}", weight, cell=key) for name, weight in zip(names, weights)]
    given = [draft.points(f"score.{name}", score, cell=key) for name, score in zip(names, scores)]
    full, total = draft.points("weights", 10000, cell=key), draft.points("total", sum(scores), cell=key)
    draft.say("部门整体支出绩效评价得分情况如下：")
    rows: list[tuple[CellValue, ...]] = [
        ("评价内容", "分值", "得分"),
        *zip(names, worth, given),
        ("合计", full, total),
    ]
    draft.table(rows, key=key)
    draft.relate("SCORE-WEIGHT", "sum", full, worth)
    draft.relate("SCORE-WEIGHT", "is", full, constant=100)
    draft.relate("SCORE-SUM", "sum", total, given)
    for weight, score in zip(worth, given):
        draft.relate("SCORE-CAP", "bound", score, [weight])


def ending(w: Writing) -> None:
    """Problems and measures, with figures of the sections before."""
    draft, books, random = w.draft, w.books, w.draft.random
    draft.head("六、存在的问题及原因")
    draft.say(f"1.{random.choice(PROBLEMS)}")
    spent, rate = w.money("spent", books.spent), draft.rate("rate", books.spent, books.adjusted)
    draft.say(
        ("2.支出进度有待加快。本年支出{spent}，预算执行率为{rate}，年中追加资金下达偏晚。",),
        spent=spent,
        rate=rate,
    )
    if w.draft.style.mode == "realistic":
        hundreds = books.spent // 10000
        word = random.choice(("近", "超过", "逾"))
        about = draft.about(spent, word, str((hundreds + (word == "近")) * 100), "万元")
        draft.say(
            (
                "3.全年支出规模{about}，预算编制的精细程度还需提高。",
                "3.本年支出{about}，预算编制与执行衔接不够。",
            ),
            about=about,
        )
    public = w.money("income.public", books.public)
    scope = draft.scope("一般公共预算财政拨款收入", "本年收入", public, "income")
    draft.say("资金来源以财政拨款为主，{scope}{public}，自有资金较少。", scope=scope, public=public)
    draft.head("七、改进措施")
    draft.say(random.choice(MEASURES))
    closing_words(draft, f"{w.county}{w.sector.bureau}", w.fiscal)
