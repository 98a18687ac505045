from stance.text.copies import numbered, plain


def test_case_accents_blanks_and_the_shapes_of_marks_do_not_count():
    assert plain("  “We\u00a0GO,”\n said  Zoë ") == '"we go," said zoe'


def test_different_texts_are_numbered_as_they_come_up():
    assert numbered(["B", "a", "b ", "", "A", "\t"]).tolist() == [0, 1, 0, 2, 1, 2]
    assert numbered([]).tolist() == []
