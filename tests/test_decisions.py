"""A reviewer's decisions: carried by id, shown, failing nothing, and never changing a verdict."""

from __future__ import annotations

import json
import pickle

import pytest

import gouji
from gouji import cli
from gouji.decisions import Decisions, decisions_json, load_decisions
from gouji.document import Document
from gouji.errors import DecisionsError
from gouji.terminal import cluster_lines, counts_line

BAD = (
    "全年支出100.00万元，其中：巡护经费60.00万元、苗木经费50.00万元。\n\n"
    "第二年支出30.00万元，其中：苗圃经费9.00万元、林道经费20.00万元。\n"
)


def report(text: str = BAD, **options):
    return gouji.check(Document.from_text(text, name="林场.txt"), **options)


def decided(**more):
    (first, *_) = report().contradicted
    return [{"id": first.id, "reason": "上年结转列入", "by": "复核人", "date": "2024-03-01", **more}]


def test_a_decided_finding_stays_and_keeps_its_verdict():
    """It is still contradicted, bears the reason, and is no longer undecided."""
    before, after = report(), report(baseline=decided())
    found = after.contradicted[0]

    assert [each.status for each in after.findings] == [each.status for each in before.findings]
    assert (found.decision.kind, found.decision.reason, found.decision.by) == (
        "explained",
        "上年结转列入",
        "复核人",
    )
    assert len(after.undecided) == len(before.contradicted) - 1
    assert after.decisions.applied == (found.id,)


def test_an_entry_without_a_reason_waits():
    """A template that nobody filled in accepts nothing."""
    read = report()
    again = read.with_decisions(read.to_decisions())

    assert again.undecided == again.contradicted == read.contradicted
    assert set(again.decisions.open) == {finding.id for finding in read.contradicted}


def test_decisions_survive_a_new_reading():
    """Text put in before and behind moves every offset; the decision still finds its finding."""
    first, second = "一、林场概况\n\n本场管护公益林。\n\n", "二、资金情况\n\n" + BAD
    entries = [{"id": finding.id, "reason": "已核"} for finding in report(first + second).contradicted]

    moved = report(
        first + "职工按编制配备，全年无事故。\n\n" + second + "\n三、其他\n\n无。\n", baseline=entries
    )

    assert len(moved.decisions.applied) == len(entries) == 2
    assert moved.decisions.stale == ()


def test_a_decision_on_a_changed_figure_is_stale():
    """Once the report is corrected there is nothing to explain, and that is said."""
    mended = report(BAD.replace("60.00", "50.00"), baseline=decided())

    assert mended.decisions.applied == ()
    assert mended.decisions.stale == (decided()[0]["id"],)


def test_a_decision_on_another_report_is_not_stale_here():
    """One file serves a folder: an entry that names another report is none of this one's."""
    other = [{"id": "0", "reason": "无", "document": "水库.txt"}]

    assert report(baseline=other).decisions.stale == ()


def test_the_json_says_what_was_decided(tmp_path):
    """The finding and the report each say it, and only where there is something to say."""
    done = report(baseline=decided(decision="accepted")).to_dict()
    (found,) = [each["decision"] for each in done["findings"] if "decision" in each]

    assert found == {"decision": "accepted", "reason": "上年结转列入", "by": "复核人", "date": "2024-03-01"}
    assert done["decisions"]["stale"] == []
    assert "decisions" not in report().to_dict()


# ---- files


def written(folder, value) -> str:
    path = folder / "意见.json"
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ("{", "line 1, column 2"),
        ("[" * 100_000, "nested too deeply"),
        ("[" + "9" * 5000 + "]", "a number is too long"),
        ('"text"', "decisions: "),
        ({"decisions": {}}, "decisions: "),
        ({"gouji_decisions": "9", "decisions": []}, "gouji_decisions"),
        ({"gouji_decisions": True, "decisions": []}, "gouji_decisions"),
        ({"decisions": ["3f9c"]}, "decisions[0]: "),
        ({"decisions": [{"reason": "无"}]}, "decisions[0].id"),
        ({"decisions": [{"id": "a", "resaon": "无"}]}, "decisions[0].reason"),
        ({"decisions": [{"id": "a", "reason": 7}]}, "decisions[0].reason"),
        ({"decisions": [{"id": "a", "reason": "无", "decision": "ok"}]}, "decisions[0].decision"),
        ({"decisions": [{"id": "a", "reason": "无", "date": "3月1日"}]}, "decisions[0].date"),
        ({"decisions": [{"id": "a", "reason": "甲"}, {"id": "a", "reason": "乙"}]}, "decisions[1]"),
    ],
)
def test_a_bad_file_is_named_with_the_place_and_a_way_out(tmp_path, value, place):
    """File, place, and on a second line what to do."""
    path = written(tmp_path, value)

    with pytest.raises(DecisionsError) as caught:
        load_decisions(path)

    first, second = str(caught.value).split("\n")
    assert first.startswith(path + ": ")
    assert place in first
    assert second.startswith("  → ")
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_a_missing_file_and_bytes_that_are_no_text(tmp_path):
    """Both are errors of the file."""
    (tmp_path / "b").write_bytes(b"\xff\xfe\x00")

    for name, said in (("a", "cannot be read"), ("b", "not UTF-8")):
        with pytest.raises(DecisionsError, match=said):
            load_decisions(tmp_path / name)


