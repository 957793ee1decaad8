"""Find every figure of a report 数据扫描: one pass over the untouched text, then the tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal

from gouji.document import Document
from gouji.errors import FigureError
from gouji.figures import token
from gouji.figures.dates import Moment, read_date, read_hanzi_date, read_short_year
from gouji.figures.figure import Dimension, Figure
from gouji.figures.lexicon import HANZI_MEASURES, SET_PHRASES
from gouji.figures.modifier import FIRST_OF_MODIFIERS, LAST_OF_MODIFIERS, modifier_after, modifier_before
from gouji.figures.numeral import fold, read_hanzi
from gouji.figures.reading import Amount, factor_of, read_digits, read_hanzi_amount, read_jiao
from gouji.figures.token import GAP, TOKEN
from gouji.figures.unit import CURRENCY_SIGNS, FIRST_CHARACTERS, NO_UNIT, OFFICE_UNITS, OFFICES, PERCENT, UNITS, YUAN, Unit, unit_at

_NONE: frozenset[str] = frozenset()
_JOINER = re.compile(rf"{GAP}(?:——|--|[-—–─~～﹣－−至到]){GAP}(?=[0-9０-９])")
_JOINER_FIRST = frozenset("-—–─~～﹣－−至到 \u3000\n\r")
_DATE_FIRST = frozenset("年月日号学财-—–─~～﹣－−至到./．")
_DATED = re.compile("[年月日号]")
_PER = re.compile(rf"{GAP}[/／每]{GAP}")
_PER_EACH = re.compile(r"(?:每(?:1|一)?(人次|平方米|立方米|公里|[个名家人户亩套台件次场所村镇县区校班年月天日期例宗株头吨支份颗粒只辆位间座条项批组米斤床生])|([人户亩次日月年家校村生店])均|(亩)产)[^\d，。；、\n]{0,6}$")
_AN_ISSUE = re.compile(r"一([期次场家个名天年月])")
_TITLE = re.compile(r"《[^《》]{1,160}》")
_CHAIN = re.compile(rf"(?:[一二两三四五六七八九十]{{1,3}}(?:{'|'.join(OFFICES)})(?![门分委长级站式])){{2,8}}")
_CHAIN_LINK = re.compile(rf"([一二两三四五六七八九十]{{1,3}})({'|'.join(OFFICES)})")
_PHRASES = {
    character: tuple(phrase for phrase in SET_PHRASES if phrase[0] == character)
    for character in {phrase[0] for phrase in SET_PHRASES}
}
# 一 + measure word is a count only at the end of a clause (设主任一名，), and only with these.
_ONE = frozenset("名人次场期个家台套项篇份部辆所条批间栋例起")
_SIGN_BEFORE = frozenset("为率幅是达增减降升长额至数（(：:，,、；;|　 \t\n")
_MONEY_WORDS = re.compile(r"资金|经费|金额|投入|支出|收入|预算|补助|补贴|产值|利润|成本|费|款|价|拨付|下达|安排|税|债|奖励")


def find_figures(source: str | Document) -> tuple[Figure, ...]:
    """Every figure of a text or document, in text order, none overlapping another.

    Args:
        source: A report's text (never a path), or a document as read.

    Returns:
        The figures; ``text[figure.start:figure.end]`` is each one as printed.
    """
    document = _lay_out(source) if isinstance(source, str) else source
    figures = _Scanner(document).scan()
    if document.tables:
        from gouji.figures.cells import figures_of_tables

        figures = figures_of_tables(document, figures)
    return tuple(figures)


def _lay_out(text: str) -> Document:
    try:
        return Document.from_text(text)
    except ImportError:
        return Document(text)


def read_figure(text: str) -> Figure:
    """Read the one figure of a quoted string (``"2704 万元"``, ``"三分之二"``).

    Raises:
        FigureError: There is no figure in *text*, or more than one.
    """
    figures = _Scanner(Document(text, sha256="-")).scan()
    if len(figures) != 1:
        found = "、".join(figure.text for figure in figures) or "无 / none"
        raise FigureError(f"应为一个数据 / expected one figure in {text!r}: {found}")
    return figures[0]


class _Scanner:
    """One pass over one text."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.figures: list[Figure] = []
        self.done = 0
        titles = [match.span() for match in _TITLE.finditer(self.text)] if "《" in self.text else []
        self.title_starts = [start for start, _ in titles]
        self.title_ends = [end for _, end in titles]
        self.noise = bool(document.noise)
        self.cells: tuple[list[int], list[int]] | None = None

    def scan(self) -> list[Figure]:
        """All figures that carry their unit with them."""
        for match in TOKEN.finditer(self.text):
            if match.start() < self.done:
                continue
            kind = match.lastindex
            if kind == token.DIGITS:
                self._digits(match)
            elif kind == token.HANZI:
                self._hanzi(match)
            elif kind == token.JUNK:
                self.done = match.end()
            else:
                self._fraction(match)
        return self.figures

    # ── digits ──────────────────────────────────────────────────────────────────────────────

    def _digits(self, match: re.Match[str]) -> None:
        text, end = self.text, match.end()
        following = text[end : end + 1]
        if following in _DATE_FIRST:
            if self._date(match, following):
                return
        elif following not in FIRST_CHARACTERS and match.end(token.NUMBER) == end:
            if text[match.start() - 1 : match.start()] not in CURRENCY_SIGNS:
                return
        amount = read_digits(text, match)
        if text[amount.end : amount.end + 1] in _JOINER_FIRST and self._range(amount):
            return
        self._amount(amount)

    def _date(self, match: re.Match[str], following: str) -> bool:
        text, start, end = self.text, match.start(), match.end(token.NUMBER)
        if match[token.DIGIT_MAGNITUDE] or match[token.HEDGE]:
            return False
        point = text.find(".", start, end)
        if point >= 0 and following in "年月":  # 1.2024年: a list mark
            start = point + 1
        if text[start - 1 : start] in ("第", "每"):
            return False
        if following not in "年月" and end - start not in (4, 7) and not _DATED.search(text, end, end + 30):
            return False
        moment = read_date(text, start)
        if moment is None:
            moment = read_short_year(text, start) if following == "年" and end - start == 2 else None
        if moment is None:
            return following == "日" and self._day(match)
        if following == "月" and text.startswith("均", moment.end):
            return False
        self._moment(start, moment)
        return True

    def _day(self, match: re.Match[str]) -> bool:
        text, start, end = self.text, match.start(), match.end(token.NUMBER)
        close = text.index("日", end) + 1
        number = fold(text[start:end])
        if not number.isdigit() or not 0 < int(number) < 32 or text[close : close + 1] in ("内", "均", "常", "元", "报"):
            return False
        if text.startswith(("工作日", "以内", "之内"), close):
            return False
        self._moment(start, Moment(close, f"---{int(number):02d}", "日"))
        return True

    def _moment(self, start: int, moment: Moment) -> None:
        text = self.text
        full_end, after = moment.end, ""
        if text[full_end : full_end + 1] in FIRST_OF_MODIFIERS:
            full_end, after = modifier_after(text, moment.end, date=True)
        modifiers = tuple(filter(None, (moment.modifier, after))) if moment.modifier or after else ()
        printed = text[start : moment.end]
        low = high = None
        value = None
        if moment.is_year:
            first, _, last = moment.number.partition("/")
            value = Decimal(first)
            low, high = (value, Decimal(last)) if last else (None, None)
        dimension: Dimension = "year" if moment.is_year else "date"
        self.figures.append(
            Figure(
                printed, start, moment.end, moment.number, value, moment.unit, moment.unit, dimension,
                start, full_end, low, high, "", modifiers, "", 0, Decimal(1), "inline",
                _flags(printed, hanzi=False),
            )
        )  # fmt: skip
        self.done = moment.end

    def _range(self, left: Amount) -> bool:
        """Join 2至3万元, 10万元-20万元, 5%~10%."""
        joiner = _JOINER.match(self.text, left.end)
        if joiner is None:
            return False
        match = TOKEN.match(self.text, joiner.end())
        if match is None or match.lastindex != token.DIGITS:
            return False
        right = read_digits(self.text, match)
        if right.unit is NO_UNIT or (left.unit is not NO_UNIT and left.unit.base != right.unit.base):
            return False
        ambiguous = not _inherit(left, right)
        if left.value > right.value and not ambiguous:
            return False
        self._amount(left, right, ambiguous)
        return True

    def _amount(self, amount: Amount, right: Amount | None = None, ambiguous: bool = False) -> None:
        """Look round an amount and keep it, if it is a figure."""
        text, start = self.text, amount.start
        last = right or amount
        before = text[start - 1] if start else ""
        sign = CURRENCY_SIGNS.get(before)
        if last.unit is NO_UNIT and sign is None and not last.printed:
            return
        if before == "第" or (before in " \u3000\n" and text[max(0, start - 4) : start].rstrip().endswith("第")):
            self._ordinal(amount)
            return
        if before in "×+＋xX*." and before and last.unit.dimension == "count":
            return
        if last.unit is YUAN and right is None and text[last.end : last.end + 1].isdigit():
            read_jiao(text, amount)
        if sign is not None:
            _with_sign(amount, sign)
            start -= 1
        elif last.unit is NO_UNIT and not self._elided(last):
            return
        elif before in "-－−负" and before and self._is_negative(start):
            start -= 1
            amount.value = -amount.value
            amount.number = "-" + amount.number
        if self._refused(start, last):
            return
        self._keep(start, amount, right, ambiguous)

    def _is_negative(self, start: int) -> bool:
        return start < 2 or self.text[start - 1] == "负" or self.text[start - 2] in _SIGN_BEFORE

    def _elided(self, amount: Amount) -> bool:
        """28万, 3.5亿 with the unit left out: money where money is spoken of, else a count."""
        text, end = self.text, amount.end
        if not amount.printed or amount.printed[0] not in "万亿":
            return False
        if text[end : end + 1].isalpha() and text[end : end + 1] not in "的以左和及至到":
            return False
        before = text[max(0, amount.start - 24) : amount.start]
        clause = before[max(before.rfind("\n"), before.rfind("。")) + 1 :]
        if _MONEY_WORDS.search(clause):
            amount.unit = YUAN
        return True

    def _refused(self, start: int, last: Amount) -> bool:
        """Whether the place rules the figure out: a title, noise, another cell."""
        end = last.end
        if self.title_starts:
            index = bisect_right(self.title_starts, start) - 1
            if index >= 0 and start < self.title_ends[index]:
                return True
        if last.unit.base in ("县", "市", "省", "国", "区") and _is_year_like(last.number):
            return True
        if "\n" in self.text[start:end]:
            return (self.noise and self.document.is_noise(start)) or self._leaves_cell(start, end)
        return False

    def _leaves_cell(self, start: int, end: int) -> bool:
        if not self.document.tables:
            return False
        if self.cells is None:
            spans = sorted((cell.start, cell.end) for table in self.document.tables for cell in table.cells)
            self.cells = [a for a, _ in spans], [b for _, b in spans]
        index = bisect_right(self.cells[0], start) - 1
        return index >= 0 and start < self.cells[1][index] < end

    def _keep(self, start: int, amount: Amount, right: Amount | None, ambiguous: bool) -> None:
        text = self.text
        last = right or amount
        unit, end = last.unit, last.end
        printed, base, per = last.printed, unit.base, ""
        if text[end : end + 1] in "/／每" and end < len(text) and unit.dimension not in ("percent", "score"):
            per, end = self._per(end)
            if per:
                printed, base = f"{printed}/{per}", f"{base}/{per}"
        full_start, modifiers = start, amount.modifiers or last.modifiers
        full_end = end
        if text[start - 1 : start] in LAST_OF_MODIFIERS:
            begin, name = modifier_before(text, start)
            if name and not (name == "near" and unit.dimension == "duration"):
                full_start = begin
                modifiers = (name, *modifiers) if name not in modifiers else modifiers
        if text[end : end + 1] in FIRST_OF_MODIFIERS:
            full_end, after = modifier_after(text, end, date=False)
            if after and after not in modifiers:
                modifiers = (*modifiers, after)
        raw = text[start:end]
        quantum = factor_of(last.scale, unit.factor, last.decimals)
        number, low, high = amount.number, None, None
        if right is not None:
            number, low, high = f"{amount.number}/{right.number}", amount.value, right.value
        elif amount.high is not None:
            number, low, high = f"{amount.number}/{amount.high:f}", amount.value, amount.high
        flags = _flags(raw, hanzi=amount.hanzi, ambiguous=ambiguous)
        self.figures.append(
            Figure(
                raw, start, end, number, amount.value, printed, base, unit.dimension, full_start, full_end, low,
                high, unit.currency, modifiers, per or self._each(start, end), last.decimals, quantum, "inline",
                flags,
            )
        )  # fmt: skip
        self.done = max(self.done, end)

    def _per(self, end: int) -> tuple[str, int]:
        match = _PER.match(self.text, end)
        unit = unit_at(self.text, match.end()) if match else None
        if match is None or unit is None:
            return self._per_word(match, end)
        name, end = unit.name, match.end() + len(unit.name)
        if self.text[end : end + 2] in ("·年", "·月", "·天", "·日", "•年", "•月"):
            return name + "·" + self.text[end + 1], end + 2
        return name, end

    def _per_word(self, match: re.Match[str] | None, end: int) -> tuple[str, int]:
        if match is not None:
            for word in ("日", "月", "年", "人", "号", "学生", "生"):
                if self.text.startswith(word, match.end()):
                    end = match.end() + len(word)
                    further = self.text[end : end + 2] in ("·年", "·月", "·天", "·日", "•年", "•月")
                    return word + ("·" + self.text[end + 1] if further else ""), end + 2 * further
        return "", end

    def _each(self, start: int, end: int) -> str:
        text = self.text
        before = text[max(0, start - 10) : start]
        if "每" in before or "均" in before or "亩产" in before:
            match = _PER_EACH.search(before)
            if match is not None:
                return match[1] or match[2] or match[3]
            if "均" in before and (issue := _AN_ISSUE.match(text, end)):
                self.done = issue.end()
                return issue[1]
        return ""

    def _ordinal(self, amount: Amount) -> None:
        start = self.text.rindex("第", 0, amount.start)
        self.figures.append(
            Figure(
                self.text[start : amount.end], start, amount.end, amount.number, amount.value, amount.printed,
                amount.unit.base, "ordinal", flags=_flags(self.text[start : amount.end], hanzi=amount.hanzi),
            )
        )  # fmt: skip
        self.done = amount.end

    # ── Chinese numerals ────────────────────────────────────────────────────────────────────

    def _hanzi(self, match: re.Match[str]) -> None:
        text, start, position = self.text, match.start(), match.end()
        following = text[position : position + 1]
        before = text[start - 1] if start else ""
        if following not in _HANZI_FIRST and before != "第":
            return
        if following in ("年", "月"):
            moment = read_hanzi_date(text, start) if before not in ("第", "上", "下") else None
            if moment is not None:
                self._moment(start, moment)
                return
        if before == "第":
            self._hanzi_ordinal(match)
            return
        if before.isdigit() or before in "“‘「『《\"'廿" and before:
            return
        phrases = _PHRASES.get(text[start])
        if phrases and text.startswith(phrases, start):
            return
        if self._chain(start):
            return
        unit = unit_at(text, position)
        if unit is None or unit.name not in HANZI_MEASURES and unit.dimension not in ("percent", "point"):
            return
        amount = read_hanzi_amount(text, match)
        if amount is None or amount.unit is NO_UNIT or not self._hanzi_counts(amount, before):
            return
        if self._refused(start, amount):
            return
        self._keep(start, amount, None, False)

    def _hanzi_counts(self, amount: Amount, before: str) -> bool:
        """Whether a Chinese numeral counts something here, or belongs to a word."""
        text, start = self.text, amount.start
        run = text[start : amount.number_end]
        unit = amount.unit
        if any(text[position] in "\n \u3000" for position in (amount.number_end, amount.number_end - 1)) and run in "一二三四五六七八九十":
            return False
        if before in "一二三四五六七八九十零〇两百千万亿星期周" and before:
            return False
        if run == "一":
            return self._one_counts(amount, before)
        if run in ("百", "千", "万", "亿"):
            hedged = bool(amount.modifiers) or bool(modifier_before(text, start)[1]) or before in "上成"
            return hedged and unit.dimension == "count" or (unit.base == "名" and run != "亿")
        if unit.dimension == "money":
            return len(run) > 1 or bool(amount.modifiers)
        if unit.dimension == "score":
            return len(run) > 1 and not run.endswith("百")
        if run == "十" and unit.dimension not in ("count", "duration", "multiple"):
            return False
        return True

    def _one_counts(self, amount: Amount, before: str) -> bool:
        following = self.text[amount.end : amount.end + 1]
        if before in "每同某这那哪另其下上第统唯单之逐跑" and before:
            return False
        return amount.unit.base in _ONE and following in "，。；、）)\n,;"

    def _chain(self, start: int) -> bool:
        """三部一室, 一办五科: offices counted in a row."""
        match = _CHAIN.match(self.text, start)
        if match is None:
            return False
        links = list(_CHAIN_LINK.finditer(self.text, start, match.end()))
        near = self.text[max(0, start - 14) : start]
        if all(link[1] == "一" for link in links) and not re.search("内设|下设|设有|机构", near):
            return False
        for link in links:
            value = read_hanzi(link[1])
            if value is None:
                return False
            unit = OFFICE_UNITS[link[2]]
            self.figures.append(
                Figure(link[0], link.start(), link.end(), str(value), value, unit.name, unit.base, "count",
                       flags=frozenset({"hanzi"}))
            )  # fmt: skip
        self.done = match.end()
        return True

    def _hanzi_ordinal(self, match: re.Match[str]) -> None:
        text, start, run_end = self.text, match.start(), match.end(token.RUN)
        value = read_hanzi(text[start:run_end])
        if value is None:
            return
        unit = unit_at(text, run_end)
        if unit is not None and unit.name in ("方", "人"):
            return
        unit = unit or (UNITS["季"] if text.startswith("季度", run_end) else None)
        following = text[run_end : run_end + 1]
        if unit is None and following not in "，。；、）)\n的,;" and following:
            return
        end = run_end + (2 if text.startswith("季度", run_end) else len(unit.name) if unit else 0)
        name = text[run_end:end]
        self.figures.append(
            Figure(text[start - 1 : end], start - 1, end, str(value), value, name, name, "ordinal",
                   flags=frozenset({"hanzi"}))
        )  # fmt: skip
        self.done = end

    def _fraction(self, match: re.Match[str]) -> None:
        """三分之二, 百分之八十六点一二, 千分之五."""
        text, start, end = self.text, match.start(), match.end()
        head = text[start : match.end(token.DENOMINATOR)]
        printed = match[token.NUMERATOR]
        numerator = Decimal(fold(printed)) if printed[0].isdigit() and not printed[0] in "〇" and fold(printed)[0].isascii() and fold(printed)[0].isdigit() else read_hanzi(printed)
        denominator = read_hanzi(head)
        if numerator is None or not denominator:
            return
        negative = start > 0 and text[start - 1] == "负"
        if negative:
            start -= 1
            numerator = -numerator
        decimals = len(printed.replace("．", "点").replace(".", "点").partition("点")[2])
        amount = Amount(start, end, f"{numerator:f}", numerator, 1)
        amount.end, amount.decimals, amount.hanzi = end, decimals, True
        if head == "百":
            amount.unit, amount.printed = PERCENT, "%"
        elif head == "千":
            amount.unit, amount.printed = UNITS["‰"], "‰"
        else:
            amount.value = numerator / denominator
            amount.number = f"{numerator:f}/{denominator:f}"
            amount.unit = _FRACTION_UNIT
        self._keep(start, amount, None, False)


