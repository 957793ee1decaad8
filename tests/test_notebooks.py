"""The notebooks run from top to bottom with the network closed, and show what they showed when committed."""

from __future__ import annotations

import copy
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_notebook, new_output

import run_notebooks
import stand_in
from faults import FaultServer
from run_notebooks import NetworkUsed, execute, notebooks, read, tidy

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("01-read-a-report.ipynb", "02-verify-other-output.ipynb")
each_notebook = pytest.mark.parametrize("name", NAMES)
_RUNS: dict[str, Any] = {}


def committed(name: str) -> Any:
    return read(run_notebooks.NOTEBOOKS / name)


def executed(name: str) -> Any:
    """The notebook after a run from the top; one run serves every test."""
    if name not in _RUNS:
        notebook = committed(name)
        for cell in code_cells(notebook):
            cell.outputs, cell.execution_count = [], None
        _RUNS[name] = execute(notebook)
    return _RUNS[name]


def code_cells(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def complaints(notebook: Any) -> list[str]:
    """Errors and everything that was said on stderr."""
    return [
        str(output)
        for cell in code_cells(notebook)
        for output in cell.outputs
        if output.output_type == "error" or output.get("name") == "stderr"
    ]


class _Words(HTMLParser):
    """What a reader sees of markup."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self._style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.seen.extend(data.split())


def shown(cell: Any) -> list[str]:
    """The words of a cell's outputs; of a cell that draws, only that it draws."""
    bundles = [output.get("data", {}) for output in cell.outputs]
    if any("image/png" in data for data in bundles):
        return ["a picture"]
    words: list[str] = []
    for output, data in zip(cell.outputs, bundles, strict=True):
        parser = _Words()
        parser.feed(data.get("text/html", ""))
        words += output.get("text", "").split() + parser.seen
        if "text/html" not in data:
            words += data.get("text/plain", "").split()
    return words


def words_of(name: str) -> str:
    return " ".join(word for cell in code_cells(executed(name)) for word in shown(cell))


# ---- the notebooks


def test_every_notebook_is_tested():
    """The names in this file are those of the folder."""
    assert [path.name for path in notebooks()] == list(NAMES)


@each_notebook
def test_a_notebook_runs_from_top_to_bottom(name: str):
    """No cell fails, nothing is said on stderr, nobody asks for the network."""
    assert complaints(executed(name)) == []


@each_notebook
def test_a_notebook_is_committed_with_its_outputs(name: str):
    """Every code cell ran once, in order, without an error, and shows something."""
    cells = code_cells(committed(name))

    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
    assert complaints(committed(name)) == []
    assert [cell.id for cell in cells if not cell.outputs and cell.source.lstrip()[:6] != "result"] == []


@each_notebook
def test_a_run_shows_what_was_committed(name: str):
    """Every number, every table, every finding is the committed one; markup and pictures may differ."""
    before = {cell.id: shown(cell) for cell in code_cells(committed(name))}
    after = {cell.id: shown(cell) for cell in code_cells(executed(name))}

    assert after == before


@each_notebook
def test_a_notebook_holds_nothing_of_a_machine(name: str):
    """No path, no address in memory, no time of a run; and it is small."""
    path = run_notebooks.NOTEBOOKS / name
    text = re.sub(r'"image/png": "[^"]*"', "", path.read_text("utf-8"))

    assert (
        re.findall(r"(?i)/(?:home|root|tmp|users|work)/|[A-Z]:\\\\|\b0x[0-9a-f]{6,}|ipykernel_", text) == []
    )
    assert re.findall(r"iopub\.|\d{4}-\d\d-\d\dT\d\d:\d\d|https?://", text) == []
    assert path.stat().st_size < 300_000


def test_the_first_notebook_finds_both_planted_contradictions():
    """The transposed figure of the prose and the transposed growth, each with its repair."""
    words = words_of(NAMES[0])

    assert "169.40万元（第" in words
    assert "改为 196.40万元，即可平。" in words
    assert "改为 11.79%，即可平。" in words
    # The transposed figure breaks its sum and stands against two repeats; the growth; a target missed by a little.
    assert "处，不符 5 处，" in words


def test_the_second_notebook_tells_whose_fault_it_is():
    """Four contradictions are the report's (three places); the swapped digit, the unit and the wrong place are the tool's."""
    words = words_of(NAMES[1])

    assert "报告的问题 4 处，工具的问题" in words
    assert "省级补助 505.86万元 505.68万元 全文没有" in words
    assert "县级配套 216.72元 216.72万元 全文没有" in words
    assert "“三公”经费支出 8.64万元 6.40万元 8.64万元（第" in words
    assert "没有任何着落的 3 个" in words


# ---- the chart


_ONLY_LATIN = """
from matplotlib.font_manager import fontManager

fontManager.ttflist = [font for font in fontManager.ttflist if font.name.startswith("DejaVu")]
"""


def up_to_the_chart() -> Any:
    """The first notebook's cells down to its chart, reading without a model and with Latin fonts alone."""
    notebook = committed(NAMES[0])
    last = next(place for place, cell in enumerate(notebook.cells) if cell.id == "chart")
    notebook.cells = notebook.cells[: last + 1]
    reading = next(cell for cell in notebook.cells if cell.id == "read")
    path = next(line for line in reading.source.splitlines() if line.startswith("path = "))
    reading.source = f"import gouji\n{path}\nreport = gouji.check(path)\n{_ONLY_LATIN}"
    return notebook


def test_without_a_chinese_font_the_chart_has_numbers_and_a_key():
    """No label becomes a box: the bars are numbered, and a table below says what the numbers mean."""
    notebook = execute(up_to_the_chart())
    outputs = [output.get("data", {}) for output in notebook.cells[-1].outputs]
    (key,) = [data["text/html"] for data in outputs if "text/html" in data]

    assert complaints(notebook) == []
    assert any("image/png" in data for data in outputs)
    assert re.search(r"<td>\(3\)</td>\s*<td>桥隧检测加固</td>", key)


# ---- progress in a notebook


def test_progress_reaches_the_cell_from_the_background_thread(fault_server: FaultServer):
    """The line under the cell ends at the last chunk, escaped, with nothing said on stderr."""
    fault_server.answer_with(stand_in.read)
    source = (
        "import gouji\n"
        f"document = gouji.Document.from_text({stand_in.long_report(6)!r}, name='<b>甲</b>.txt')\n"
        "options = dict(model='m', api_key='x', store=None, concurrency=1)\n"
        f"report = gouji.extract(document, base_url={fault_server.base_url!r}, **options)\n"
    )
    notebook = execute(new_notebook(cells=[new_code_cell(source)]), loopback=True)
    (line,) = notebook.cells[0].outputs
    asked = len(fault_server.requests)

    assert asked > 1
    assert f" {asked}/{asked} 段，{asked * 110} 词元，" in line.data["text/html"]
    assert "&lt;b&gt;甲&lt;/b&gt;.txt" in line.data["text/html"]
    assert line.data["text/plain"].startswith(f"<b>甲</b>.txt {asked}/{asked} 段，")


# ---- the runner


def test_whoever_asks_for_the_network_is_found_out():
    """A refused connection that the cell bears is still a failure of the run."""
    source = (
        "import socket\n"
        "try:\n    socket.create_connection(('192.0.2.1', 80), timeout=1)\n"
        "except (OSError, RuntimeError):\n    pass\n"
    )

    with pytest.raises(NetworkUsed, match=r"192\.0\.2\.1"):
        execute(new_notebook(cells=[new_code_cell(source)]))


def test_a_cell_that_fails_stops_the_run():
    """The error is the caller's to see: nothing is written."""
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        execute(new_notebook(cells=[new_code_cell("1 / 0")]))


def test_what_differs_from_run_to_run_is_left_out():
    """Addresses in memory, times of cells, the version of the kernel."""
    output = new_output("execute_result", {"text/plain": "<object object at 0x7f30b2c0a1d0>"})
    cell = new_code_cell("object()", outputs=[output], metadata={"execution": {"iopub.status.busy": "now"}})
    notebook = new_notebook(cells=[cell], metadata={"language_info": {"name": "python", "version": "3.11.0"}})

    tidied = tidy(copy.deepcopy(notebook))

    assert tidied.cells[0].outputs[0].data["text/plain"] == "<object object at 0x…>"
    assert tidied.cells[0].metadata == {}
    assert "version" not in json.dumps(tidied.metadata)
