"""The addresses of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from pauseai_kb import sitemaps
from pauseai_kb.style_guide import StyleGuide
from pauseai_kb.views import About, Home, Icon, Method, Timeline

# Without a language of their own.
urlpatterns = [
    path("favicon.ico", Icon.as_view(), name="icon"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemaps"),
    path("sitemap-<slug:section>.xml", sitemaps.sitemap, name="sitemap"),
]

urlpatterns += i18n_patterns(
    path("", Home.as_view(), name="home"),
    path("style-guide/", StyleGuide.as_view(), name="style-guide"),
    path("timeline/", Timeline.as_view(), name="timeline"),
    path("about/", About.as_view(), name="about"),
    path("method/", Method.as_view(), name="method"),
    path("admin/", admin.site.urls),
    path("", include("treaties.urls")),
    path("", include("treaties.refresh.urls")),
    path("", include("summits.urls")),
    prefix_default_language=False,
)

handler400 = "pauseai_kb.views.bad_request"
handler403 = "pauseai_kb.views.forbidden"
handler404 = "pauseai_kb.views.page_not_found"
