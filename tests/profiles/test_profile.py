"""Profiles: what comes with gouji, a file of one's own, and what is said of one that cannot be used."""

from __future__ import annotations

import pickle
from decimal import Decimal
from pathlib import Path

import pytest

import gouji
from gouji.cli import main
from gouji.document import Document
from gouji.errors import ProfileError
from gouji.profiles import builtin_profiles, default_profile, load_profile

OWN = """extends = "default"
name = "own"
title = "本县"
source = "县财政局的办法"

[[grades]]
name = "优"
from = 95

[[grades]]
name = "差"
from = 0
"""
REPORT = "2024年度项目支出绩效自评报告\n\n综合评价，本单位自评得分93分，评价等级为“优”。\n"


def grades(profile: object) -> list[str]:
    report = gouji.check(Document.from_text(REPORT, name="a.txt"), profile=profile)
    return [finding.status for finding in report.findings if finding.check == "SCORE-GRADE"]


def test_every_profile_names_its_source():
    """Each that comes with gouji can be read, and tells where its numbers come from."""
    assert {"default", "department", "tiered"} <= set(builtin_profiles())
    for name in builtin_profiles():
        profile = load_profile(name)
        assert profile.name == name
        assert len(profile.source) > 10
        assert sum(weight for _, weight in profile.weights) == profile.total == 100


@pytest.mark.parametrize(
    ("score", "grade"), [("100", "优"), ("90", "优"), ("89.99", "良"), ("80", "良"), ("79.9", "中"), ("60", "中"), ("0", "差")]
)  # fmt: skip
def test_bands_begin_with_their_first_point(score, grade):
    """90 is 优, 89.99 is 良."""
    assert default_profile().grade_of(Decimal(score)) == grade


def test_grades_go_by_other_words():
    """优秀 is 优; a word of no profile is none."""
    profile = default_profile()
    assert [profile.canonical(word) for word in ("优", "优秀", "良好", "较差", "特优")] == [
        "优",
        "优",
        "良",
        "差",
        None,
    ]


def test_a_check_is_held_to_its_profile(tmp_path):
    """93 is 优 by default, and not where 优 begins at 95."""
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    assert grades(None) == ["confirmed"]
    assert grades("tiered") == ["contradicted"]
    assert grades(path) == ["contradicted"]
    assert grades(str(path)) == ["contradicted"]
    assert grades(load_profile(path)) == ["contradicted"]


def test_what_a_profile_leaves_out_it_inherits(tmp_path):
    """A file that extends another changes what it names and nothing else."""
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    own, base = load_profile(path), default_profile()
    assert [band.start for band in own.grades] == [95, 0]
    assert (own.total, own.lenient_from, own.deviation_over, own.weights) == (
        base.total,
        base.lenient_from,
        base.deviation_over,
        base.weights,
    )


FORM = """单位：万元

| 资金来源 | 年初预算数 | 全年预算数 | 全年执行数 | 执行率 | 分值 | 得分 |
| --- | --- | --- | --- | --- | --- | --- |
| 年度资金总额 | 100.00 | 100.00 | 92.00 | 92.00% | 10 | {score} |
| 其中：财政拨款 | 100.00 | 100.00 | 92.00 | 92.00% |  |  |

| 一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分 |
| --- | --- | --- | --- | --- | --- |
| 产出（60分） | 维修数量 | ≥20处 | 20处 | 60 | 60 |
| 效益（30分） | 受益人口 | ≥3,000人 | 3,104人 | 30 | 30 |
"""


@pytest.mark.parametrize(
    ("profile", "score", "status"),
    [
        ("default", "9.2", "confirmed"),
        ("default", "8.0", "contradicted"),
        ("tiered", "8.0", "confirmed"),
        ("tiered", "9.2", "contradicted"),
    ],
)
def test_steps_for_the_execution_rate(profile, score, status):
    """92 % is 9.2 points of 10, or, by steps, 80 % of them."""
    document = Document.from_text(FORM.format(score=score), name="a.md")
    found = [f.status for f in gouji.check(document, profile=profile).findings if f.check == "SCORE-RATE"]
    assert found == [status]


