"""The standing of all pairs of instrument and participant, in one statement.

The twin of `rules.standing`: the same steps in the same order, and a test compares the two over
the whole data set. Comments name the function of `rules.py` that a step stands for.
"""

from typing import NamedTuple

from treaties.vocabulary import (
    CONSENT_TO_BE_BOUND,
    FIRST_FORMAL_ACT,
    LEAVING,
    STANDING_AFTER,
    ActionKind,
    CountedFor,
    ParticipantKind,
    Review,
    Rounding,
    Standing,
)


class PairStanding(NamedTuple):
    """Where one participant stands under one instrument, by primary keys."""

    instrument: int
    participant: int
    standing: Standing
    is_signatory: bool
    participant_kind: ParticipantKind


COLUMNS = (
    "instrument_id",
    "participant_id",
    "kind",
    "taken_on_first",
    "taken_on_last",
    "effective_on_first",
    "effective_on_last",
    "contested",
    "counted",
    "review",
)

STATEMENT = """
WITH terms AS (
    SELECT id AS instrument_id, binding, list_is_complete, in_force_from_last AS in_force,
           CASE WHEN effect_counted_for = %(after_conditions_met)s
                THEN COALESCE(conditions_met_on_last, in_force_from_last)
                ELSE in_force_from_last END AS pivot,
           CASE effect_unit WHEN 'day' THEN make_interval(days => effect_delay)
                            WHEN 'month' THEN make_interval(months => effect_delay)
                            WHEN 'year' THEN make_interval(years => effect_delay)
                            END AS delay,
           effect_rounding = %(first_of_next_month)s AS rounded,
           CASE withdrawal_unit WHEN 'day' THEN make_interval(days => withdrawal_period)
                                WHEN 'month' THEN make_interval(months => withdrawal_period)
                                WHEN 'year' THEN make_interval(years => withdrawal_period)
                                END AS notice
    FROM treaties_instrument
), action AS MATERIALIZED (  -- counts()
    SELECT *, row_number() OVER () AS action_row FROM ({actions}) AS given
    WHERE review = %(checked)s AND counted AND (%(contested)s OR NOT contested)
), loose AS (  -- pairs with an act of which the day is not known; few
    SELECT DISTINCT instrument_id, participant_id FROM action
    WHERE (taken_on_first, effective_on_first)
          IS DISTINCT FROM (taken_on_last, effective_on_last)
), act AS (  -- on its last possible day; of a loose pair also on its first
    SELECT instrument_id, participant_id, kind, true AS latest, action_row,
           taken_on_last AS taken, effective_on_last AS stated
    FROM action
    UNION ALL
    SELECT instrument_id, participant_id, kind, false, action_row,
           taken_on_first, effective_on_first
    FROM action JOIN loose USING (instrument_id, participant_id)
), picked AS (  -- effect_of_consent(), effect_of_withdrawal()
    SELECT act.*, terms.binding, terms.list_is_complete, CASE
        WHEN kind = ANY(%(consents)s) THEN CASE
            WHEN in_force IS NULL THEN NULL
            WHEN stated IS NOT NULL THEN GREATEST(in_force, stated)
            WHEN taken <= pivot THEN GREATEST(in_force, taken)
            WHEN delay IS NULL THEN NULL
            WHEN rounded THEN GREATEST(in_force,
                (date_trunc('month', taken + delay) + interval '1 month')::date)
            ELSE GREATEST(in_force, (taken + delay)::date) END
        WHEN kind = %(withdrawal)s THEN COALESCE(stated, (taken + notice)::date)
        ELSE COALESCE(stated, taken) END AS effect
    FROM act JOIN terms USING (instrument_id)
), dated AS (  -- an act that is over on its last possible day is over on its first
    SELECT instrument_id, participant_id, kind, latest, binding, list_is_complete, taken, effect
    FROM picked WHERE latest
    UNION ALL
    SELECT early.instrument_id, early.participant_id, early.kind, false,
        early.binding, early.list_is_complete,
        CASE WHEN settled THEN late.taken ELSE early.taken END,
        CASE WHEN settled THEN late.effect ELSE early.effect END
    FROM picked AS early
    JOIN picked AS late ON late.latest AND late.action_row = early.action_row
    CROSS JOIN LATERAL (
        SELECT late.taken <= %(on)s AND COALESCE(late.effect <= %(on)s, true)) AS s (settled)
    WHERE NOT early.latest
), back AS (  -- acts that undo others; few
    SELECT *, CASE kind WHEN %(rescinded)s THEN %(withdrawal)s
                        WHEN %(consent_back)s THEN 'consent'
                        ELSE 'signature' END AS undoes
    FROM dated
    WHERE kind = ANY(%(undoing)s) AND effect <= %(on)s
), standing_act AS (  -- what stands: _consents(), _exits(), has_signed()
    SELECT dated.*, CASE WHEN kind = ANY(%(consents)s) THEN 'consent'
                         WHEN kind = ANY(%(signatures)s) THEN 'signature'
                         ELSE kind END AS role
    FROM dated
    WHERE NOT EXISTS (
        SELECT FROM back
        WHERE back.instrument_id = dated.instrument_id
          AND back.participant_id = dated.participant_id
          AND back.latest = dated.latest
          AND dated.taken <= back.effect
          AND (back.undoes = 'signature' AND dated.kind = ANY(%(signatures)s)
               OR (back.undoes = 'consent' AND dated.kind = ANY(%(consents)s)
                   OR back.undoes = dated.kind)
                  AND (dated.effect IS NULL OR back.effect < dated.effect)))
), left_on AS (
    SELECT *, max(effect) FILTER (
        WHERE role = %(withdrawal)s AND effect <= %(on)s
    ) OVER (PARTITION BY instrument_id, participant_id, latest) AS left_on
    FROM standing_act
), summed AS (
    SELECT instrument_id, participant_id, latest, bool_or(binding) AS binding,
        max(left_on) AS left_on,
        bool_and(list_is_complete) AS list_is_complete,
        COALESCE(bool_or(taken <= %(on)s OR effect <= %(on)s), false) AS begun,
        bool_or(role = 'consent' AND (taken <= %(on)s OR effect <= %(on)s)) AS consented,
        bool_or(role = 'consent' AND effect <= left_on) AS was_bound,
        bool_or(role = 'consent' AND effect <= %(on)s
                AND (left_on IS NULL OR left_on < effect)) AS party,
        bool_or(role = 'consent' AND taken <= %(on)s AND CASE
                WHEN effect IS NOT NULL THEN effect > %(on)s
                ELSE left_on IS NULL OR taken > left_on END) AS pending,
        bool_or((role = 'signature' OR kind = %(definitive)s)
                AND taken <= %(on)s) AS signed,
        (array_agg(said.standing ORDER BY effect DESC, said.rank DESC)
            FILTER (WHERE said.standing IS NOT NULL AND effect <= %(on)s))[1] AS said
    FROM left_on
    LEFT JOIN unnest(%(kinds_said)s::text[], %(standings_said)s::text[])
        WITH ORDINALITY AS said (kind, standing, rank) USING (kind)
    GROUP BY instrument_id, participant_id, latest
), answered AS (  -- _bound(), _not_bound()
    SELECT *, CASE
        WHEN NOT binding THEN COALESCE(said, 'not-listed')
        WHEN party THEN 'party'
        WHEN pending THEN 'contracting-state'
        WHEN left_on IS NOT NULL AND (was_bound OR NOT consented) THEN 'former-party'
        WHEN signed THEN 'signed'
        ELSE 'not-listed' END AS standing
    FROM summed
)
SELECT instrument_id, participant_id,
       CASE WHEN NOT bool_or(list_is_complete OR begun) THEN 'unknown'
            WHEN min(standing) = max(standing) THEN min(standing)
            ELSE 'unknown' END,
       bool_or(latest AND signed), participant.kind
FROM answered
JOIN treaties_participant AS participant ON participant.id = participant_id
WHERE COALESCE(exists_from <= %(on)s, true) AND COALESCE(exists_until >= %(on)s, true)
GROUP BY instrument_id, participant_id, participant.kind
"""


