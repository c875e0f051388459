"""What a look brought, for a terminal or a program."""

from treaties.refresh import saved
from treaties.refresh.runs import Look

OF_A_RUN = ("outcome", "message", "sha256", "rows", "declared", "counted")
OF_A_PROPOSAL = ("kind", "subject", "before", "after", "quote")
ASIDE = ("held", "unnamed", "conflicts")


def as_data(look: Look) -> dict:
    run = {name: getattr(look.run, name) for name in (*OF_A_RUN, *ASIDE)}
    return {
        "run": {"source": look.run.source.slug, **run, "outcome": str(look.run.outcome)},
        "observed": saved.printed(look.observed) if look.observed else None,
        "proposals": [
            {name: getattr(change, name) for name in OF_A_PROPOSAL} | {"impact": int(change.impact)}
            for change in look.proposals
        ],
    }


def in_words(look: Look) -> str:
    run = look.run
    about = f"{run.source.slug}: {run.get_outcome_display()}"
    lines = [f"{about}: {run.rows} rows, {run.proposed} new proposals"]
    lines += [f"  {change}: {change.before} → {change.after}" for change in look.proposals]
    lines += [f"  held back: {row['quote']} ({row['why']})" for row in run.held + run.unnamed]
    lines += [f"  conflict: {row['quote']} ({row['why']})" for row in run.conflicts]
    return "\n".join(lines)
