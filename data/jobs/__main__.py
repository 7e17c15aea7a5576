"""`python -m data.jobs`: the worker process, without the web."""

from data.jobs.worker import Worker
from data.settings import Settings

if __name__ == "__main__":
    Worker(Settings.from_env()).run()
