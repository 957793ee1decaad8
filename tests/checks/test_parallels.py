"""Lists, remainders, flows and prices that are bound by their form: a slip of few digits is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gouji.findings import Audit

Check = Callable[..., Audit]
RUN = ("SUM-RUN", "DIFF-RUN", "PROD-RUN", "SUM-COUNT", "SUM-PART", "PROD", "DIFF")


def verdicts(check: Check, text: str) -> set[str]:
    """What the checks of sums, differences and products say of a text."""
    return {finding.status for finding in check(text, *RUN).findings}


LISTS = [
    # 86+57+64+45 = 252, printed 262 for the last item's 55
    "年末馆内在岗252人，掰开岗位看，讲解服务86人，文物保管57人，安保巡查54人，行政后勤45人。",
    "全年出动巡护车312车次。北线118车次、中线97车次、南线64车次、库区23车次，一车一单。",
    "本市共有冷库286座，依县分布是：沅丰县92座，澧口县71座，桃溪县68座，安平县45座。",
    "养殖户按规模归档共432户：大户58户，中户126户，小户184户，余下的散户46户。",
    "收治住院病人9,640人次，内科3,120人次，外科2,480人次，妇产科1,860人次，其余科室2,810人次。",
    "种苗分三个批次运到，4月6日到了7,400株，4月19日到了5,800株，5月2日到了3,500株，合同约定的17,600株全部验收。",
    "东库存粮3.62万吨，西库存粮2.84万吨，北库存粮1.95万吨，三库合在一起8.14万吨。",
    "线路工区34人，信号工区27人，供电工区41人，前后共计96人参加轮训。",
    "渔船年审共620艘，分两批：第一批审了386艘，第二批审了244艘。",
    "受训教师548人，男教师186人，女教师342人。",
    "检查餐饮单位418家，按身份分，学校食堂126家，医院食堂38家，工地食堂84家，社会餐馆160家。",
    "运维费用156.40万元：机房电费78.20万元，线路租费54.60元，备件费23.60万元。",
]


@pytest.mark.parametrize("text", LISTS)
def test_a_list_that_is_one_slip_from_its_total_is_told(check: Check, text: str) -> None:
    """Items under their own names, in one unit and in one row, nearly make their total."""
    assert "contradicted" in verdicts(check, text)


CLOSED_LISTS = [
    "年末馆内在岗252人，掰开岗位看，讲解服务86人，文物保管57人，安保巡查64人，行政后勤45人。",
    "全年出动巡护车302车次。北线118车次、中线97车次、南线64车次、库区23车次，一车一单。",
    "本市共有冷库286座，依县分布是：沅丰县92座，澧口县71座，桃溪县68座，安平县55座。",
    "东库存粮3.62万吨，西库存粮2.84万吨，北库存粮1.95万吨，三库合在一起8.41万吨。",
    "预算4,360.00万元，实际签约3,918.60万元，设备类2,240.10万元、安装类1,305.50万元、服务类373.00万元，省下441.40万元。",
    "职工318人，按身份看，在编196人，聘用122人；按单位看，厂区148人，泵站92人，管网所78人。",
    "全年办班8期，参训465人次，其中：电工班3期186人次，焊工班2期104人次，钳工班3期175人次。",
]


@pytest.mark.parametrize("text", CLOSED_LISTS)
def test_a_list_that_closes_is_confirmed(check: Check, text: str) -> None:
    """The same lists without the slip agree, however few digits they print."""
    assert verdicts(check, text) == {"confirmed"}


def test_two_lists_divide_one_total(check: Check) -> None:
    """A total that one list makes up is still compared with the second list of it."""
    text = "职工318人，按身份看，在编196人，聘用122人；按单位看，厂区148人，泵站92人，管网所87人。"
    found = {(finding.status, finding.expression) for finding in check(text, *RUN).findings}
    assert ("confirmed", "196 + 122 = 318") in found
    assert ("contradicted", "148 + 92 + 87 = 327 ≠ 318") in found


SILENT_LISTS = [
    "全市有泵站252座，大型泵站86座，中型泵站57座，主要分布在北部圩区。",  # far from their total
    "参训人员386人，党员148人，女性122人，少数民族96人。",  # groups that overlap
    "2021年接诊612人，2022年接诊205人，2023年接诊287人，2024年接诊130人。",  # years
    "规上企业212家，净增18家，培育专精特新企业3家，省级企业41家，高新技术企业156家。",  # what was done
    "农机合作社318家，例如北岗镇86家、柳河镇72家、双井镇64家、大泉镇92家。",  # examples
    "农机合作社318家，北岗镇86家、柳河镇72家、双井镇64家、大泉镇92家等。",  # an open end
    "计划巡查120次，实际巡查116次，平均每月巡查9.7次，最多的月份巡查14次。",  # plan and outcome
    "全县有图书室96个，较上年增加8个，开放天数312天，借阅4.2万册次。",  # several units
    "申报项目64个，主要集中在东片28个、南片19个、西片16个。",  # 主要
    "发放宣传册8,600册，接受咨询1,240人次，张贴海报320张，悬挂横幅86条。",  # no total
    "水厂日供水能力6.2万吨，最高日供水5.9万吨，最低日供水3.1万吨，平均日供水4.6万吨。",  # extremes
    "本站编制38名，年末在编35名，退休12名，借调2名。",  # staff beside its posts
    "全年完成手术3,860台，三级手术1,420台，四级手术860台，微创手术1,640台。",  # one of them is both
    "收到投诉86件，其中涉及停车28件，涉及噪声22件，涉及油烟9件。",  # a few of them
]


@pytest.mark.parametrize("text", SILENT_LISTS)
def test_what_only_looks_like_a_list_is_left_alone(check: Check, text: str) -> None:
    """Years, plans, examples, overlapping groups and things far from their total contradict nothing."""
    assert "contradicted" not in verdicts(check, text)


WHOLE = [
    "临江片4,218人，石坝片3,306人，云岭片2,192人，各片加总即上述12,843人。",
    "干渠18.40公里，支渠26.10公里，斗渠9.60公里，凑成68.30公里的整治总长。",
    "一车间386人，二车间412人，三车间298人，合起来1,384人。",
    "这笔4,860万元只切成两块，2,140万元给了养护中心，1,680万元给了检测站，此外未作他用。",
    "全年入户看望436户。孤寡户182户，重病户96户，受灾户64户，只归一类。",
]


@pytest.mark.parametrize("text", WHOLE)
def test_a_list_that_must_be_whole_is_told_without_a_slip(check: Check, text: str) -> None:
    """Where words say that nothing else belongs to a total, an item left out contradicts it."""
    assert "contradicted" in verdicts(check, text)


NOT_WHOLE = [
    "临江片4,218人，石坝片3,306人，云岭片2,192人，城区另有3,127人，全区12,843人。",
    "一车间386人，二车间412人，三车间298人，另两个车间未统计，全厂1,684人。",
    "这笔4,860万元里，2,140万元给了养护中心，1,680万元给了检测站。",
    "干渠18.40公里，支渠26.10公里，斗渠9.60公里，全县渠道总长168.30公里。",
    "全年入户看望436户。孤寡户182户，重病户96户，受灾户64户。",
]


@pytest.mark.parametrize("text", NOT_WHOLE)
def test_a_list_that_may_leave_something_out_is_left_alone(check: Check, text: str) -> None:
    """Without such words an item may be missing from a list."""
    assert "contradicted" not in verdicts(check, text)


LEFT = [
    "多付2.46万元，截至检查日追回1.85万元，尚有0.71万元未追回。",
    "合同工期360天，2023年8月完工，用了330天，提前40天。",
    "应收租金86.40万元，已收62.30万元，还欠25.10万元。",
    "送审造价3264.18万元，审定3197.02万元，砍掉76.16万元。",
    "购进疫苗5,600支，用去4,820支，剩下680支。",
    "控制价418.60万元，成交价386.20万元，省下34.20万元。",
    "应检样品960份，完成918份，还剩52份未检。",
    "核定岗位246个，聘用218个，尚缺18个。",
    "专户余额612.30万元，支付478.90万元，结余133.80万元。",
    "抽查台账420份，合格392份，余下38份限期整改。",
]


@pytest.mark.parametrize("text", LEFT)
def test_what_is_left_is_told_by_a_slip_of_few_digits(check: Check, text: str) -> None:
    """Whole, part and remainder one right after the other bind each other."""
    assert "contradicted" in verdicts(check, text)


OTHERWISE = [
    "计划巡检50次，完成48次，比上年少3次。",
    "合同工期360天，实际用了330天，平均每月施工26天。",
    "应收租金86.40万元，已收62.30万元，其中大户欠15.20万元。",
    "全市购进疫苗5,600支，用去4,820支，全省剩下6,800支。",
    "编制46名，在编44名，退休3名。",
    "下达指标86.40万元，支出62.30万元，上年结余25.10万元。",
    "建成路灯320盏，投用280盏，另有路灯30盏待移交。",
    "控制价418.60万元，成交价386.20万元，质保金11.59万元。",
    "应检样品960份，完成918份，占95.63%，主要缺口为东部52份。",
    "抽查台账420份，合格392份；上期余下38份已整改。",
]


@pytest.mark.parametrize("text", OTHERWISE)
def test_a_remainder_of_something_else_is_left_alone(check: Check, text: str) -> None:
    """Another year, another region, a part of the rest: no difference of the two before."""
    assert "contradicted" not in verdicts(check, text)


FLOWS = [
    ("年初有井盖监测点58处，年内新设34处，撤并9处，年末83处。", "58 + 34 − 9 = 83"),
    (
        "年初原值8,640.15万元，本年添置912.40万元，当中851.90万元自购；报废核销256.85万元，期末余额9,295.70万元。",
        "8640.15 + 912.40 − 256.85 = 9295.70",
    ),
]


@pytest.mark.parametrize(("text", "expression"), FLOWS)
def test_an_opening_what_came_and_what_went_make_the_closing(
    check: Check, text: str, expression: str
) -> None:
    """The words give each amount its sign."""
    found = {(finding.status, finding.expression) for finding in check(text, *RUN).findings}
    assert ("confirmed", expression) in found


BROKEN_FLOWS = [
    "年初有井盖监测点58处，年内新设34处，撤并9处，年末85处。",
    "年初人代会批复8,643,500.00元，年中追加1,218,762.35元，11月调减165,300.00元，三笔一算，调整预算数9,705,962.35元。",
    "年初存栏能繁母牛1,260头，新购进340头，淘汰185头，年末存栏1,451头。",
]


@pytest.mark.parametrize("text", BROKEN_FLOWS)
def test_a_flow_that_is_one_slip_from_its_closing_is_told(check: Check, text: str) -> None:
    """One swapped or changed digit keeps an opening, what came and what went from the closing amount."""
    assert "contradicted" in verdicts(check, text)


@pytest.mark.parametrize(
    "text",
    [
        "年初有监测点58处，检修34处，迁移9处，年末在线率95%。",
        "年初存栏1,260头，出售340头，产犊185头，年末投保1,820头。",
        "年初职工286人，新进12人，退休18人，年末278人，另有借调2人。",
        "上年末在册86户，本年走访34户，慰问9户，年末建档75户。",
    ],
)
def test_other_figures_between_two_dates_are_no_flow(check: Check, text: str) -> None:
    """What is neither added nor taken off makes no closing amount."""
    assert "contradicted" not in verdicts(check, text)


PRICES = [
    "长椅：120组，每组870元，用款93,600元。",
    "作业28.2万亩次，单价45元每亩次，支出1,128.00万元。",
    "巡逻车：4辆，一辆68,000元，花费344,000元。",
    "路灯：260盏，2,300元一盏，花去624,000元。",
    "请了保洁员36名，每名每月1,800元，干满10个月，花了468,000元。",
    "检测样品1,240份，每份65元，结算86,000元。",
    "发放种鸡苗9,600只，每只14元，付款124,800元。",
    "校服2,150套，每套186元，付了421,400元。",
    "钻井18眼，每眼42万元，投入576万元。",
    "补贴农户864户，每户350元，付出319,680元。",
]


@pytest.mark.parametrize("text", PRICES)
def test_a_price_beside_its_number_and_its_amount_is_told(check: Check, text: str) -> None:
    """The measure word of the number is that of the price: one slip of two digits is enough."""
    assert "contradicted" in verdicts(check, text)


@pytest.mark.parametrize(
    "text",
    [
        "长椅：120组，每组不超过870元，用款93,600元。",
        "长椅：120组，每组870元，首付93,600元。",
        "巡逻车4辆，一辆68,000元，其中支付344,000元。",
        "补贴农户864户，每户最高350元，付出319,680元。",
        "路灯260盏，每盏2,300元，财政承担624,000元。",
        "检测样品1,240份，每份65元，上年结算86,800元。",
        "校服2,150套，每套186元，核减后付了421,400元。",
        "钻井18眼，每眼控制在42万元以内，投入576万元。",
        "发放鸡苗9,600只，每只补助14元，按实际成活数付款124,800元。",
        "补助标准每亩150元，面积2.4万亩，补助资金380万元（含上年结转20万元）。",
        "请保洁员36名，每名每月1,800元，部分人员中途退出，花了468,000元。",
    ],
)
def test_a_price_with_a_reason_is_left_alone(check: Check, text: str) -> None:
    """A limit, an instalment, a share or another year: the amount need not be the product."""
    assert "contradicted" not in verdicts(check, text)


def test_a_difference_of_the_pair_behind_it_is_not_that_of_the_pair_before(check: Check) -> None:
    """审减 may be what lies between the settled price and the final one, not between tender and settlement."""
    text = "中标价486.20万元，结算价472.60万元，审减12.40万元后定案460.20万元。"
    found = {(finding.status, finding.expression) for finding in check(text, *RUN).findings}
    assert "contradicted" not in {status for status, _ in found}
    assert ("confirmed", "472.60 − 12.40 = 460.20") in found


def test_two_parts_of_another_batch_are_no_list(check: Check) -> None:
    """The first of three batches is not the total of the other two, however near."""
    assert "contradicted" not in verdicts(check, "第一批拨付450万元，第二批拨付288万元，第三批拨付126万元。")


def test_the_closing_of_one_year_opens_the_next(check: Check) -> None:
    """A flow may begin with the closing amount of the year before."""
    text = "2023年末贷款余额8,640万元，当年新发放1,250万元，收回980万元，2024年末余额8,190万元。"
    assert "contradicted" in verdicts(check, text)


def test_a_list_in_the_paragraph_below_its_announcement(check: Check) -> None:
    """分两批下达： ends a paragraph; the two batches stand in the next."""
    text = "实际下达6,480万元。资金分两批下达：\n\n2月提前下达第一批4,150万元；5月下达第二批2,230万元。"
    assert "contradicted" in verdicts(check, text)
