import hypothesis.strategies as st
import pytest
from hypothesis import given

from stance.reading.quotations import find_quotations
from stance.reading.statements import find_statements
from stance.text.sentences import paragraphs


def quoted(text):
    return [
        [text[q.span.start : q.span.end] for q in found] for found in find_quotations(text, paragraphs(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We go,” he said. “Now.”", ["“We go,”", "“Now.”"]),
        ('"We go," he said. "Now."', ['"We go,"', '"Now."']),
        ("„Wir gehen“, sagte er.", ["„Wir gehen“"]),
        ("„We go,” he said.", ["„We go,”"]),
        ("»Nein«, sagte er; «Oui», dit-elle; « Non ».", ["»Nein«", "«Oui»", "« Non »"]),
        ("'We won't go,' said the boys' leader. 'It's ours.'", ["'We won't go,'", "'It's ours.'"]),
        ("‘We won’t go,’ the boys’ leader said.", ["‘We won’t go,’"]),
        ("“He said ‘no’ twice,” she said.", ["“He said ‘no’ twice,”"]),
        ("“A “nested” one,” she said.", ["“A “nested” one,”"]),
        ("– Non, dit-il.", ["– Non, dit-il."]),
        ("— We stay, said the envoy, Ann Orr.", ["— We stay,"]),
        ("– We stay, the envoy said on Monday. – It is late.", ["– We stay,", "It is late."]),
        ("— No! — said Ann Orr. — Never, he added.", ["— No!", "Never,"]),
        ("— Well, I say we stay.", ["— Well, I say we stay."]),
        ("— Sir, the envoy said that we stay.", ["— Sir, the envoy said that we stay."]),
        ("”We go,” he said. ”Now.”", ["”We go,”", "”Now.”"]),
        ("“We go, ” he said. “Now.”", ["“We go, ”", "“Now.”"]),
        ('Five feet 5" of snow fell.', []),
        ("The soldiers' families and the '90s.", []),
        ("It is the general's, isn't it?", []),
    ],
)
def test_marks(text, expected):
    assert quoted(text) == [expected]


def test_a_quotation_over_paragraphs_goes_on_where_the_mark_is_repeated():
    text = "“One.\n\n“Two.\n\n“Three,” he said."
    found = find_quotations(text, paragraphs(text))
    assert [[(q.closed, q.continues) for q in f] for f in found] == [
        [(False, False)],
        [(False, True)],
        [(True, True)],
    ]


def test_an_odd_mark_spoils_its_own_paragraph_only():
    text = 'He said "we go.\n\nShe said "no" and "yes".'
    assert quoted(text) == [['"we go.'], ['"no"', '"yes"']]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ('"No, said Jan Kos.', '"No,'),
        ('"No. We stay, the envoy said on Monday.', '"No. We stay,'),
        ('"No, said the envoy, and he left. We stay.', '"No, said the envoy, and he left. We stay.'),
        ('"Yes, and I say it again.', '"Yes, and I say it again.'),
    ],
)
def test_a_quotation_that_no_mark_closes_ends_before_who_says_it(paragraph, expected):
    text = f'"We go," said Ann Orr. "We must.\n\n{paragraph}\n\n"Never."'
    found = find_quotations(text, paragraphs(text))
    assert [text[slice(*q.span)] for q in found[1]] == [expected]
    own = expected != paragraph
    assert [(q.closed, q.continues) for q in (found[1][0], found[2][0])] == [(own, not own), (True, not own)]


def test_behind_who_says_it_another_quotation_begins():
    assert quoted("“We stay, said Jan Kos. “We must.”") == [["“We stay,", "“We must.”"]]
    assert quoted('"We stay, said Jan Kos. "We must.') == [['"We stay,', '"We must.']]


@given(st.text(alphabet="ab,. \n“”„«»‹›‘’‚\"'–`", max_size=80))
def test_quotations_are_in_order_within_their_paragraph(text):
    spans = paragraphs(text)
    for span, found in zip(spans, find_quotations(text, spans), strict=True):
        flat = [x for q in found for x in q.span]
        assert flat == sorted(flat)
        assert all(span.start <= x <= span.end for x in flat)
        assert all(q.span.start <= q.inner.start <= q.inner.end <= q.span.end for q in found)


def test_marks_between_sentences_without_a_blank():
    text = (
        'Jan Kos came to Rome and refused it."We go," said Ann Orr. "I am against it."In blunt words, '
        'Ann Orr spoke."I will stay," Jan Kos said in Rome.'
    )
    assert [(text[slice(*p.span)], [h.name for h in p.holders]) for p in find_statements(text)] == [
        ("Jan Kos came to Rome and refused it.", ["Jan Kos"]),
        ('"We go,"', ["Ann Orr"]),
        ('"I am against it."', ["Ann Orr"]),
        ("In blunt words, Ann Orr spoke.", ["Ann Orr"]),
        ('"I will stay,"', ["Jan Kos"]),
    ]


@pytest.mark.parametrize("text", ['The 5"gun left.', 'Kos has the "A"team.'])
def test_marks_without_a_blank_that_part_nothing(text):
    assert len(find_statements(text)) == 1
