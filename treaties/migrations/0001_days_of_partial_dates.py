"""The SQL functions behind `first_day_of` and `last_day_of`."""

from django.db import migrations

# The days of a partial date, for the columns that PostgreSQL keeps: the twin of `PartialDate`.
# What is no such date is refused here as well.
DAYS_OF_PARTIAL_DATES = """
CREATE FUNCTION edtf_first_of(text) RETURNS date LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT make_date(substr($1, 1, 4)::int,
                     COALESCE(NULLIF(substr($1, 6, 2), ''), '1')::int,
                     COALESCE(NULLIF(substr($1, 9, 2), ''), '1')::int)
$$;
CREATE FUNCTION edtf_last_of(text) RETURNS date LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE length($1)
        WHEN 4 THEN make_date($1::int, 12, 31)
        WHEN 7 THEN (make_date(substr($1, 1, 4)::int, substr($1, 6, 2)::int, 1)
                     + interval '1 month' - interval '1 day')::date
        ELSE make_date(substr($1, 1, 4)::int, substr($1, 6, 2)::int, substr($1, 9, 2)::int)
        END
$$;
CREATE FUNCTION edtf_first(text) RETURNS date LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE
        WHEN $1 LIKE '[..%' THEN make_date(1, 1, 1)
        WHEN $1 LIKE '[%' THEN public.edtf_first_of(split_part(substr($1, 2), '..', 1))
        ELSE public.edtf_first_of($1) END
$$;
CREATE FUNCTION edtf_last(text) RETURNS date LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT CASE
        WHEN $1 LIKE '[%' THEN public.edtf_last_of(split_part(rtrim($1, ']'), '..', 2))
        ELSE public.edtf_last_of($1) END
$$;
"""
NO_DAYS = """
DROP FUNCTION edtf_first(text), edtf_last(text), edtf_first_of(text), edtf_last_of(text);
"""


class Migration(migrations.Migration):
    initial = True

    operations = [migrations.RunSQL(DAYS_OF_PARTIAL_DATES, NO_DAYS)]
