"""One address of every type of page: for `make bench`, and for tests that hold for all pages."""

PAGE_TYPES = {
    "home": "/",
    "instruments": "/instruments/",
    "instrument": "/instruments/npt/",  # the longest list
    "declaration": "/instruments/bletchley-declaration/",
    "compare": "/compare/",
    "comparison": "/compare/npt,bwc,cwc,montreal-protocol,paris-agreement,ctbt/",  # six large ones
    "countries": "/countries/",
    "country": "/countries/norway/",
    "organisation": "/organisations/european-union/",
    "matrix": "/matrix/",
    "matrix-full": "/matrix/?theme=",  # the most cells
    "summits": "/summits/",
    "summit": "/summits/bletchley-2023/",
    "summits-compared": "/summits/compare/",
    "timeline": "/timeline/",
    "mechanisms": "/mechanisms/",
    "mechanism": "/mechanisms/pause-training-frontier/",
    "choke-points": "/choke-points/",
    "sources": "/sources/",
    "source": "/sources/survivalscores-20260822/",  # the most acts
    "discrepancies": "/discrepancies/",
    "changes": "/changes/",
    "glossary": "/glossary/",
    "method": "/method/",
    "about": "/about/",
    "find": "/find/?q=congo",
}
