"""Two reviewers at the same moment, each in a transaction of its own."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from tests.make import make_state
from tests.treaties.review.make import make_bwc, make_person, propose_act
from treaties.models import TreatyAction
from treaties.review import services


@pytest.mark.django_db(transaction=True)
def test_of_two_who_accept_at_once_one_writes_and_the_other_is_told():
    make_bwc()
    make_state()
    change, _new = propose_act()
    start = Barrier(2)

    def accept(by):
        try:
            start.wait(timeout=20)
            return services.accept(change, by=by).status
        except services.AlreadyDecided:
            return "too late"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        told = sorted(both.map(accept, [make_person("one"), make_person("two")]))
    assert told == ["accepted", "too late"]
    assert TreatyAction.objects.count() == 1
