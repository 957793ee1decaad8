"""The records of one kind as a pandas data frame (extra ``frames``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gouji.errors import MissingExtra
from gouji.renderings.added import record_types
from gouji.renderings.rows import ROWS, column_names, own_rows

if TYPE_CHECKING:
    import pandas

    from gouji.report import Frame, Report


def data_frame(report: Report, what: Frame | str) -> pandas.DataFrame:
    """A row for each record; money and values stay ``Decimal``, unknown values are ``None``.

    The columns are the same for an empty report. ``frame.attrs["document"]`` is the document's name.

    Raises:
        MissingExtra: pandas is not installed.
        ValueError: There is no such kind of record.
    """
    try:
        import pandas
    except ImportError as error:
        raise MissingExtra("to_dataframe ", "frames") from error
    own = record_types(report)
    if what not in ROWS and what not in own:
        known = ", ".join([*ROWS, *own])
        raise ValueError(f"没有这种记录 / no such records: {what!r}; 可用 / known: {known}")
    rows = list(ROWS[what](report) if what in ROWS else own_rows(report, what))
    names = column_names(report, what)
    columns = {name: pandas.Series([row[name] for row in rows], dtype=object) for name in names}
    frame = pandas.DataFrame(columns)
    for name in ("start", "end", "page", "decimals"):
        if name in frame:
            frame[name] = frame[name].astype("Int64")
    frame.attrs["document"] = report.document.name
    return frame
