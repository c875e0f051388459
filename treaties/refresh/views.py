"""Pages that say what the runs found."""

from treaties.refresh.tallies import last_tallies
from treaties.views.sources import DiscrepancyList


class Discrepancies(DiscrepancyList):
    """Where sources differ, and beside it what the last runs counted."""

    template_name = "treaties_refresh/discrepancy_list.html"

    def get_context_data(self, **kwargs):
        asked = self.filter.form.cleaned_data if self.filter.is_valid() else {}
        tallies = last_tallies(asked.get("source"), asked.get("instrument"))
        return super().get_context_data(
            tallies=[each for each in tallies if each.totals or each.held],
            silent=[each for each in tallies if not each.totals and not each.held],
            **kwargs,
        )