def test_weights_bind_where_a_place_fixes_them():
    """产出（60分） is no finding by default, and one where the profile fixes 50."""
    document = Document.from_text(FORM.format(score="9.2"), name="a.md")

    def heads(profile: str) -> list[tuple[str, str]]:
        found = [f for f in gouji.check(document, profile=profile).findings if f.check == "SCORE-GROUP"]
        return [(f.severity, f.expression) for f in found if f.status == "contradicted"]

    assert heads("default") == []
    assert heads("tiered") == [("low", "50 ≠ 60")]


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        ("name = ", "", "TOML"),
        (OWN.replace('title = "本县"', ""), "", ""),
        (OWN.replace('title = "本县"', "titel = 1"), "titel", "没有这个键"),
        (OWN.replace("from = 95", 'from = "高"'), "grades[1].from", "应为数字"),
        (OWN.replace("from = 95", "from = 0"), "grades", "从高到低"),
        (OWN.replace("from = 95", "from = nan"), "grades[1].from", "应不小于"),
        (OWN + "\n[weights]\nbinding = 1\n", "weights.binding", "true"),
        (OWN + "\n[execution]\nsteps = [1, 2]\n", "execution.steps", "表的列表"),
        (OWN + "\n[execution]\nsteps = [{from = 1, share = 2}, {from = 5, share = 3}]\n", "execution.steps", "从高到低"),
        (OWN + "\n[deviation]\nover = 50\n", "deviation.over", "100"),
        (OWN + "\n[points]\ntotal = true\n", "points.total", "应为数字"),
        (OWN.replace('"default"', '"own.toml"'), "extends", "互相引用"),
        (OWN.replace('extends = "default"\n', ""), "weights", "应为一个表"),
    ],
)  # fmt: skip
def test_a_bad_profile_names_file_and_key(text, key, said, tmp_path):
    """File, key, what is wrong; nothing else is raised."""
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    if not said:
        assert load_profile(path).title == default_profile().title
        return
    with pytest.raises(ProfileError) as caught:
        load_profile(path)
    assert caught.value.key == key
    assert said in str(caught.value)
    assert str(path) in str(caught.value)
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe\x00", b"name = \x00", b"a" * 2_000_000, b"x = " + b"9" * 9999, b"x = " + b"[" * 50_000],
)
def test_bytes_that_are_no_profile(content, tmp_path):
    """Whatever the file holds, the error is a ProfileError."""
    path = tmp_path / "own.toml"
    path.write_bytes(content)
    with pytest.raises(ProfileError):
        load_profile(path)


def test_profiles_that_extend_each_other(tmp_path):
    """A circle over two files is told, not walked."""
    (tmp_path / "a.toml").write_text('extends = "b.toml"\n', encoding="utf-8")
    (tmp_path / "b.toml").write_text('extends = "a.toml"\n', encoding="utf-8")
    with pytest.raises(ProfileError, match="互相引用"):
        load_profile(tmp_path / "a.toml")


def test_the_command_takes_a_profile(tmp_path, capsys):
    """--profile NAME or FILE; one that is not there ends with 2 and the names that are."""
    report = tmp_path / "a.txt"
    report.write_text(REPORT, encoding="utf-8")
    assert main(["check", str(report), "--profile", "default", "--fail-on", "high"]) == 0
    assert main(["check", str(report), "--profile", "tiered", "--fail-on", "high"]) == 1
    capsys.readouterr()
    assert main(["check", str(report), "--profile", str(Path("nowhere.toml"))]) == 2
    said = capsys.readouterr().err
    assert "nowhere.toml" in said
    assert "default department tiered" in said