def _plain(words) -> list[str]:
    """The codes themselves, in the order given."""
    return [str(word) for word in words]


def standings_sql(actions, on, *, contested=False):
    """The statement and its parameters for a queryset of actions."""
    inner, inner_params = actions.order_by().values(*COLUMNS).query.sql_with_params()
    # The inner query has positional parameters: give each a name of its own.
    named = {f"inner_{index}": value for index, value in enumerate(inner_params)}
    inner = inner.replace("%s", "{}").format(*[f"%({name})s" for name in named])
    return STATEMENT.format(actions=inner), {
        **named,
        "on": on,
        "contested": contested,
        "checked": Review.CHECKED,
        "after_conditions_met": CountedFor.AFTER_CONDITIONS_MET,
        "first_of_next_month": Rounding.FIRST_OF_NEXT_MONTH,
        "consents": _plain(CONSENT_TO_BE_BOUND),
        "signatures": _plain(FIRST_FORMAL_ACT),
        "definitive": ActionKind.DEFINITIVE_SIGNATURE,
        "withdrawal": ActionKind.WITHDRAWAL,
        "rescinded": ActionKind.WITHDRAWAL_RESCINDED,
        "consent_back": ActionKind.WITHDRAWAL_OF_CONSENT,
        "undoing": _plain(LEAVING - {ActionKind.WITHDRAWAL}),
        "kinds_said": _plain(STANDING_AFTER),
        "standings_said": _plain(STANDING_AFTER.values()),
    }
