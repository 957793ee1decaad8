"""The gold of ``tests/reports`` says what the invented reports print, and its sums are as it claims."""

from __future__ import annotations

import importlib.util
import json
import re
import unicodedata
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest

import gouji

ROOT = Path(__file__).parents[1]
REPORTS = ROOT / "tests" / "reports"
GOLD = {path.name.removesuffix(".gold.json"): path for path in sorted(REPORTS.glob("*.gold.json"))}
SECTIONS = ("budgets", "activities", "problems", "recommendations")
KINDS = {"预算", "追加", "收入", "到位", "支出", "结转结余", "投入", "收回", "其他"}
SCALES = {"亿元": 10**8, "万元": 10**4, "元": 1, "万": 10**4}
PAGE_NUMBER = re.compile(r"\n{4}\d{1,3}\n\n")
MONEY = re.compile(r"(\d[\d,]*(?:\.\d+)?)余?\s*(亿|万)?\s*元(?![a-z])")

SUMS = {"SUM-PART", "SUM-COUNT", "TAB-COL", "FIN-SANGONG", "FIN-ADJUST", "SCORE-SUM", "SCORE-WEIGHT"}
SUMS |= {"SUM-CLASS", "TAB-ROW"}
# Sums whose operands are exact as printed: weights in whole points, a slip of ten thousand.
EXACT_SUMS = {"SCORE-GROUP", "UNIT-SLIP"}
SHARES = {"RATIO-EXEC", "RATIO-RECEIVED", "RATIO-DONE", "RATIO-SHARE"}


def gold_of(stem: str) -> dict:
    return json.loads(GOLD[stem].read_text("utf-8"))


TEXTS = [stem for stem in GOLD if gold_of(stem)["source"].endswith((".txt", ".md"))]


def text_of(stem: str) -> str:
    return (ROOT / gold_of(stem)["source"]).read_bytes().decode("utf-8")


def bare(text: str) -> str:
    """The text without blanks, line ends and page numbers in mid-sentence."""
    return re.sub(r"\s", "", PAGE_NUMBER.sub("", text))


def folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def value(operand: str) -> Decimal:
    """What an operand amounts to; a fall is negative, 万 and 亿 are multiplied out."""
    sign = -1 if operand.startswith(("下降", "调减", "-")) else 1
    match = re.fullmatch(r"\D*(\d[\d,]*(?:\.\d+)?)(亿|万)?.*", folded(operand))
    assert match, operand
    scale = {"亿": 10**8, "万": 10**4, None: 1}[match[2]]
    return sign * Decimal(match[1].replace(",", "")) * scale


def quantum(operand: str) -> Decimal:
    """One unit of the last printed digit."""
    number = re.search(r"\d[\d,]*(?:\.(\d+))?", folded(operand))
    scale = 10**4 if "万" in operand else 1
    return Decimal(1).scaleb(-len(number[1] or "")) * scale


def rounds_to(exact: Decimal, stated: str) -> bool:
    step = quantum(stated)
    return (exact / step).quantize(Decimal(1), ROUND_HALF_UP) * step == value(stated)


def meets(actual: str, target: str) -> bool:
    """Whether a value reaches its target, by the target's operator."""
    if target.startswith(("≥", "≤")):
        return value(actual) >= value(target) if target[0] == "≥" else value(actual) <= value(target)
    return value(actual) == value(target)


def lies_in(rounded: str, exact: str) -> bool:
    """Whether an exact figure lies in the interval that the word before a rounded one opens."""
    near, number = value(rounded), value(exact)
    return {
        "约": abs(number - near) <= near * Decimal("0.05"),
        "近": near * Decimal("0.9") < number <= near,
        "逾": near <= number < near * Decimal("1.5"),
    }[rounded[0]]


def in_order(start: str, end: str) -> bool:
    """Whether a day comes before another, which may leave out the year."""
    first = [int(number) for number in re.findall(r"\d+", start)]
    second = [int(number) for number in re.findall(r"\d+", end)]
    return first <= [*first[: len(first) - len(second)], *second]


def band(score: Decimal) -> str:
    """The grade of a score out of 100."""
    return next(grade for grade, low in (("优", 90), ("良", 80), ("中", 60), ("差", 0)) if score >= low)


def unit_of(operand: str) -> str:
    return re.sub(r"^[≥≤]?[\d.,]+", "", operand)


