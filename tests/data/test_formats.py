import gzip
import io

import pytest

from stance.data.formats import BadRow, Row, format_of, read_rows, written_format_of
from stance.errors import DataError


def rows(content: bytes, file_format: str, encoding: str = "utf-8"):
    return list(read_rows(io.BytesIO(content), file_format, encoding))


@pytest.mark.parametrize(
    ("name", "file_format"),
    [
        ("a.jsonl", "jsonl"),
        ("a.CSV", "csv"),
        ("b/c.tsv", "tsv"),
        ("a.txt", "lines"),
        ("a.ndjson", "jsonl"),
        ("a.json", "json"),
        ("a.arrow", "arrow"),
    ],
)
def test_formats_by_suffix(name, file_format):
    assert format_of(name) == file_format


def test_an_unclear_suffix_says_what_to_give(tmp_path):
    for name in ("a.doc", "a.xlsx"):
        (tmp_path / name).touch()
    with pytest.raises(DataError, match=r"a\.doc: .*--format jsonl\|csv\|tsv\|parquet\|lines"):
        format_of(str(tmp_path / "a.doc"))
    with pytest.raises(DataError, match=r"a\.xlsx: workbooks are not read; save the sheet as CSV"):
        format_of(str(tmp_path / "a.xlsx"))
    with pytest.raises(DataError, match=r"\*\.doc: cannot be read: No such file"):
        format_of(str(tmp_path / "*.doc"))


def test_an_unclear_name_of_an_output_says_the_option_for_outputs():
    with pytest.raises(DataError, match=r"a\.doc: .*give --output-format jsonl\|csv\|tsv\|parquet$"):
        written_format_of("a.doc")
    with pytest.raises(DataError, match="plain lines hold no columns"):
        written_format_of("a.txt")
    with pytest.raises(DataError, match=r"a\.json: json is only read; name it \.jsonl, "):
        written_format_of("a.json")
    with pytest.raises(DataError, match=r"Parquet is compressed in itself; name it a\.parquet"):
        written_format_of("a.parquet.gz")
    with pytest.raises(DataError, match="Parquet is compressed in itself; name it a, or"):
        written_format_of("a.zst", "parquet")
    assert written_format_of("a.csv.gz", "jsonl") == "jsonl"


@pytest.mark.parametrize("guess", [format_of, written_format_of])
def test_a_folder_is_said_to_be_one(tmp_path, guess):
    with pytest.raises(DataError, match=r"it is a folder; name a file in it$"):
        guess(str(tmp_path))


def test_jsonl_with_good_and_bad_rows():
    content = b'\xef\xbb\xbf{"text": "a"}\n\n[1]\nnot json\n{"text": "caf\xc3\xa9"}\n{"text": "\xff"}\n'
    found = rows(content, "jsonl")
    assert found[0] == Row(1, {"text": "a"})
    assert isinstance(found[1], BadRow)
    assert (found[1].line, found[1].reason) == (3, "a JSON object is expected, not list")
    assert found[2].line == 4
    assert found[3] == Row(5, {"text": "café"})
    assert (found[4].line, "not utf-8" in found[4].reason) == (6, True)


def test_lines():
    assert rows(b"one\r\n\n two\n", "lines") == [Row(1, {"text": "one"}), Row(3, {"text": " two"})]


@pytest.mark.parametrize("mark", [";", "\t"])
def test_a_csv_file_may_part_its_columns_by_another_mark(mark):
    content = f'id{mark}text\n1{mark}"We may; we must, perhaps."\n'.encode()
    assert rows(content, "csv") == [Row(2, {"id": "1", "text": "We may; we must, perhaps."})]


def test_a_comma_in_the_header_of_a_csv_file_decides():
    assert rows(b"text,a;b\nx,y;z\n", "csv") == [Row(2, {"text": "x", "a;b": "y;z"})]
    assert rows(b"text,a\tb\nx,y\n", "tsv") == [BadRow(2, "1 fields, and the header has 2")]


def test_csv_with_quotes_over_lines_and_a_wrong_number_of_fields():
    content = b'id,text\n1,"a, ""b""\nc"\n2\n\n3,d\n'
    assert rows(content, "csv") == [
        Row(2, {"id": "1", "text": 'a, "b"\nc'}),
        BadRow(4, "1 fields, and the header has 2"),
        Row(6, {"id": "3", "text": "d"}),
    ]


