"""The jobs, run by a real worker over both brokers."""

import subprocess
import sys

import pytest
from django.conf import settings

from pauseai_kb.celery import app
from tests.conftest import free_port, process, wait_for

SEND = "from pauseai_kb.dataset.tasks import check_record; check_record.delay()"


def test_every_job_of_the_schedule_exists():
    app.loader.import_default_modules()
    for entry in settings.CELERY_BEAT_SCHEDULE.values():
        assert entry["task"] in app.tasks


def run_the_nightly_check(env, log):
    words = ["celery", "-A", "pauseai_kb", "worker", "--pool", "threads", "--loglevel", "INFO"]
    with process(*words, env=env, log=log):
        wait_for(lambda: "ready." in log.read_text(), log=log)
        subprocess.run(
            [sys.executable, "-c", f"import django; django.setup(); {SEND}"],
            env=env,
            cwd=settings.BASE_DIR,
            check=True,
        )
        wait_for(lambda: "problems." in log.read_text(), log=log)
    assert "records: 0 problems." in log.read_text()


@pytest.mark.django_db
def test_a_worker_checks_the_record_over_the_broker_of_files(record_environment, tmp_path):
    env = {**record_environment, "VAR_DIR": str(tmp_path / "var")}
    env.pop("CELERY_BROKER_URL", None)
    run_the_nightly_check(env, tmp_path / "worker.log")


@pytest.mark.redis
@pytest.mark.django_db
def test_a_worker_checks_the_record_over_redis(redis_server, record_environment, tmp_path):
    port = free_port()
    words = [redis_server, "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    log = tmp_path / "redis.log"
    with log.open("wb") as output:
        redis = subprocess.Popen(words, stdout=output, cwd=tmp_path)
    try:
        wait_for(lambda: "Ready to accept connections" in log.read_text(), log=log)
        env = {**record_environment, "CELERY_BROKER_URL": f"redis://127.0.0.1:{port}/0"}
        run_the_nightly_check(env, tmp_path / "worker.log")
    finally:
        redis.terminate()
        redis.wait()
