import pytest

from stance.text.english import is_foreign

FOREIGN = [
    "Deutschland wird keine Soldaten in die Ukraine schicken, solange dort noch gekämpft wird.",
    "La France n'exclut pas l'envoi de troupes au sol, a déclaré le président lundi soir à Paris.",
    "El gobierno no enviará soldados a Ucrania mientras no haya un alto el fuego firmado.",
    "O ministro disse que o país não vai mandar tropas para o Haiti sem mandato da ONU.",
    "Polska nie wyśle swoich żołnierzy na Ukrainę, powiedział premier w poniedziałek prasie w Warszawie.",
    "Danmark er klar til at sende soldater, hvis der kommer en fredsaftale, siger ministeren.",
    "Het kabinet is niet van plan om soldaten te sturen, of het moet op verzoek van de VN zijn.",
    "De minister had gezegd dat hij let op de veiligheid van onze mensen en dat we geen troepen sturen.",
    "To nie jest nasza wojna, a rząd nie chce, by polscy żołnierze pojechali na Ukrainę, ale we Francji.",
    "Ministrul are dreptate când spune că trupele noastre rămân acasă, pe teritoriul țării și al alianței.",
    "To by podle ministra bylo nebezpečné, a proto se česká armáda mise v nejbližších letech nezúčastní.",
    "Don Paolo ha chiesto al presidente di non mandare i nostri ragazzi al fronte e di cercare la pace.",
    "O governo não vai enviar soldados para a Ucrânia, disse o ministro, porque não há condições para isso.",
    "Statsministern sade att hon har talat med her kollega och att all hjälp just nu går till varje by.",
    "De to landene er enige om at alle må bidra, sa statsministeren i Oslo, og det er just det vi gjør nå.",
    "Danmark vil gerne have soldater med i en fredsstyrke, hvis der er et mandat, og det skal vi have nu.",
    "Presidentin mukaan joukkoihin voidaan osallistua vain, jos tulitauko pitää ja eduskunta antaa luvan.",
    "A kormány nem küld katonákat Ukrajnába, és be fogja tartani, amit a parlamentben megígért, mondta.",
    "Savunma Bakanı Can Yılmaz, can kaybını önlemek için askerlerin gitmesi söz konusu değil, dedi.",
    "Pemerintah tidak akan mengirim pasukan ke Ukraina, kata menteri, karena tidak ada mandat dari PBB.",
    "Serikali haitatuma wanajeshi nchini Ukraine, alisema waziri, kwa sababu hakuna idhini ya Umoja.",
    "Le but n'est pas d'envoyer des soldats au front, or la France ne peut pas rester immobile.",
    "In der Not der Stunde sei all das just nicht zu verantworten, so Said Karimi von der WHO am Montag.",
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


def test_of_an_article_no_one_place_decides():
    names = "Oslo, Kyiv, Łódź, Århus, São Paulo, Malmö, Besançon, Žilina, İzmir, Gdańsk, Lund, Vaasa. " * 4
    quoted = "“We would never have sent them without a mandate from the council,” he said. " * 4
    english = "The ministers said that they would not send their soldiers before there was a vote. " * 20
    assert not is_foreign(names + english)
    assert not is_foreign(english + names)
    assert is_foreign(quoted + FOREIGN[0] * 20)
    assert is_foreign(FOREIGN[0] * 20 + quoted)


@pytest.mark.parametrize("text", ["", " \n", "Keine Soldaten!", "1914–1918", "😀😀😀", "№ 5 ☎ €", "\ud83d"])
def test_of_too_little_it_is_not_said(text):
    assert not is_foreign(text)


def test_english_as_it_is_written_is_seldom_taken_for_another_language():
    from corpus import read_corpus

    texts = [s.text for s in read_corpus("reworded", "natural")[0]]
    assert sum(map(is_foreign, texts)) < 0.001 * len(texts)
