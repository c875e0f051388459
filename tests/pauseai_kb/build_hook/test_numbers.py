"""Which numbers the build hook compares, and that a mistyped setting is found."""

import json

import pytest

from pauseai_kb.build_hook.calling import the_hook_can_be_called
from pauseai_kb.build_hook.numbers import differences, published_numbers
from treaties.days import today


def test_the_numbers_are_those_of_the_pages(record, client):
    on = today()
    numbers = published_numbers(on)
    for slug in ("npt", "paris-statement"):
        counts = client.get(f"/instruments/{slug}/").context["counts"]
        assert numbers[slug] == {
            **{kind: counts[kind] for kind in numbers[slug] if kind != "potential"},
            "potential": counts.potential,
        }


def test_the_numbers_of_the_whole_record_take_three_queries(record, django_assert_num_queries):
    with django_assert_num_queries(3):
        numbers = published_numbers(today())
    assert differences(numbers, json.loads(json.dumps(numbers))) == {}


@pytest.mark.parametrize(
    ("url", "token", "errors"),
    [
        ("", "", []),
        ("https://builds.example.org/hook?key=1", "abc", []),
        ("http://127.0.0.1:9000/", "", []),
        ("builds.example.org/hook", "", ["pauseai_kb.E002"]),
        ("ftp://builds.example.org/", "", ["pauseai_kb.E002"]),
        ("https://", "", ["pauseai_kb.E002"]),
        ("https://builds.example.org:port/", "", ["pauseai_kb.E002"]),
        ("https://builds.example.org/", "a\nb", ["pauseai_kb.E003"]),
        ("https://builds.example.org/", "sécret", ["pauseai_kb.E003"]),
    ],
)
def test_a_mistyped_setting_is_found_at_the_start(settings, url, token, errors):
    settings.BUILD_HOOK_URL, settings.BUILD_HOOK_TOKEN = url, token
    found = the_hook_can_be_called(None)
    assert [each.id for each in found] == errors
    assert not any(token and token in each.msg for each in found)
