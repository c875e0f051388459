"""The fields of a summit that exist in every language, and the change log."""

from summits.models import (
    Attendance,
    ReportedAttendance,
    Summit,
    SummitAsk,
    SummitAssessment,
)
from treaties.translation import register_and_track

FIELDS = {
    Summit: ["name", "city", "summary"],
    Attendance: ["note"],
    ReportedAttendance: ["note"],
    SummitAsk: ["ask"],
    SummitAssessment: ["text"],
}

for model, fields in FIELDS.items():
    register_and_track(model, fields)
