import pytest

from stance.lexicon.table import compile_table
from stance.masks import Masker
from stance.scopes import AFTER, BEFORE, ELSEWHERE, NO_TARGET, find_scopes
from stance.target import troop_deployment
from stance.text.tokens import tokenize


@pytest.fixture(scope="module")
def scopes_of():
    target = troop_deployment()
    table = compile_table([], target, target)
    masker = Masker(table)

    def read(text):
        stream = masker(tokenize([text]))
        return [table.name_of(s) for s in stream.symbol], find_scopes(stream)

    return read


def column(scopes_of, text, name):
    words, scopes = scopes_of(text)
    return dict(zip(words, getattr(scopes, name).tolist(), strict=True))


def test_a_negator_turns_what_follows_it_in_its_clause(scopes_of):
    parity = column(scopes_of, "We will not send troops, but instructors are possible", "parity")
    assert (parity["will"], parity["SEND"], parity["TARGET"], parity["possible"]) == (0, 1, 0, 0)


def test_two_negators_cancel_out(scopes_of):
    parity = column(scopes_of, "We cannot say never to peace", "parity")
    assert (parity["say"], parity["peace"]) == (1, 0)


def test_negation_ends_with_the_text(scopes_of):
    target = troop_deployment()
    masker = Masker(compile_table([], target, target))
    assert find_scopes(masker(tokenize(["never", "send"]))).parity.tolist() == [0, 0]


def test_relation_to_the_target(scopes_of):
    relation = column(scopes_of, "We may send troops soon, if asked", "relation")
    assert (relation["may"], relation["soon"], relation["asked"]) == (BEFORE, AFTER, ELSEWHERE)
    assert set(column(scopes_of, "We may help", "relation").values()) == {NO_TARGET}


def test_relation_to_the_target_is_counted_anew_in_each_clause_and_text():
    target = troop_deployment()
    texts = ["Troops and GIs left. But we may send soldiers soon, if asked", "", "We may help", "Troops go"]
    stream = Masker(compile_table([], target, target))(tokenize(texts))
    found = find_scopes(stream)
    # TARGET | and TARGET left | . | but we may SEND TARGET soon | , | if asked || we may help || TARGET go
    assert found.relation.tolist() == [2, 1, 2, 2, 3, 1, 1, 1, 1, 2, 2, 3, 3, 3, 0, 0, 0, 2, 2]
    assert found.clause.tolist() == [0, 1, 1, 1, 2, 3, 3, 3, 3, 3, 3, 4, 5, 5, 6, 6, 6, 7, 7]


def test_negators_are_counted_anew_in_each_clause(scopes_of):
    _, scopes = scopes_of("Not never go, but no one will never go, and we go")
    # Not never go | , but no one will never go | , and we go
    assert scopes.parity.tolist() == [0, 1, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0]


def test_questions_end_with_their_sentence(scopes_of):
    question = column(scopes_of, "Will you send troops? No comment.", "question")
    assert (question["SEND"], question["no"]) == (1, 0)
    _, scopes = scopes_of("It rained. They knew. Will you go? No comment.")
    assert scopes.question.tolist() == [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0]


def test_empty(scopes_of):
    assert scopes_of("")[0] == []


def test_words_of_refusing_and_leaving_turn_a_position_round(scopes_of):
    turn = column(scopes_of, "We oppose a withdrawal of troops, but send soldiers", "turn")
    assert (turn["oppose"], turn["withdrawal"], turn["SEND"]) == (0, 1, 0)
    words, scopes = scopes_of("They refuse to rule out troops")
    assert scopes.turn[words.index("TARGET")] == 0  # "refuse to rule out" is one cue, of allowing
    words, scopes = scopes_of("They reject a withdrawal of troops")
    assert scopes.turn[words.index("TARGET")] == 0
