"""The kind of a statement, by a table of examples."""

import pytest

from claims.extraction.kinds import kind_of
from claims.extraction.types import Kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Unemployment fell to 4 percent.", Kind.STATISTIC),
        ("The storm damaged at least three bridges.", Kind.STATISTIC),
        ("The proposal has earned our attention at least.", Kind.FACT),
        ("We have spent £40 million on the bridge.", Kind.STATISTIC),
        ("Nurses earn less than bus drivers do.", Kind.STATISTIC),
        ("A third of the houses stand empty.", Kind.STATISTIC),
        ("One in five children went hungry.", Kind.STATISTIC),
        ("The port unloaded 700 000 tonnes.", Kind.STATISTIC),
        ("The ferry costs two hours for every three that it saves.", Kind.STATISTIC),
        ("Rents are lower in the port than in the hills.", Kind.STATISTIC),
        ("More drivers who speed crash compared with others.", Kind.STATISTIC),
        ("The bridge was opened in 1958.", Kind.FACT),
        ("He was jailed for 25 years.", Kind.FACT),
        ("The town lost its ferry in the past six years.", Kind.FACT),
        ("People over 65 ride free of charge.", Kind.FACT),
        ("The pass is for riders aged 15 to 65.", Kind.FACT),
        ("He planned a 15-minute city.", Kind.FACT),
        ("A 17-year-old was charged on 3 May 2021.", Kind.FACT),
        ("COVID-19 came from a market.", Kind.FACT),
        ("I promise to end the queues.", Kind.PROMISE),
        ("We will build 300 homes by 2027.", Kind.PROMISE),
        ("We'll soon abolish the toll.", Kind.PROMISE),
        ("A commission will be set up before the summer.", Kind.PROMISE),
        ("The council is going to repeal the tax.", Kind.PROMISE),
        ("Double the number of nurses.", Kind.PROMISE),
        ("The council will build a second bridge.", Kind.PROMISE),
        ("He would abolish the toll within a month.", Kind.PROMISE),
        ("She'd scrap the fee.", Kind.PROMISE),
        ("We will not raise the rent.", Kind.PROMISE),
        ("The mayor plans to close the old bridge.", Kind.PROMISE),
        ("Our council will ensure clean water within two years.", Kind.PROMISE),
        ("We are committed to 40 new buses.", Kind.PROMISE),
        ("Every family shall be given a pension.", Kind.PROMISE),
        ("The mayor promised 300 nurses.", Kind.PROMISE),
        ("Nobody shall wait above 20 days.", Kind.PROMISE),
        ("Helmets will be made mandatory.", Kind.PROMISE),
        ("We are committed to better schools.", Kind.FACT),
        ("Our council will ensure clean water.", Kind.PREDICTION),
        ("We will also support the farmers.", Kind.PREDICTION),
        ("Unemployment will increase sharply.", Kind.PREDICTION),
        ("The war will end soon.", Kind.PREDICTION),
        ("I will tell you what happened.", Kind.PREDICTION),
        ("I will answer that.", Kind.PREDICTION),
        ("You're going to build a bridge.", Kind.PREDICTION),
        ("You will build a bridge.", Kind.PREDICTION),
        ("The shop will open on Friday.", Kind.PREDICTION),
        ("The storm would close the bridge.", Kind.FACT),
        ("Open letters reached the mayor.", Kind.FACT),
        ("Open a second bridge.", Kind.PROMISE),
        ("Launch of the ferry.", Kind.FACT),
        ("Established shops fear the mayor.", Kind.FACT),
        ("We will see about that.", Kind.PREDICTION),
        ("Prices will fall in spring.", Kind.PREDICTION),
        ('The mayor said: "The bridge is safe."', Kind.QUOTATION),
        ("I think the mayor is wrong.", Kind.OPINION),
        ("The mayor met the owner of the port.", Kind.FACT),
        ("", Kind.FACT),
    ],
)
def test_kind(text: str, kind: Kind) -> None:
    assert kind_of(text) == kind


def test_typographic_apostrophes_and_capitals_change_nothing() -> None:
    assert kind_of("WE’LL ABOLISH THE TOLL.") == Kind.PROMISE