def test_a_list_is_enough_and_read_decisions_are_taken_as_they_are():
    """Entries alone, the whole file, or what was read from it."""
    read = load_decisions([{"id": "a", "reason": "无"}])

    assert isinstance(read, Decisions)
    assert load_decisions(read) is read
    assert load_decisions({"decisions": [{"id": "a", "reason": "无"}]}) == read


# ---- the command line


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "林场.txt").write_text(BAD, encoding="utf-8")
    return tmp_path


def fill(path, reasons: int) -> None:
    value = json.loads(path.read_text("utf-8"))
    for entry in value["decisions"][:reasons]:
        entry["reason"] = "已函询"
    path.write_text(json.dumps(value), encoding="utf-8")


def test_written_filled_in_and_given_back(folder, capsys):
    """Status 1 until every contradiction has its reason; then 0, and all of them are still shown."""
    source, path = str(folder / "林场.txt"), folder / "意见.json"
    assert cli.main(["check", source, "--fail-on", "high", "--write-baseline", str(path)]) == cli.FOUND
    many = len(report().contradicted)

    fill(path, many - 1)
    assert cli.main(["check", source, "--fail-on", "low", "--baseline", str(path)]) == cli.FOUND
    fill(path, many)
    capsys.readouterr()
    assert cli.main(["check", source, "--fail-on", "low", "--baseline", str(path)]) == cli.DONE

    out, err = capsys.readouterr()
    assert out.count("·已说明] ") == out.count("已说明：已函询") == many
    assert f"{many} applied, 0 to fill in, 0 stale" in err


def test_writing_again_keeps_what_was_decided(folder):
    """Reasons stay, and so do entries of reports that are not in this run."""
    source, path, more = str(folder / "林场.txt"), folder / "意见.json", folder / "新.json"
    cli.main(["check", source, "--write-baseline", str(path)])
    fill(path, 1)
    value = json.loads(path.read_text("utf-8"))
    value["decisions"].append({"id": "0", "reason": "另一份", "document": "水库.txt"})
    path.write_text(json.dumps(value), encoding="utf-8")

    cli.main(["check", source, "--baseline", str(path), "--write-baseline", str(more)])

    reasons = {entry["id"]: entry["reason"] for entry in json.loads(more.read_text("utf-8"))["decisions"]}
    assert reasons == {entry["id"]: entry["reason"] for entry in value["decisions"]}


def test_stale_decisions_are_named_on_stderr_and_in_the_json(folder, capsys):
    """The id, its check and what it was about; a control character does not reach the terminal."""
    path = written(folder, [{"id": "0", "reason": "旧", "check": "SUM-PART", "message": "原\x1b[2J件"}])

    assert cli.main(["check", str(folder / "林场.txt"), "--json", "--baseline", path]) == cli.DONE

    out, err = capsys.readouterr()
    assert "stale: 0 SUM-PART 原" in err
    assert "\x1b" not in err
    assert json.loads(out)["decisions"] == {"applied": [], "open": [], "stale": ["0"]}


def test_a_bad_baseline_stops_before_anything_is_read(folder, capsys):
    """Wrong usage: status 2, nothing on stdout."""
    path = written(folder, "{")

    assert cli.main(["check", str(folder / "林场.txt"), "--baseline", path]) == cli.NOTHING
    assert capsys.readouterr().out == ""


def test_verify_takes_decisions_too(folder, capsys):
    """A hallucinated amount that was looked into no longer fails the run."""
    result = written(folder, {"budgets": [{"item": "巡护经费", "amount": "61.00", "unit": "万元"}]})
    source = str(folder / "林场.txt")
    read = gouji.verify(result, source=source)
    path = folder / "决定.json"
    entries = [{"id": finding.id, "reason": "已核"} for finding in read.contradicted]
    path.write_text(json.dumps(entries), encoding="utf-8")
    call = ["verify", result, "--source", source, "--fail-on", "low"]

    assert read.contradicted
    assert cli.main(call) == cli.FOUND
    assert cli.main([*call, "--baseline", str(path)]) == cli.DONE


# ---- the terminal


def test_the_arithmetic_and_the_correction_stand_under_a_finding():
    """A line of its own for the sum, and one for the edit that would mend it."""
    lines = cluster_lines(report(), "zh")

    assert "    60.00 + 50.00 = 110.00 ≠ 100.00" in lines
    assert any("改为「" in line for line in lines)


def test_decided_findings_come_last_and_are_counted():
    """What is still to be done stands first."""
    done = report(baseline=decided())
    heads = [line for line in cluster_lines(done, "en") if line.startswith("[")]

    assert [("explained" in head) for head in heads] == [False, True]
    assert "1 decided on" in counts_line(done, "en")
    assert "已有复核意见 1" in counts_line(done, "zh")


@pytest.mark.parametrize("version", [10**5000, [[[]]], None, 2], ids=["long", "list", "none", "newer"])
def test_a_version_that_cannot_be_printed_is_refused(version):
    """A number of 5,000 digits is longer than Python prints."""
    with pytest.raises(DecisionsError, match="gouji_decisions"):
        load_decisions({"gouji_decisions": version, "decisions": []})


def test_half_a_character_in_the_name_of_a_file(tmp_path):
    """The decisions can be written, and read again they are on the same report."""
    name = "林场\udcff.txt"
    read = gouji.check(Document.from_text(BAD, name=name))
    path = tmp_path / "decisions.json"
    path.write_text(decisions_json(read.to_decisions()), "utf-8")

    again = read.with_decisions(load_decisions(path))

    assert set(again.decisions.open) == {finding.id for finding in read.contradicted}
