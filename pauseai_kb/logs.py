"""What the log says of a request."""

import logging


class MistakesOfVisitors(logging.Filter):
    """One line each: the traceback says where we refuse an address, not what is wrong with it."""

    def filter(self, record: logging.LogRecord) -> bool:
        if getattr(record, "status_code", 500) < 500:
            record.exc_info = record.exc_text = None
        return True
