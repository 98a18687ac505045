import numpy as np

from stance.text.normal import FoldTables, build_fold_tables, fold, fold_tables, spell_out


def test_folding_drops_case_accents_and_shapes_of_marks():
    assert fold("Élysée’s “Größe” – naïve U.S.") == 'elysee\'s "grose" — naive u.s.'


def test_folding_joins_letters_written_in_parts():
    assert fold("cafe\u0301") == fold("café") == "cafe"
    assert fold("tro\u00adops") == "troops"
    assert fold("tro\u200bops") == "troops"


def test_ligatures_are_their_letters():
    assert (
        fold("o\ufb03ce \ufb00 \ufb01nd \ufb02y wa\ufb04e \ufb05 \ufb06") == "office ff find fly waffle st st"
    )


def test_spelling_out_tells_where_each_letter_stood():
    points, places = spell_out(np.array([ord("o"), 0xFB03, 0xFB01, 0x1F600], dtype=np.uint32))
    assert "".join(map(chr, points)) == "offifi\U0001f600"
    assert places.tolist() == [0, 1, 1, 1, 2, 2, 3]
    for plain in ([], [0x61], [0x61, 0x1F600]):
        assert spell_out(np.array(plain, dtype=np.uint32))[1] is None


def test_folding_takes_anything():
    assert fold("") == ""
    assert fold("\ud800") == "\ud800"
    assert fold("\U0001f600") == "\x00"


def test_the_stored_tables_are_those_that_are_built():
    built: FoldTables = build_fold_tables()
    stored = fold_tables()
    # Latin, Greek, Cyrillic and general punctuation: stable from one Unicode version to the next.
    for part in (slice(0, 0x530), slice(0x2000, 0x2070)):
        assert np.array_equal(built.code[part], stored.code[part])
        assert np.array_equal(built.kind[part], stored.kind[part])
        assert np.array_equal(built.upper[part], stored.upper[part])
