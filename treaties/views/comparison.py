"""Instruments side by side: the page, its CSV, and the picker, which also says what went wrong."""

from urllib.parse import urlencode

from django.http import HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from treaties.charts.curve import compared
from treaties.comparison import (
    FEWEST,
    MOST,
    columns_of,
    compare,
    partners_of,
    presets_of,
    with_query,
)
from treaties.days import BadDay, day_asked_for, today
from treaties.freshness import missed_for
from treaties.models import Instrument
from treaties.views.spreadsheet import csv_of_comparison

DIFFERENCES = "differences"
KEPT = ("on", "only")


def slugs_in(text: str) -> list[str]:
    """Slugs as an address has them, commas between: each once, in the visitor's order."""
    asked = (slug.strip() for slug in text.replace("\0", "\ufffd").split(","))
    return list(dict.fromkeys(slug for slug in asked if slug))


class Picker(View):
    """Asks what shall stand side by side: `?instrument=` is an answer, `?chosen=` a beginning."""

    def get(self, request):
        asked = slugs_in(",".join(request.GET.getlist("instrument")))
        if len(asked) >= FEWEST:
            return moved_to(reverse("comparison", args=[",".join(asked)]), request)
        return picker(request, chosen=asked or slugs_in(request.GET.get("chosen", "")))


class ComparisonPage(View):
    """`/compare/bwc,cwc,montreal-protocol/`: a permanent address."""

    def get(self, request, slugs):
        asked = slugs_in(slugs)
        if not asked:
            return moved_to(reverse("compare"), request)
        if ",".join(asked) != slugs:
            return moved_to(reverse("comparison", args=[",".join(asked)]), request)
        found = Instrument.objects.with_answers().filter(slug__in=asked[: MOST + 1])
        instruments = sorted(found, key=lambda each: asked.index(each.slug))
        problems = problems_of(request, asked, instruments)
        if problems:
            known = len(instruments) == len(asked[: MOST + 1])
            return picker(request, chosen=asked, problems=problems, status=400 if known else 404)
        return self.show(request, compare(instruments, day_asked_for(request)))

    def show(self, request, comparison):
        rows = comparison.number_of_rows
        only_differences = request.GET.get("only") == DIFFERENCES
        if only_differences:
            comparison = comparison.only_differences()
        if request.GET.get("format") == "csv":
            return csv_of_comparison(request, comparison)
        slugs = ",".join(each.slug for each in comparison.instruments)
        context = {
            "comparison": comparison,
            "missed": missed_for(*comparison.instruments),
            "chart": compared(comparison.steps, on=comparison.on),
            "columns": columns_of(comparison.instruments, state_of(request)),
            "on": comparison.on,
            "is_today": comparison.on == today(),
            "only_differences": only_differences,
            "left_out": rows - comparison.number_of_rows,
            "may_add": len(comparison.instruments) < MOST,
            "addresses": {
                "all": f"?{state_of(request, only='')}",
                "differences": f"?{state_of(request, only=DIFFERENCES)}",
                "csv": f"?{state_of(request, format='csv')}",
                "change": f"{reverse('compare')}?{state_of(request, only='', chosen=slugs)}",
            },
        }
        return render(request, "treaties/compare.html", context)


def state_of(request, **more) -> str:
    """What the address asks besides the instruments, and more; an empty word takes it away."""
    asked = {key: request.GET[key] for key in KEPT if key in request.GET} | more
    return urlencode({key: value for key, value in asked.items() if value}, safe=",")


def moved_to(address: str, request):
    """The same question at its permanent address."""
    query = state_of(request, format=request.GET.get("format", ""))
    return HttpResponsePermanentRedirect(with_query(address, query))


def problems_of(request, asked: list[str], instruments: list[Instrument]) -> list[str]:
    """Why this cannot be compared, in the words of the page; nothing if it can."""
    problems = []
    known = {each.slug for each in instruments}
    for slug in asked[: MOST + 1]:
        if slug not in known:
            problems.append(_("There is no instrument “%(slug)s” here.") % {"slug": slug[:80]})
    if not FEWEST <= len(asked) <= MOST:
        problems.append(
            ngettext(
                "%(n)s instrument is asked for; choose two to six.",
                "%(n)s instruments are asked for; choose two to six.",
                len(asked),
            )
            % {"n": len(asked)}
        )
    try:
        day_asked_for(request)
    except BadDay as bad:
        problems.append(str(bad))
    if request.GET.get("only", "") not in {"", DIFFERENCES}:
        problems.append(_("Only “?only=differences” leaves out rows."))
    if request.GET.get("format", "") not in {"", "csv"}:
        problems.append(_("Besides the page there is only “?format=csv”."))
    return problems


def picker(request, *, chosen, problems=(), status=200):
    """All instruments to choose from, those chosen first, in their order."""
    instruments = list(Instrument.objects.with_studies().by_title())
    by_slug = {each.slug: each for each in instruments}
    first = [by_slug[slug] for slug in chosen if slug in by_slug]
    rest = [each for each in instruments if each not in first]
    try:
        on = request.GET.get("on", "") and day_asked_for(request).isoformat()
    except BadDay as bad:
        on, problems = "", problems or [str(bad)]
        status = 400
    context = {
        "problems": problems,
        "chosen": first,
        "binding": [each for each in rest if each.binding],
        "not_binding": [each for each in rest if not each.binding],
        "presets": presets_of(instruments),
        "similar": partners_of(first[0], instruments) if len(first) == 1 else None,
        "asked_on": on,
        "most": MOST,
    }
    return render(request, "treaties/compare_picker.html", context, status=status)
