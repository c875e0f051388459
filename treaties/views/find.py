"""Finding a country or an organisation by any of its names: one search from the home page."""

from difflib import get_close_matches

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.generic import TemplateView, View

from treaties.models import Instrument, Participant, ParticipantName
from treaties.names import fold

MOST = 50


class FindForm(forms.Form):
    q = forms.CharField(
        label=_("Find your country"),
        max_length=100,
        required=False,
        validators=[ProhibitNullCharactersValidator()],
    )


class Find(TemplateView):
    """One match leads straight to its page, several are listed, none gets suggestions."""

    template_name = "treaties/find.html"

    def get(self, request, *args, **kwargs):
        form = FindForm(request.GET)
        words = form.cleaned_data["q"] if form.is_valid() else ""
        found = list(found_by(words)) if words else []
        if len(found) == 1:
            return redirect(found[0])
        instruments = Instrument.objects.matching(words).by_title() if words else []
        return self.render_to_response(
            self.get_context_data(
                form=form,
                words=words,
                found=found,
                instruments=instruments,
                suggestions=suggestions(words) if words and not found else [],
            )
        )


def found_by(words):
    """Those with exactly this name or code; if there are none, those with it in a name."""
    return Participant.objects.found_by(words).with_names().by_name()[:MOST]


def suggestions(words):
    """Those with a name much like this one: a letter too many, too few or another."""
    names = ParticipantName.objects.values_list("search_key", "participant")
    by_key = dict(names)
    close = get_close_matches(fold(words), by_key, n=5, cutoff=0.7)
    meant = {by_key[key] for key in close}
    return Participant.objects.filter(pk__in=meant).with_names().by_name()


@method_decorator(cache_control(public=True, max_age=3600), name="dispatch")
class Names(View):
    """All names as JSON, for the search field: the one shown first, then all by which it is found."""

    def get(self, request):
        participants = Participant.objects.prefetch_related("names").by_name()
        return JsonResponse({"names": [names_of(each) for each in participants]})


def names_of(participant) -> list[str]:
    others = {name.text for name in participant.names.all()} | {participant.code, participant.iso2}
    return [participant.name, *sorted(others - {participant.name, ""})]
