"""Text files: encodings, line ends, damage."""

import codecs

import pytest

from gouji.errors import BrokenFile, InputError, UnsupportedFormat
from gouji.formats import decoding, read
from gouji.formats.text import load

REPORT = "宁夏某县民政局绩效自评报告\r\n一、资金情况\r\n全年拨付低保资金1,260.5万元。\n完。\r"


def stored(tmp_path, content, name="报告.txt"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        REPORT.encode(),
        codecs.BOM_UTF8 + REPORT.encode(),
        codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + REPORT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + REPORT.encode("utf-32-le"),
        REPORT.encode("gb18030"),
    ],
)
def test_encodings(tmp_path, content):
    """The text is the same in every encoding, the BOM is not part of it, line ends stay."""
    document = load(stored(tmp_path, content))

    assert document.text == REPORT
    assert [section.title for section in document.sections] == ["资金情况"]


def test_rare_characters_of_gb18030(tmp_path):
    """Characters beyond GBK are read too."""
    text = "㐂县𠮷村全年投入30万元，支出28万元。"

    assert load(stored(tmp_path, text.encode("gb18030"))).text == text


def test_the_offset_of_a_wrong_byte_is_named(tmp_path):
    """Damaged UTF-8 is not taken for GB18030; the message leads to the byte."""
    content = REPORT.encode() * 3
    at = len(content)

    with pytest.raises(BrokenFile, match=f"第 {at} 字节"):
        load(stored(tmp_path, content + b"\xff\xff" + REPORT.encode()))


def test_a_cut_file_is_told(tmp_path):
    """A character cut in half at the end."""
    with pytest.raises(BrokenFile, match="UTF-8"):
        load(stored(tmp_path, (REPORT * 2).encode() + "元".encode()[:2]))


def test_broken_utf16(tmp_path):
    """An odd byte at the end of UTF-16."""
    with pytest.raises(BrokenFile, match="UTF-16"):
        load(stored(tmp_path, codecs.BOM_UTF16_LE + REPORT.encode("utf-16-le") + b"\x4e"))


def test_neither_utf8_nor_gb18030(tmp_path):
    """Bytes that fit no encoding."""
    with pytest.raises(BrokenFile, match="GB18030"):
        load(stored(tmp_path, "支出".encode("gb18030") + b"\xff\xff"))


def test_another_encoding_is_not_shown_as_garbage(tmp_path):
    """Big5 decodes as GB18030 into nonsense; that is refused."""
    text = "臺灣省某縣政府施政績效評核報告，本會計畫執行率達百分之九十五，" * 12

    with pytest.raises(BrokenFile):
        load(stored(tmp_path, text.encode("big5")))


def test_nul_bytes(tmp_path):
    """One NUL byte in a text is damage, many are a binary file."""
    with pytest.raises(BrokenFile, match="NUL"):
        load(stored(tmp_path, REPORT.encode() * 5 + b"\x00" + REPORT.encode()))
    with pytest.raises(UnsupportedFormat, match="二进制"):
        load(stored(tmp_path, REPORT.encode("utf-16-le")))
    with pytest.raises(BrokenFile, match="NUL"):
        load(stored(tmp_path, codecs.BOM_UTF16_LE + (REPORT + "\x00").encode("utf-16-le")))


def test_the_limit_of_size(tmp_path, monkeypatch):
    """Text beyond the limit is refused before it is read."""
    monkeypatch.setattr(decoding, "LARGEST_TEXT", 100)

    with pytest.raises(InputError, match="64 MB"):
        read(stored(tmp_path, REPORT.encode() * 3))


def test_form_feeds_begin_pages(tmp_path):
    """Text from a PDF tool marks pages with form feeds."""
    text = "某县自评报告\n支出3万元。\f第二页的文字，支出4万元。"
    document = load(stored(tmp_path, text.encode()))

    assert document.page_at(text.index("3万")) == 1
    assert document.page_at(text.index("4万")) == 2


def test_offsets_count_decoded_characters(tmp_path):
    """A span of the document cuts the decoded text, carriage returns counted."""
    document = load(stored(tmp_path, codecs.BOM_UTF8 + REPORT.encode()))

    (block,) = [block for block in document.blocks if "低保" in document.text[block.start : block.end]]
    assert block.start == REPORT.index("全年")
    assert document.text[block.start : block.end] == "全年拨付低保资金1,260.5万元。"
