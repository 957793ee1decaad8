"""Units and measure words 单位、量词: what stands behind a number, and what it makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from gouji.figures.figure import Dimension


class Unit(NamedTuple):
    """A unit as printed: its dimension, the base it is counted in and the factor to it.

    Areas, lengths, masses and times keep their printed unit as base (亩 stays 亩): only symbols are
    read as words (㎡ is 平方米). Money is in 元, or in the whole unit of another currency.
    """

    name: str
    dimension: Dimension
    base: str
    factor: str = "1"
    currency: str = ""


# Money: name → (base unit, factor, ISO code).
_MONEY = {
    "元": ("元", "1", "CNY"),
    "圆": ("元", "1", "CNY"),
    "块钱": ("元", "1", "CNY"),
    "元人民币": ("元", "1", "CNY"),
    "人民币": ("元", "1", "CNY"),
    "角": ("元", "0.1", "CNY"),
    "分钱": ("元", "0.01", "CNY"),
    "美元": ("美元", "1", "USD"),
    "美金": ("美元", "1", "USD"),
    "欧元": ("欧元", "1", "EUR"),
    "港元": ("港元", "1", "HKD"),
    "港币": ("港元", "1", "HKD"),
    "日元": ("日元", "1", "JPY"),
    "英镑": ("英镑", "1", "GBP"),
    "卢布": ("卢布", "1", "RUB"),
    "韩元": ("韩元", "1", "KRW"),
    "澳元": ("澳元", "1", "AUD"),
    "加元": ("加元", "1", "CAD"),
    "新元": ("新元", "1", "SGD"),
    "新加坡元": ("新元", "1", "SGD"),
    "瑞士法郎": ("瑞士法郎", "1", "CHF"),
    "新台币": ("新台币", "1", "TWD"),
    "澳门元": ("澳门元", "1", "MOP"),
    "泰铢": ("泰铢", "1", "THB"),
    "卢比": ("卢比", "1", "INR"),
}
CURRENCY_SIGNS = {
    "￥": ("元", "CNY"), "¥": ("元", "CNY"), "$": ("美元", "USD"), "＄": ("美元", "USD"),
    "€": ("欧元", "EUR"), "£": ("英镑", "GBP"),
}  # fmt: skip

# Measures: dimension → words, each its own base; "sign=word" reads a sign as a word.
_MEASURES: dict[Dimension, str] = {
    "percent": "% ％=% ﹪=% 百分比=%",
    "permille": "‰",
    "point": "个百分点=百分点 百分点 个千分点=千分点",
    "score": "分",
    "duration": """
        年 个月 个自然年=年 周年=年 周 星期 个星期=星期 礼拜 天 个工作日=工作日 工作日 个小时=小时 小时
        个多月=个月 学年 个学期=学期 学期 个季度=季度 分钟 秒 秒钟=秒 个年头=年 昼夜 个昼夜=昼夜
        个周=周 h=小时 min=分钟 日历天=天
    """,
    "length": """
        公里 千米=公里 米 厘米 毫米 里 海里 华里 延米 延长米=延米 线公里 皮长公里 芯公里 车道公里
        河公里 单公里 航道公里 km=公里 KM=公里 Km=公里 cm=厘米 mm=毫米 m=米 英寸 寸 尺 丈 微米 纳米
    """,
    "area": """
        平方米 平米=平方米 平方公里 平方千米=平方公里 亩 公顷 公亩 平方 亩次 ㎡=平方米 m²=平方米
        m2=平方米 km²=平方公里 k㎡=平方公里 ㎢=平方公里 hm²=公顷 ha=公顷 平方厘米 平方毫米 平方英尺
        标准亩 公顷次
    """,
    "mass": """
        吨 公斤 千克=公斤 斤 克 毫克 担 两重 微克 磅 盎司 kg=公斤 KG=公斤 g=克 mg=毫克 t=吨 标准煤吨
        吨标准煤 吨标煤=吨标准煤 吨二氧化碳 吨公里
    """,
    "volume": """
        立方米 立方 方 升 毫升 立方公里 立方千米 m³=立方米 m3=立方米 ㎥=立方米 L=升 ml=毫升 mL=毫升
        土方 石方 加仑 标准立方米 立方厘米
    """,
    "energy": """
        千瓦时 度电=千瓦时 kWh=千瓦时 KWh=千瓦时 kwh=千瓦时 兆瓦时 MWh=兆瓦时 千瓦 兆瓦 瓦 kW=千瓦
        KW=千瓦 kw=千瓦 MW=兆瓦 吉瓦 GW=吉瓦 焦耳 千焦 兆焦 吉焦 千卡 大卡 马力 千伏安 kVA=千伏安
        兆伏安 MVA=兆伏安 峰瓦 兆峰瓦
    """,
    "multiple": "倍",
    "count": """
        个 名 人 家 所 项 次 场 条 部 份 套 种 类 批 期 台 辆 件 座 处 户 例 宗 株 头 羽 只 匹 尾 棵 盏
        块 张 幅 篇 本 册 卷 页 字 封 枚 颗 粒 支 枝 根 段 道 门 节 堂 班 组 队 对 双 副 架 艘 列 趟 席
        位 轮 遍 回 起 桩 笔 票 届 间 栋 幢 层 孔 眼 口 井次 村 镇 乡 县 市 省 国 州 旗 片 面 首 幕 出
        台套 台（套）=台套 台(套)=台套 套（台）=套台 集 讲 包 袋 瓶 盒 箱 桶 罐 捆 桌 顶 扇 杆 把 剂 针
        管 丛 窝 群 胎 岁 周岁=岁 人次 次人 户次 场次 台次 班次 批次 项次 件次 例次 家次 辆次 票次 户数
        车次 航次 架次 期次 队次 组次 份次 门次 宗次 条次 篇次 企次 头次 羽次 只次 针次 剂次 床次 人份
        人日 人天 人月 人年 工日 台班 台时 人公里 学时 课时 学分 学位 床 床位 车位 泊位 网点 点位 站点
        标段 标准箱 TEU 点次 社区 街道 行政村 自然村 乡镇 支部 线路 班车 路段 榀 樘 樽 孔次 组件 间次
        铺 畦 垄 茬 季 缸 槽 炉 箱次 车 船 航班 航线 班列 公顷株 工 工时 道次 盘 盘次 令 刀 版 版次
        印张 帧 册次 个次 本次 网格 小区 宗地 宗件 站次 台站 人头 头份 丘 穴 兜 蔸 苗 尊 具 柜 炷 阕 则
        款 味 杯 碗 餐 餐次 人餐 席次 号牌 台件 件套 件（套）=件套 件(套)=件套 套次 辆（台）=辆
        台（辆）=台 座（处）=座 处（座）=处 个（处）=个 个(处)=个 个（家）=个 人（次）=人次 人(次)=人次
        户（次）=户次 场（次）=场次 场(次)=场次 部（集）=部 条（次）=条次 家（次）=家次 名（次）=名
        次（场）=次 标次 采次 检次 单 单元 户头 串 拨 股 梯次 圈 师次 床日 棚 穗 蜂箱
    """,
}

# Units of offices in chains like 三部一室, 一办五科: counts only in such a chain.
_OFFICES = "中心 大队 支队 中队 分局 部 室 科 股 办 处 所 站 局 院 馆 队 校 场 园 会 委 组 庭"
OFFICES = tuple(_OFFICES.split())


def _table() -> dict[str, Unit]:
    table = {name: Unit(name, "money", *money) for name, money in _MONEY.items()}
    for dimension, words in _MEASURES.items():
        for word in words.split():
            name, _, base = word.partition("=")
            table[name] = Unit(name, dimension, base or name)
    return table


UNITS: dict[str, Unit] = _table()
OFFICE_UNITS = {name: Unit(name, "count", name) for name in OFFICES}
NO_UNIT = Unit("", "count", "")
YUAN = UNITS["元"]
SCORE = UNITS["分"]
PERCENT = UNITS["%"]

FIRST_CHARACTERS = frozenset(name[0] for name in UNITS)
_SINGLE = {name: unit for name, unit in UNITS.items() if len(name) == 1}
LONGER: dict[str, tuple[int, ...]] = {}
for _name in UNITS:
    if len(_name) > 1:
        LONGER[_name[:2]] = tuple(sorted({len(_name), *LONGER.get(_name[:2], ())}, reverse=True))


def unit_at(text: str, position: int) -> Unit | None:
    """The longest unit that begins at *position*, on one line."""
    for length in LONGER.get(text[position : position + 2], ()):
        unit = UNITS.get(text[position : position + length])
        if unit is not None:
            return unit
    return _SINGLE.get(text[position : position + 1])