@pytest.mark.parametrize("mark", [";", "\t", "|"])
def test_a_first_line_that_tells_what_parts_the_columns_is_no_header(mark):
    content = f"\ufeffsep={mark}\r\nid{mark}text\r\n1{mark}a, b, c\r\n".encode()
    assert rows(content, "csv") == [Row(3, {"id": "1", "text": "a, b, c"})]


def test_a_field_with_a_comma_of_its_own_is_told_with_what_to_do():
    (bad,) = rows(b"id,text\n1,We go, perhaps.\n", "csv")
    assert bad == BadRow(2, "3 fields, and the header has 2; put one that holds ',' into quotation marks")


def test_what_is_no_csv_is_told_with_what_to_do():
    with pytest.raises(DataError, match=r"^line 1: .*; end its lines with LF or CRLF$"):
        rows(b"id,text\r1,a\r2,b\r", "csv")
    with pytest.raises(DataError, match=r"^line 2: .*; check its quotation marks$"):
        rows(b'id,text\n1,"a"b\n', "csv")


@pytest.mark.parametrize("encoding", ["idna", "rot13", "none", "a\0b", "cp037"])
def test_an_encoding_that_cannot_be_read_line_by_line(encoding):
    with pytest.raises(DataError, match="encoding"):
        rows(b"text\na\n", "csv", encoding)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_whose_line_ends_have_several_bytes(encoding, end):
    text = f'text\tn{end}naïve ☃ 𝔘 \u0a0a\u010a\t1{end}"a\nb"\t2'
    expected = [Row(2, {"text": "naïve ☃ 𝔘 \u0a0a\u010a", "n": "1"}), Row(3, {"text": "a\nb", "n": "2"})]
    assert rows(text.encode(encoding), "tsv", encoding) == expected


@pytest.mark.parametrize("mark", ["utf-16-le", "utf-16-be"])
def test_utf_16_is_told_by_its_first_bytes(mark):
    content = "\ufefftext,n\nnaïve,1\n".encode(mark)
    assert rows(content, "csv") == [Row(2, {"text": "naïve", "n": "1"})]
    with pytest.raises(DataError, match="line 2: it holds bytes that are not utf-16"):
        rows(content[:-1], "csv")


def test_blank_lines_hide_no_delimiter():
    assert rows(b"\n\ntext;n\na;1\n", "csv") == [Row(4, {"text": "a", "n": "1"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_where_a_stream_is_damaged(encoding):
    text = "".join(f"{number * 7919 % 10_007}\n" for number in range(50_000))
    stream = gzip.GzipFile(fileobj=io.BytesIO(gzip.compress(text.encode(encoding))[:-2000]))
    whole = []
    with pytest.raises(DataError, match="cannot be decompressed") as error:
        whole.extend(read_rows(stream, "lines"))
    assert str(error.value).startswith(f"line {len(whole) + 1}: ")
    assert len(whole) > 30_000


def test_tsv_in_another_encoding():
    assert rows("text\tn\nnaïve\t1\n".encode("latin-1"), "tsv", "latin-1") == [
        Row(2, {"text": "naïve", "n": "1"})
    ]


def test_a_wrong_encoding_is_reported_by_line():
    found = rows("text,n\nok,1\nnaïve,2\nfine,3\n".encode("latin-1"), "csv")
    assert [r.line for r in found] == [2, 3, 4]
    assert isinstance(found[1], BadRow)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"na\xefve,text\na,b\n", "header: it holds bytes that are not utf-8"),
        (b"", "the file is empty"),
        (b"a,b,a\n1,2,3\n", "names a column twice: a; rename"),
        (b"a,,\n1,,\n", r"names a column twice: \(no name\); rename or remove one"),
        (gzip.compress(b"text\n"), r"it is compressed; give it a name that ends in \.gz"),
        (b"PK\x03\x04\x14\x00", "it is a workbook or a zip archive; save the sheet as CSV"),
        (b'a,b\n"open,1\n', "line 2: .*quotation"),
    ],
)
def test_tables_that_cannot_be_read(content, message):
    with pytest.raises(DataError, match=message):
        rows(content, "csv")


def test_an_object_over_several_lines_is_told_with_what_to_do():
    first = rows(b'{\n "text": "We go."\n}\n', "json")[0]
    assert first.reason.startswith("not JSON: ")
    assert first.reason.endswith("; an object a line is expected, as jq -c . writes it")