_HANZI_FIRST = frozenset(word[0] for word in (*HANZI_MEASURES, *OFFICES, "年", "月", "%", "％"))
_FRACTION_UNIT = Unit("", "fraction", "")


def _is_year_like(number: str) -> bool:
    return len(number) == 4 and number[:2] in ("19", "20")


def _with_sign(amount: Amount, sign: tuple[str, str]) -> None:
    base, currency = sign
    amount.unit = Unit(base, "money", base, "1", currency)
    if not amount.printed.endswith(base):
        amount.printed += base


def _inherit(left: Amount, right: Amount) -> bool:
    """Give the left half the right one's magnitude and unit; whether there is only one reading."""
    if left.unit is NO_UNIT:
        left.unit = right.unit
        if right.unit.factor != "1":
            left.value *= Decimal(right.unit.factor)
        if left.scale == 1 and right.scale != 1:
            if Decimal(left.number) < Decimal(right.number):
                left.value *= right.scale
            else:
                return False
    return True


def _flags(raw: str, *, hanzi: bool, ambiguous: bool = False) -> frozenset[str]:
    if raw.isalnum() and not hanzi and raw[0].isascii():
        return _NONE
    flags: list[str] = []
    if "\n" in raw:
        flags.append("wrapped")
    if " " in raw or "\u3000" in raw or "\xa0" in raw:
        flags.append("spaced")
    if "," in raw or "，" in raw:
        flags.append("comma")
    if hanzi:
        flags.append("hanzi")
    elif any("０" <= character <= "９" for character in raw) or "％" in raw:
        flags.append("fullwidth")
    if ambiguous:
        flags.append("ambiguous")
    return frozenset(flags) if flags else _NONE
