"""Which reader a file gets, and what is said when there is none."""

import hashlib
import zipfile

import pytest

from gouji.errors import (
    BrokenFile,
    EmptyDocument,
    EncryptedFile,
    InputError,
    NotAReport,
    UnsupportedFormat,
)
from gouji.formats import read, readable_suffixes

REPORT = "某市博物馆免费开放绩效自评报告\n一、概况\n全年支出260万元。\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def stored(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def package(tmp_path, name, *parts):
    path = tmp_path / name
    with zipfile.ZipFile(path, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return path


def test_a_report_is_read_with_its_digest_and_name(tmp_path):
    """The digest is that of the file, not of the text; the name is the file's or the caller's."""
    path = stored(tmp_path, "报告.txt", b"\xef\xbb\xbf" + REPORT.encode())

    document = read(path)

    assert document.text == REPORT
    assert document.name == "报告.txt"
    assert document.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    assert document.warnings == ()
    assert read(str(path), name="甲").name == "甲"


def test_suffixes():
    """Text, Markdown and HTML need nothing but the package itself."""
    assert {".txt", ".md", ".html", ".htm"} <= set(readable_suffixes())
    assert list(readable_suffixes()) == sorted(readable_suffixes())


def test_any_or_no_suffix_is_text(tmp_path):
    """A text file needs no suffix at all."""
    for name in ("报告", "报告.log", "报告.TXT"):
        assert read(stored(tmp_path, name, REPORT)).format == "text"
    assert read(stored(tmp_path, "报告.MD", "# 绩效自评报告\n支出3万元")).format == "markdown"


def test_html_behind_another_suffix_is_read_with_a_warning(tmp_path):
    """Systems export HTML tables as .xls; the content decides, and the document says so."""
    page = (
        "<html><body><table><tr><td>项目</td><td>金额</td></tr><tr><td>"
        "救助</td><td>30</td></tr></table></body></html>"
    )

    document = read(stored(tmp_path, "导出.xls", page))

    assert document.format == "html"
    assert len(document.tables) == 1
    assert "后缀是 .xls" in document.warnings[0]
    assert read(stored(tmp_path, "导出", page)).warnings == ()


def test_there_is_no_such_file(tmp_path):
    """A path that is none, and a text that was taken for a path."""
    with pytest.raises(InputError, match="没有这个文件"):
        read(tmp_path / "无.txt")
    with pytest.raises(InputError) as caught:
        read("某局全年支出30万元。" * 500)
    assert len(str(caught.value)) < 1500
    with pytest.raises(InputError):
        read("a\x00b")


def test_a_folder_is_no_file(tmp_path):
    """A folder is refused as such."""
    with pytest.raises(InputError, match="文件夹"):
        read(tmp_path)


@pytest.mark.parametrize("content", ["", " \n\t\r\n", "\ufeff", "\u3000\n"])
def test_empty_files(tmp_path, content):
    """No bytes, or nothing but blanks."""
    with pytest.raises(EmptyDocument):
        read(stored(tmp_path, "空.txt", content))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("扫描.png", b"\x89PNG\r\n\x1a\n" + bytes(40), "OCR"),
        ("扫描.txt", b"\xff\xd8\xff\xe0" + bytes(40), "JPEG"),
        ("扫描.tif", b"II*\x00" + bytes(40), "OCR"),
        ("包.rar", b"Rar!\x1a\x07" + bytes(40), "解压"),
        ("包.gz", b"\x1f\x8b\x08" + bytes(40), "gzip"),
        ("报告.rtf", b"{\\rtf1\\ansi}", "soffice --headless --convert-to docx '报告.rtf'"),
        ("报告.doc", b"{\\rtf1\\ansi}", "soffice"),
        (
            "报告.doc",
            OLE + "WordDocument".encode("utf-16-le"),
            "soffice --headless --convert-to docx '报告.doc'",
        ),
        ("报表.xls", OLE + "Workbook".encode("utf-16-le"), "soffice --headless --convert-to xlsx '报表.xls'"),
        ("报告.wps", OLE + "WordDocument".encode("utf-16-le"), "WPS"),
        ("报表.et", OLE + "Workbook".encode("utf-16-le"), "另存为 .xlsx"),
        ("不明.bin", OLE, "OLE"),
        ("报告.mht", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "MHTML"),
        ("报告.xml", b"<?xml version='1.0'?><?mso-application progid='Word.Document'?>", "soffice"),
        ("数据.dat", bytes(range(256)) * 20, "二进制"),
    ],
)
def test_formats_without_a_reader(tmp_path, name, content, words):
    """The message says what the file is and how to go on."""
    with pytest.raises(UnsupportedFormat) as caught:
        read(stored(tmp_path, name, content))

    assert words in str(caught.value)
    assert name in str(caught.value)


@pytest.mark.parametrize(
    ("name", "parts", "words"),
    [
        ("版式.ofd", ["OFD.xml", "Doc_0/Document.xml"], "PDF"),
        ("包.zip", ["a.txt"], "解压"),
        ("文.odt", ["mimetype", "content.xml"], "soffice"),
        ("表.xlsb", ["xl/workbook.bin"], "xlsx"),
    ],
)
def test_containers_without_a_reader(tmp_path, name, parts, words):
    """Zip containers are told apart by what is in them."""
    with pytest.raises(UnsupportedFormat, match=words):
        read(package(tmp_path, name, *parts))


def test_encrypted_office_files(tmp_path):
    """An OLE container with an encrypted package is a file behind a password."""
    with pytest.raises(EncryptedFile, match="密码"):
        read(stored(tmp_path, "密.docx", OLE + "EncryptedPackage".encode("utf-16-le")))


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".pdf"])
def test_a_suffix_that_lies(tmp_path, suffix):
    """Text that calls itself an office file is not what its suffix says."""
    with pytest.raises(BrokenFile, match="后缀"):
        read(stored(tmp_path, "报告" + suffix, REPORT))


def test_a_cut_container(tmp_path):
    """The first half of a DOCX cannot be opened."""
    path = package(tmp_path, "半.docx", "word/document.xml", "[Content_Types].xml")
    path.write_bytes(path.read_bytes()[:60])

    with pytest.raises(BrokenFile, match="不完整"):
        read(path)


@pytest.mark.parametrize("content", ["The budget was 30 million in 2023.", "{}", "12,13\n14,15\n"])
def test_without_chinese_it_is_no_report(tmp_path, content):
    """Text of another kind is refused."""
    with pytest.raises(NotAReport, match="没有中文"):
        read(stored(tmp_path, "a.txt", content))


def test_without_figures_it_is_no_report(tmp_path):
    """Chinese without a single number leaves nothing to check."""
    with pytest.raises(NotAReport, match="没有任何数字"):
        read(stored(tmp_path, "诗.txt", "床前明月光，疑是地上霜。"))


def test_a_suffix_of_an_old_format_with_text_in_it(tmp_path):
    """A .doc that is neither Word nor anything known still gets the advice for .doc."""
    with pytest.raises(UnsupportedFormat, match="soffice"):
        read(stored(tmp_path, "报告.doc", REPORT))


def test_messages_are_chinese_first(tmp_path):
    """Every message has both languages, Chinese before English."""
    with pytest.raises(InputError) as caught:
        read(tmp_path)

    chinese, english = caught.value.reason.split(" / ")
    assert not chinese.isascii()
    assert english.isascii()