def test_binary_junk_is_reported_and_never_crashes():
    junk = bytes(range(256)) * 20
    assert all(isinstance(row, BadRow) for row in rows(junk, "jsonl"))


def test_compressed_files_are_told_by_the_last_suffix_and_their_format_by_the_one_before(tmp_path):
    assert format_of("day.jsonl.gz") == "jsonl"
    assert format_of("DAY.CSV.ZST") == "csv"
    (tmp_path / "day.gz").touch()
    with pytest.raises(DataError, match="not clear from the name"):
        format_of(str(tmp_path / "day.gz"))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'"text, long";label\nWe go, now.;a\n', {"text, long": "We go, now.", "label": "a"}),
        (b"text, long;label\nWe go.;a\n", {"text, long": "We go.", "label": "a"}),
        (b'text;label\n"We go, ""now"";\nperhaps, ";a\n', {"text": 'We go, "now";\nperhaps, ', "label": "a"}),
        (b'"text;long",label\nWe go;a,b\n', {"text;long": "We go;a", "label": "b"}),
        (b"text\nWe go\n", {"text": "We go"}),
        (b"text;label\nWe go;a,b\n", {"text": "We go", "label": "a,b"}),
    ],
)
def test_the_delimiter_is_guessed_by_header_and_rows(content, expected):
    assert rows(content, "csv") == [Row(2, expected)]


def test_a_field_of_many_lines_hides_no_delimiter():
    field = "a, b\n" * 50
    found = rows(f'"id, own";text\n1;x\n2;"{field}"\n'.encode(), "csv")
    assert found == [Row(2, {"id, own": "1", "text": "x"}), Row(3, {"id, own": "2", "text": field})]


def test_bad_rows_do_not_change_the_delimiter():
    assert rows(b"text,label\na;b;c\nd;e\nf,g\n", "csv")[-1] == Row(4, {"text": "f", "label": "g"})


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("file_format", ["csv", "jsonl", "lines", "json"])
def test_utf_16_without_its_mark_is_told(encoding, file_format):
    with pytest.raises(DataError, match=f"looks like UTF-16 .* give --encoding {encoding}$"):
        rows('{"text,n": "naïve"}\n'.encode(encoding), file_format)


@pytest.mark.parametrize("content", [b"a\0b\n", b"\0\0\0\0\0\0\n", b"We g\0 there, said \0he and \0he.\n"])
def test_a_few_bytes_of_zero_are_no_utf_16(content):
    assert rows(content, "lines") == [Row(1, {"text": content.decode().rstrip("\n")})]


def test_bytes_of_another_encoding_name_the_option():
    assert rows(b"na\xefve\n", "lines") == [
        BadRow(1, "it holds bytes that are not utf-8; name the file's encoding with --encoding")
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "latin-1"])
def test_an_array_of_json(encoding):
    content = '\n [\n{"text": "naïve",\n"n": 1}, 7,\n{"text": "b", "n": 12345678901234567890123}]\n'
    assert rows(content.encode(encoding), "json", encoding) == [
        Row(1, {"text": "naïve", "n": 1}),
        BadRow(2, "a JSON object is expected, not int"),
        Row(3, {"text": "b", "n": 12345678901234567890123}),
    ]


def test_json_lines_under_the_name_of_json():
    assert rows(b'\xef\xbb\xbf{"text": "a"}\n\n{"text": "b"}\nno\n', "json")[:2] == [
        Row(1, {"text": "a"}),
        Row(3, {"text": "b"}),
    ]
    assert rows(b"\n", "json") == rows(b"[]", "json") == rows(b"", "json") == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'[{"text": "a"},\n{"text": "\xff"}]', "^line 2: it holds bytes that are not utf-8"),
        (b'[{"text": "a"}', "^not JSON: "),
        (b"[" * 100_000, "^not JSON: "),
    ],
)
def test_what_is_no_array_of_json(content, message):
    with pytest.raises(DataError, match=message):
        rows(content, "json")


def test_an_array_of_json_that_is_too_long_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr("stance.data.formats._MOST_JSON", 100)
    row = b'{"text": "a"},\n'
    assert len(rows(b"[" + row * 5 + b"{}]", "json")) == 6
    stream = io.BytesIO(b"[" + row * 100_000)
    with pytest.raises(DataError, match=r"more than 100 characters is not read; .*JSONL.* jq -c '\.\[\]'$"):
        list(read_rows(stream, "json"))
    assert stream.tell() < 200
