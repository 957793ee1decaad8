"""The published schema fits what is written, and refuses what is not."""

from __future__ import annotations

import copy

import jsonschema
import pytest

import gouji
from gouji.renderings.json import report_dict
from gouji.renderings.schema import report_schema
from renderings import invented


@pytest.fixture(scope="module")
def validator():
    schema = report_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


@pytest.mark.parametrize("report", [invented.report(), invented.empty(), invented.hostile("</script>\ud800")])
def test_results_fit_the_schema(validator, report):
    """A full, an empty and a hostile report are all valid."""
    assert [error.message for error in validator.iter_errors(report_dict(report))] == []


def test_decisions_fit_the_schema(validator):
    """A decided finding, and decisions that wait or found nothing."""
    report = invented.report()
    ids = [finding.id for finding in report.contradicted]
    given = [{"id": ids[0], "reason": "口径不同"}, {"id": ids[1], "reason": ""}, {"id": "0", "reason": "旧"}]
    result = report_dict(report.with_decisions(given))

    assert [error.message for error in validator.iter_errors(result)] == []
    assert result["decisions"] == {"applied": [ids[0]], "open": [ids[1]], "stale": ["0"]}
    assert "decisions" not in report_dict(report)


def test_what_check_finds_in_a_text_fits_the_schema(validator):
    """Figures, tables and findings as the real reader makes them are valid too."""
    report = gouji.check(gouji.Document.from_text(invented.TEXT))
    result = report_dict(report)

    assert result["figures"]
    assert [error.message for error in validator.iter_errors(result)] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("budgets", 0, "kind"), "spending"),
        (("budgets", 0, "yuan"), 8124000),
        (("budgets", 0, "yuan"), "8.124E+6"),
        (("budgets", 0, "start"), -1),
        (("findings", 0, "expected"), ["1"]),
        (("findings", 0, "status"), "wrong"),
        (("meta", "fiscal_year"), "2023"),
        (("schema_version",), "2"),
        (("surprise",), 1),
        (("budgets", 0, "surprise"), 1),
    ],
)
def test_what_is_not_a_result_is_refused(validator, path, value):
    """A wrong code, a number where a string belongs, an unknown property."""
    result = copy.deepcopy(report_dict(invented.report()))
    place = result
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    assert not validator.is_valid(result)


def test_every_property_is_described():
    """Each property has a description, with the field's own term where it is one of ours."""
    waiting = [("", report_schema())]
    while waiting:
        name, schema = waiting.pop()
        for key, each in schema.get("properties", {}).items():
            assert "description" in each or name == "provenance", f"{name}.{key}"
            waiting.append((key, each))
        waiting += list(schema.get("$defs", {}).items())
