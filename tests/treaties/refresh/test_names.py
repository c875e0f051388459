"""The names that the treaty collections print, each of one participant; and those of two."""

import pytest

from treaties.models import Participant
from treaties.partial_dates import PartialDate
from treaties.refresh.connectors.unoda.vocabulary import NAMES as UNODA
from treaties.refresh.connectors.untc.vocabulary import NAMES as UNTC
from treaties.refresh.naming import Naming, NotKnown
from treaties.refresh.observations import ObservedAction
from treaties.vocabulary import ActionKind

# As the UN's collections spell them, now and until lately; elsewhere than in our short names.
PRINTED = {
    "Antigua and Barbuda": "antigua-and-barbuda",
    "Bahamas (The)": "bahamas",
    "Bolivia": "bolivia",
    "Bolivia (Plurinational State of)": "bolivia",
    "Bosnia and Herzegovina": "bosnia-and-herzegovina",
    "Brunei Darussalam": "brunei",
    "Burma": "myanmar",
    "Byelorussian Soviet Socialist Republic": "belarus",
    "Cabo Verde": "cabo-verde",
    "Cape Verde": "cabo-verde",
    "Ceylon": "sri-lanka",
    "Congo (Democratic Republic of the)": "democratic-republic-of-the-congo",
    "Cook Islands": "cook-islands",
    "Cote d'Ivoire": "cote-divoire",
    "Côte d'Ivoire": "cote-divoire",
    "Côte d’Ivoire": "cote-divoire",
    "Czech Republic": "czechia",
    "Czechia": "czechia",
    "Czechoslovakia": "czechoslovakia",
    "Dahomey": "benin",
    "Democratic Kampuchea": "cambodia",
    "Democratic People's Republic of Korea": "north-korea",
    "Democratic People’s Republic of Korea": "north-korea",
    "Democratic Republic of the Congo": "democratic-republic-of-the-congo",
    "Democratic Yemen": "democratic-yemen",
    "Eswatini": "eswatini",
    "European Community": "european-union",
    "European Economic Community": "european-union",
    "European Union": "european-union",
    "Federal Republic of Germany": "germany",
    "Gambia (Republic of The)": "gambia",
    "Gambia (The)": "gambia",
    "German Democratic Republic": "german-democratic-republic",
    "Holy See": "holy-see",
    "Iran (Islamic Republic of)": "iran",
    "Kyrgyzstan": "kyrgyzstan",
    "Lao People's Democratic Republic": "laos",
    "Lao People’s Democratic Republic": "laos",
    "Libya": "libya",
    "Libyan Arab Jamahiriya": "libya",
    "Malagasy Republic": "madagascar",
    "Maldive Islands": "maldives",
    "Micronesia (Federated States of)": "micronesia",
    "Myanmar": "myanmar",
    "Naoero": "nauru",
    "Nauru": "nauru",
    "Netherlands": "netherlands",
    "Netherlands (Kingdom of the)": "netherlands",
    "Niue": "niue",
    "North Macedonia": "north-macedonia",
    "Republic of Korea": "south-korea",
    "Republic of Moldova": "moldova",
    "Russian Federation": "russia",
    "Saint Kitts and Nevis": "saint-kitts-and-nevis",
    "Saint Lucia": "saint-lucia",
    "Saint Vincent and the Grenadines": "saint-vincent-and-the-grenadines",
    "Sao Tome and Principe": "sao-tome-and-principe",
    "Slovakia": "slovakia",
    "St. Kitts and Nevis": "saint-kitts-and-nevis",
    "St. Lucia": "saint-lucia",
    "St. Vincent and the Grenadines": "saint-vincent-and-the-grenadines",
    "State of Palestine": "state-of-palestine",
    "Swaziland": "eswatini",
    "Syrian Arab Republic": "syria",
    "São Tomé and Príncipe": "sao-tome-and-principe",
    "The former Yugoslav Republic of Macedonia": "north-macedonia",
    "Timor-Leste": "timor-leste",
    "Turkey": "turkiye",
    "Türkiye": "turkiye",
    "Ukrainian Soviet Socialist Republic": "ukraine",
    "United Kingdom": "united-kingdom",
    "United Kingdom of Great Britain and Northern Ireland": "united-kingdom",
    "United Republic of Tanzania": "tanzania",
    "United States": "united-states",
    "United States of America": "united-states",
    "Upper Volta": "burkina-faso",
    "Venezuela (Bolivarian Republic of)": "venezuela",
    "Viet Nam": "vietnam",
    "Western Samoa": "samoa",
    "Yugoslavia": "yugoslavia",
    "Zaire": "democratic-republic-of-the-congo",
}


def row(name, meant="", code="", taken_on="1996-01-01") -> ObservedAction:
    told = {"meant": meant, "code": code}
    return ObservedAction("cwc", name, ActionKind.RATIFICATION, PartialDate(taken_on), name, **told)


def test_every_name_of_the_collections_means_one_participant(record):
    found = Participant.objects.named_each(PRINTED)
    assert {name: sorted(p.slug for p in found[name]) for name in PRINTED} == {
        name: [slug] for name, slug in PRINTED.items()
    }


@pytest.mark.parametrize("names", [UNTC, UNODA], ids=["untc", "unoda"])
def test_a_collection_says_whom_it_means_by_a_name_of_two(record, names):
    """Elsewhere the name stays a question: a name with one meaning needs no line here."""
    for name, slug in names.items():
        with pytest.raises(NotKnown, match="Several"):
            Naming((row(name),)).who(row(name))
        meant = row(name, slug)
        assert Naming((meant,)).who(meant).slug == slug


def test_whom_the_collection_means_and_its_code_must_agree(record):
    other = row("Congo", "republic-of-the-congo", code="COD")
    with pytest.raises(NotKnown, match="different"):
        Naming((other,)).who(other)
    nobody = row("Congo", "nowhere")
    with pytest.raises(NotKnown, match="'nowhere'"):
        Naming((nobody,)).who(nobody)
