"""Who is meant, and who goes on speaking, across the sentences and paragraphs of an article."""

import pytest

from stance.reading.statements import find_statements


def holders(text):
    return [[h.name for h in p.holders] for p in find_statements(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a verb that no list has, right behind a quotation
        ("“We go where we go,” grunted Bob Tarn, 71, nursing a half. “We go.”", "Bob Tarn | Bob Tarn"),
        ("“No troops,” barked the mayor, 60. “Never.”", "mayor | mayor"),
        ("The “surge” angered Oslo. “We go.”", " | "),
        # somebody new enters, without a verb of speech; a relative does not
        (
            "“No,” said Ida Moss. Ana Orr, a baker, was less sure. “It depends.”",
            "Ida Moss | Ana Orr | Ana Orr",
        ),
        (
            "“No,” said Ida Moss. Her husband, Tom Moss, is in Basra. “He is fine.”",
            "Ida Moss | Tom Moss | Ida Moss",
        ),
        (
            "“No,” said Ida Moss.\n\nAna Orr, a baker, opposes it.\n\n“It depends.”",
            "Ida Moss | Ana Orr | Ana Orr",
        ),
        ("“No,” said Ida Moss. Bread was short.\n\n“It depends.”", "Ida Moss |  | Ida Moss"),
        ("“No,” said Ida Moss. Her brother shrugged. “We go.”", "Ida Moss | brother | brother"),
        ("“No,” said Ida Moss. Her brother is a baker. “We go.”", "Ida Moss | brother | Ida Moss"),
        # whoever can say something has not said it
        (
            "“No,” said Ida Moss. As anyone can tell, Orr's son Ross is in Basra.\n\n“It is hard.”",
            "Ida Moss | Ross | Ida Moss",
        ),
        # whoever has no name
        (
            "Asked, an aide to the mayor, unwilling to talk, said it was late. “No.”",
            "aide to the mayor | aide to the mayor",
        ),
        (
            "Contacted, a senior officer said no request had come. “We are few.”",
            "senior officer | senior officer",
        ),
        (
            "Ana Orr was in Rome.\n\nHer defence minister sounded another note:\n\n“We go.”",
            "Ana Orr | defence minister | defence minister",
        ),
        ("Analysts in Lagos say no. “He needs men,” one said.", "Analysts in Lagos | Analysts in Lagos"),
        ("The mayor met two officers. One said the war was lost.", "mayor | two officers"),
        ("One official said the war was lost.", "official"),
        ("Kos's aides are tired. “We wait,” said one.", "Kos's aides | Kos's aides"),
        ("“We wait,” said one minister.", "minister"),
        ("Donna, 25, would not sign. “I need him here,” she said.", "Donna | Donna"),
    ],
)
def test_who_says_a_quotation_that_stands_alone(text, expected):
    assert " | ".join(", ".join(names) for names in holders(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Premier Ilmar Ves was blunt. His country would pay but had no intention of sending men.",
            "Ilmar Ves",
        ),
        ("Minister Jan Kos was pleased. His delegation would vote for it.", "Jan Kos"),
        ("Jan Kos left. He left his country in May.", "Jan Kos"),
        ("The union met on Monday. It therefore saw no need for a second force.", "union"),
        ("The union met on Monday. It was not prepared to wait.", "union"),
        ("The union met on Monday. It would be ready to go.", "union"),
        ("The union met on Monday. It clearly wants more.", "union"),
        ("The defence department said no. It saw no need for troops.", "defence department"),
        ("The union met on Monday. Analysts in Lagos were glad. It refused to pay.", "union"),
        ("It is the first time Spain has been so blunt.", "Spain"),
        ("The union met on Monday. It was clear that troops would go.", ""),
        ("The union met on Monday. It was a long day.", ""),
        ("The union met on Monday. It would be hard to go.", ""),
        ("Analysts in Lagos say he cannot win. They expect 300 men at most.", "Analysts in Lagos"),
        ("Norway offers men for an evacuation. They do not intend to fight.", "Norway"),
    ],
)
def test_whom_a_pronoun_or_a_country_stands_for(text, expected):
    assert holders(text)[-1] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mrs Holm, a farmer, lost a son. A meeting with the premier was put off. “I wait,” she said.",
            "Holm",
        ),
        ("Talks were held with Prime Minister Anna Lee. “I wait,” she said.", "Anna Lee"),
        ("Jan Kos was late. Talks were held with Prime Minister Anna Lee. She said no.", "Anna Lee"),
        ("Moscow was angry, minister Jan Kos was quoted as saying. Mali would wait, he added.", "Jan Kos"),
        # of which state somebody is minister
        (
            "Mali was glad, but its external affairs minister, Adama Keita, was not. Henri Roux wept. "
            "The French foreign minister had begged for men.",
            "Henri Roux",
        ),
        ("France will go. Its president, Luc Marin, said so. The president of France left.", "Luc Marin"),
        (
            "President Ana Lee was in Rome. Her foreign minister, Jan Kos, was silent. "
            "Her foreign minister said later that he would wait.",
            "Jan Kos",
        ),
        (
            "Foreign Minister Igor Orlov of Russia said no. Italy's Livia Conti was late. "
            "Her foreign minister said she would wait.",
            "foreign minister",
        ),
        (
            "Norwegian prime minister Ola Berg said no. Swedish prime minister Lena Holm agreed. "
            "The Norwegian prime minister spoke later.",
            "Ola Berg",
        ),
        (
            "Prime Minister Tony Hale said troops would stay. Labour's Ana Orr objected. "
            "The prime minister promised a vote.",
            "Tony Hale",
        ),
        ("Prime Minister Tony Hale said no. “It's late,” the conservative leader added.", "Tony Hale"),
        ("Prime Minister Tony Hale said no. “It's late,” the Labour leader added.", "Labour leader"),
        ("“We wait,” said Jan Kos, 45, a plumber. The prime minister will speak today.", "prime minister"),
        ("In nearby Dolna, the mayor has the last word. “We wait,” he says.", "mayor"),
        ("President Oksana Holt left. Her chief of staff went further.", "chief of staff"),
        ("The chief of staff left. The chief of the alliance said no.", "chief of the alliance"),
        ("The Army chief of staff opposed intervention.", "Army chief of staff"),
    ],
)
def test_whom_an_office_and_she_stand_for(text, expected):
    assert holders(text)[-1] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jan Kos says Rome would see war in it. There was “nothing to discuss” here.", "Jan Kos"),
        (
            "“We go at dawn,” General Kos told Lee over breakfast. The thing would be done from the air.",
            "Kos",
        ),
        ("The mayor said troops would go in May. The mission would last six months.", "mayor"),
        ("The mayor said troops would go in May. That would leave the village without a school.", ""),
        ("The mayor was in Rome. The mission would last six months.", ""),
        ("The mayor said troops would go. The school is shut.", ""),
        ("The mayor said no. The deal was called “a joke” by the Greens.", "Greens"),
    ],
)
def test_who_goes_on_speaking_in_a_sentence_about_nobody(text, expected):
    assert holders(text)[-1] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The foreign ministry issued a statement. “We wait,” the statement said. “We do.”",
            ["foreign ministry"] * 3,
        ),
        ("President Ana Lee released a letter. “We wait,” it read. “We do.”", ["Ana Lee"] * 3),
        (
            "The mayor read a letter from the bishops. The letter said that war was a sin.",
            ["mayor", "bishops"],
        ),
        ("The union's petition was signed by Jan Kos. “Not one more,” it begins.", ["Jan Kos", "union"]),
        (
            "The mayor sent a letter. The letter, a copy of which I have, says that Mali waits.",
            ["mayor", "mayor"],
        ),
        ("The bishops weighed in. Their letter said war was a sin.", ["bishops", "bishops"]),
        ("Jan Kos sent a letter. It said Mali would pay. The letter was late.", ["Jan Kos", "Jan Kos", ""]),
        ("The Taliban reply came late. “Not one more,” it read.", ["Taliban", "Taliban"]),
        ("Norway sent a letter. Jan Kos was pleased. He said no.", ["Norway", "Jan Kos", "Jan Kos"]),
    ],
)
def test_a_paper_speaks_for_whoever_issued_it(text, expected):
    assert [next(iter(names), "") for names in holders(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "To Gen. Paul Orr it was Verdun all over again. Planes would settle nothing, he held.",
            [["Paul Orr"]] * 2,
        ),
        ("To Berlin, the plan was a dead letter.", [["Berlin"]]),
        ("For Moscow, this would be a red line.", [["Moscow"]]),
        ("It was Verdun again.", [[]]),
        ("It was Jan Kos, the minister, who refused.", [["Jan Kos"]]),
        ("It is France that wants war.", [["France"]]),
        ("“Bowed to the generals” was the verdict of Rep. Ilo Tamm.", [["Ilo Tamm"]]),
        ("Such is the position of the government in Oslo.", [["government in Oslo"]]),
    ],
)
def test_whose_view_a_sentence_gives(text, expected):
    assert holders(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Meanwhile the army fell back behind the river.", []),
        ("Russia launched 88 drones at Odesa on Monday.", []),
        ("Ukraine launched an appeal for help.", ["Ukraine"]),
        ("Norway attacked the plan as folly.", ["Norway"]),
        ("The rebels have shelled two villages, the governor said.", ["governor"]),
        (
            "Also speaking were the representatives of Ghana and Kenya (on behalf of the African Union).",
            [],
        ),
        ("Speaking in Rome, Jan Kos said the ministers were late.", ["Jan Kos"]),
        ("It is to be hoped that the main opposition party will stand by its refusal.", []),
    ],
)
def test_what_the_writer_reports_is_nobody_s_position(text, expected):
    assert holders(text) == [expected]
