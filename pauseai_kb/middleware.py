"""What happens to every request before a view sees it."""

from django.conf import settings
from django.http import HttpResponsePermanentRedirect, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers

from pauseai_kb import languages
from treaties import days


class LanguageMiddleware:
    """The language of a page is that of its address.

    In the place of Django's LocaleMiddleware, which lets every English page vary by what the browser
    asks for. Only `/` looks at that; `/?lang=en` is the English first page for everybody.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if address := languages.moved(request.get_full_path()):
            return HttpResponsePermanentRedirect(address)
        if not self._negotiates(request):
            return self._answer(request, languages.split(request.path_info)[0])
        language = languages.asked_for(request.headers.get("Accept-Language", ""))
        if language == settings.LANGUAGE_CODE:
            response = self._answer(request, language)
        else:
            query = request.get_full_path().removeprefix(request.path)
            response = HttpResponseRedirect(languages.address_in(language, "/") + query)
        patch_vary_headers(response, ["Accept-Language"])
        return response

    def _negotiates(self, request) -> bool:
        return request.path_info == "/" and request.GET.get("lang") != settings.LANGUAGE_CODE

    def _answer(self, request, language):
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class DayMiddleware:
    """The day of `?on=` stays while somebody walks through the site: every link keeps it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with days.day_kept(self._other_day(request)):
            return self.get_response(request)

    def _other_day(self, request):
        """The day asked for; None if that is today, or none: the view answers what is wrong."""
        try:
            day = days.day_asked_for(request)
        except days.BadDay:
            return None
        return None if day == days.today() else day