def in_one_unit(operands: list[str]) -> list[str]:
    """The operands, a bare number beside an amount in 万元 being a cell of a table in 万元."""
    money = any(operand.endswith("万元") for operand in operands)
    return [f"{o}万元" if money and re.fullmatch(r"[\d,.]+", o) else o for o in operands]


PREDICATES = {
    "SCORE-CAP": lambda score, weight: value(score) <= value(weight),
    "SCORE-RATE": lambda score, rate, weight: rounds_to(value(rate) * value(weight) / 100, score),
    "SCORE-GRADE": lambda score, grade: band(value(score)) == grade,
    "TARGET-MET": meets,
    "UNIT-TARGET": lambda target, actual: unit_of(target) == unit_of(actual),
    "DATE-FY": lambda date, year: date.startswith(year),
    "DATE-ORDER": in_order,
    "ROUND-APPROX": lies_in,
    "XREF-ENUM": lambda declared, *items: value(declared) == len(items),
    "XREF-SUBSET": lambda whole, part: value(part) <= value(whole),
    "FIN-STAFF": lambda posts, staff: value(staff) <= value(posts),
    "TAB-SEQ": lambda *serials: [*map(int, serials)] == [*range(1, len(serials) + 1)],
}


def agrees(check: str, operands: list[str]) -> bool:
    """Whether the relation holds as printed."""
    if check in PREDICATES:
        return PREDICATES[check](*operands)
    if check == "XREF-EQUAL":
        operands = in_one_unit(operands)
    values = [value(operand) for operand in operands]
    first, second = values[0], values[1]
    if check in SUMS | EXACT_SUMS:
        return first == sum(values[1:])
    if check in SHARES:
        return rounds_to(first / second * 100, operands[2])
    if check == "RATIO-GROWTH":
        return rounds_to((first - second) / second * 100, operands[2])
    if check == "RATIO-UNITCOST":
        return rounds_to(first / second, operands[2])
    if check in ("DIFF", "DIFF-POINT"):
        return first - second == values[2]
    if check == "PROD":
        product = Decimal(1)
        for factor in values[:-1]:
            product *= factor
        return product == values[-1]
    if check == "FIN-BALANCE":
        return first + second - sum(values[2:-1]) == values[-1]
    assert check == "XREF-EQUAL", check
    return first == second


def relations(key: str) -> list:
    return [
        pytest.param(
            stem, row["check"], row["operands"], id=f"{stem}-{row['check']}-{row['operands'][0]}-{n}"
        )
        for stem in GOLD
        for n, row in enumerate(gold_of(stem)[key])
    ]


def evidence(gold: dict) -> list[dict]:
    return [row for section in SECTIONS for row in gold[section]]


@pytest.mark.parametrize("stem", TEXTS)
def test_spans_are_the_quotations(stem: str):
    """In a text file each span holds its quotation, white space and page numbers aside."""
    text = text_of(stem)
    for row in evidence(gold_of(stem)):
        assert bare(text[row["start"] : row["end"]]) == bare(row["quote"]), row


@pytest.mark.parametrize("stem", GOLD)
def test_amounts_stand_in_their_quotations(stem: str):
    """The number of a budget is printed in its quotation and is worth what the gold says."""
    for row in gold_of(stem)["budgets"]:
        assert row["kind"] in KINDS
        assert row["amount"] in folded(row["quote"]).replace(",", ""), row
        assert Decimal(row["amount"]) * SCALES[row["unit"]] == Decimal(row["amount_yuan"]), row


@pytest.mark.parametrize("stem", TEXTS)
def test_every_amount_of_money_is_in_the_gold(stem: str):
    """Each number followed by 元, 万元 or 亿元 lies in the span of a budget of that value."""
    text = text_of(stem)
    budgets = gold_of(stem)["budgets"]
    fold = "".join(folded(c) if len(folded(c)) == 1 else c for c in text)
    found = list(MONEY.finditer(fold))
    assert found
    for match in found:
        yuan = Decimal(match[1].replace(",", "")) * SCALES[(match[2] or "") + "元"]
        assert any(
            row["start"] <= match.start() < row["end"] and Decimal(row["amount_yuan"]) == yuan
            for row in budgets
        ), match[0]


@pytest.mark.parametrize("stem", [stem for stem in GOLD if stem not in TEXTS])
def test_quotations_stand_in_files_with_layout(stem: str):
    """What the gold quotes from DOCX, HTML and XLSX is in the text that gouji reads from them."""
    gold = gold_of(stem)
    text = bare(gouji.read(ROOT / gold["source"]).text)
    for row in evidence(gold):
        assert bare(row["quote"]) in text, row


