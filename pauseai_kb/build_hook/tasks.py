"""Celery's way in: a look every half minute, if there is a hook to call."""

from celery import shared_task

from pauseai_kb.build_hook.looking import look


@shared_task
def tell_the_build_hook() -> None:
    look()
