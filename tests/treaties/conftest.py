"""How hard Hypothesis tries: enough to have found every bug so far, within a few seconds."""

from hypothesis import settings

settings.register_profile("record", max_examples=60, deadline=None)
settings.load_profile("record")
