import pytest

from stance.text.english import is_foreign

FOREIGN = [
    "Deutschland wird keine Soldaten in die Ukraine schicken, solange dort noch gekämpft wird.",
    "La France n'exclut pas l'envoi de troupes au sol, a déclaré le président lundi soir à Paris.",
    "El gobierno no enviará soldados a Ucrania mientras no haya un alto el fuego firmado.",
    "O ministro disse que o país não vai mandar tropas para o Haiti sem mandato da ONU.",
    "Polska nie wyśle swoich żołnierzy na Ukrainę, powiedział premier w poniedziałek prasie w Warszawie.",
    "Danmark er klar til at sende soldater, hvis der kommer en fredsaftale, siger ministeren.",
    "Мы не будем посылать войска.",
    "我们不会派兵。",
    "لن نرسل قوات إلى أوكرانيا",
]
ENGLISH = [
    "We will not send troops.",
    "Berlin rules out sending soldiers of its own, Chancellor Anders Weiß told “Le Monde” and «Die Zeit».",
    "Oslo, Kyiv, Łódź, Århus, São Paulo, Malmö, Besançon, Žilina, İzmir and Gdańsk: thousands march",
    "NO BOOTS ON THE GROUND, SAYS PM, AS MINISTERS MEET ALLIES IN BRUSSELS TONIGHT",
    "I don’t, won’t, can’t.",
]


@pytest.mark.parametrize("text", FOREIGN)
def test_other_languages_and_letters_are_told(text):
    assert is_foreign(text)
    assert is_foreign(text * 1000)


@pytest.mark.parametrize("text", ENGLISH)
def test_english_with_foreign_names_is_not(text):
    assert not is_foreign(text)


@pytest.mark.parametrize("text", ["", " \n", "Keine Soldaten!", "1914–1918", "😀😀😀", "№ 5 ☎ €", "\ud83d"])
def test_of_too_little_it_is_not_said(text):
    assert not is_foreign(text)