@pytest.mark.parametrize(("stem", "check", "operands"), relations("holds"))
def test_what_should_hold_holds(stem: str, check: str, operands: list[str]):
    """A relation listed under ``holds`` is right to the printed digit."""
    assert agrees(check, operands)


@pytest.mark.parametrize(("stem", "check", "operands"), relations("planted"))
def test_what_was_planted_is_broken(stem: str, check: str, operands: list[str]):
    """A planted contradiction is one, by more than any rounding of its operands."""
    assert not agrees(check, operands)
    if check in SUMS:
        gap = abs(value(operands[0]) - sum(map(value, operands[1:])))
        assert gap > sum(map(quantum, operands))
    if check == "UNIT-SLIP":
        assert value(operands[0]) == value(operands[1]) * 10**4 + sum(map(value, operands[2:]))


@pytest.mark.parametrize("stem", GOLD)
def test_amounts_of_relations_are_budgets(stem: str):
    """Every amount of money in a relation is one of the report's budgets."""
    gold = gold_of(stem)
    known = {Decimal(row["amount_yuan"]) for row in gold["budgets"]}
    for row in gold["holds"] + gold["planted"]:
        for operand in row["operands"]:
            if re.search(r"元(/\w+)?$", operand):
                assert abs(value(operand)) in known, operand


VERDICTS = {"planted": "error", "holds": "holds", "traps": "trap"}
WITH_TRAPS = [stem for stem in GOLD if "traps" in gold_of(stem)]


@pytest.mark.parametrize("stem", WITH_TRAPS)
def test_quotations_of_relations_stand_in_the_report(stem: str):
    """What a relation quotes is printed in the report, and its operands are printed in the quotation."""
    gold = gold_of(stem)
    text = bare(gouji.read(ROOT / gold["source"]).text if stem not in TEXTS else text_of(stem))
    for row in gold["planted"] + gold["holds"] + gold["traps"]:
        assert row["quotes"]
        assert all(bare(quote) in text for quote in row["quotes"]), row
        for operand in row["operands"]:
            year = row["check"] == "DATE-FY" and operand == gold["meta"]["fiscal_year"]
            assert year or any(bare(operand) in bare(quote) for quote in row["quotes"]), (operand, row)


@pytest.mark.parametrize("stem", WITH_TRAPS)
def test_relations_with_traps_are_well_formed(stem: str):
    """A relation says its check, verdict, severity and arithmetic; a trap says why it is none."""
    gold = gold_of(stem)
    assert gold["traps"]
    for section, verdict in VERDICTS.items():
        for row in gold[section]:
            assert re.fullmatch(r"[A-Z]+(-[A-Z]+)?", row["check"])
            assert row["verdict"] == verdict
            assert row["certainty"] in ("certain", "probable", "benign")
            assert row["tier"] in ("core", "semantic", "dq")
            assert row["severity"] in ({"high", "medium", "low"} if verdict == "error" else {"none"})
            assert row["expr"] if verdict != "trap" else row["note"]
            assert row["root"] if verdict == "error" else "root" not in row


@pytest.mark.parametrize("stem", WITH_TRAPS)
def test_no_relation_is_listed_twice(stem: str):
    """No relation stands under two heads; a trap may have the operands of an agreement of another check."""
    gold = gold_of(stem)
    rows = [(row["check"], *row["operands"], *row["quotes"]) for section in VERDICTS for row in gold[section]]
    assert len(rows) == len(set(rows))


@pytest.mark.parametrize(
    "name",
    [
        "qinghe-2024-road-maintenance.docx",
        "nanshan-2024-self-evaluation.xlsx",
        "taihe-2024-old-housing.docx",
    ],
)
def test_binary_reports_are_what_build_writes(name: str, tmp_path: Path):
    """The committed DOCX and XLSX hold the same text parts as a fresh run of ``build.py``."""
    spec = importlib.util.spec_from_file_location("reports_build", REPORTS / "build.py")
    build = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build)
    build.build(tmp_path)
    parts = ("word/document.xml", "xl/worksheets/sheet1.xml")
    with zipfile.ZipFile(REPORTS / name) as old, zipfile.ZipFile(tmp_path / name) as new:
        (part,) = set(old.namelist()) & set(parts)
        assert old.read(part) == new.read(part)
