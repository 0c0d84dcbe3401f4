"""The demo in one command: settings, database, people, web server and scheduler."""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Mapping
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

import waitress
from flask import Flask

from config import from_env
from selfhelp import clock, scheduler
from selfhelp.app import create_app
from selfhelp.db import migrate
from selfhelp.db.base import db
from selfhelp.features.demo.seed import is_seeded, seed

if sys.platform != "win32":
    from gunicorn.app.base import BaseApplication

Task = Callable[[], None]
# A forked process has everything imported already, so the demo serves a second sooner. Windows has no fork.
PROCESSES = multiprocessing.get_context("spawn" if sys.platform == "win32" else "fork")
WEB_PROCESSES = 2
RESTART_PAUSE = 0.5  # seconds


def serve_demo(instance: Path, port: int, fresh: bool, secrets: Mapping[str, str]) -> None:
    """Prepare what is missing, then serve until interrupted."""
    os.umask(0o077)  # what is written here is nobody else's on this machine
    if fresh:
        shutil.rmtree(instance, ignore_errors=True)
    os.environ.update(demo_environment(instance, port, secrets))
    prepare()
    announce(instance, port)
    keep_running({"web": run_web, "scheduler": run_scheduler})


def announce(instance: Path, port: int) -> None:
    """Where to go, and as whom."""
    accounts = json.loads((instance / "demo-accounts.json").read_text())
    for account in accounts:
        print(f"  {account['role']:<11}{account['email']:<32}{account['name']}")
    print(f"The password of all of them: {accounts[0]['password']}")
    print(f"Mail: http://127.0.0.1:{port}/mailbox")
    print(f"Steg serves on http://127.0.0.1:{port}   (Ctrl+C stops it)", flush=True)


def demo_environment(instance: Path, port: int, secrets: Mapping[str, str]) -> dict[str, str]:
    """The demo's settings; its secrets are made once and kept."""
    instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = instance / "demo.env"
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text("".join(f"{name}={value}\n" for name, value in secrets.items()))
    held = dict(line.split("=", 1) for line in kept.read_text().splitlines())
    return held | {
        "SELFHELP_ENV": "demo", "INSTANCE_DIR": str(instance), "PUBLIC_URL": f"http://127.0.0.1:{port}",
        "DATABASE_URL": f"sqlite:///{instance / 'steg.db'}", "SMTP_HOST": "",
    }


def prepare() -> None:
    """Database at the newest schema, with people in it."""
    app = create_app(from_env())
    with app.app_context():
        migrate.upgrade(db.engine)
        if not is_seeded():
            print("Making the demo's people and their histories …", flush=True)
            seed(app, clock.now())
        db.session.remove()
        db.engine.dispose()


def keep_running(tasks: Mapping[str, Task]) -> None:
    """Run the tasks side by side, each in a process; start one that dies again; end all together."""
    running = {name: started(task) for name, task in tasks.items()}

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        while True:
            time.sleep(RESTART_PAUSE)
            for name, process in running.items():
                if process.exitcode is not None:
                    print(f"{name} ended with {process.exitcode}; starting it again", flush=True)
                    running[name] = started(tasks[name])
    except KeyboardInterrupt:
        pass
    finally:
        for process in running.values():
            process.terminate()
        for process in running.values():
            process.join(timeout=20)


def started(task: Task) -> BaseProcess:
    process: BaseProcess = PROCESSES.Process(target=task)  # type: ignore[attr-defined]
    process.start()
    return process


def run_scheduler() -> None:
    scheduler.run(create_app(from_env()))


def run_web() -> None:
    app, port = create_app(from_env()), urlsplit(os.environ["PUBLIC_URL"]).port or 80
    if sys.platform == "win32":
        waitress.serve(app, host="127.0.0.1", port=port)
    else:
        DemoWeb(app, port).run()


if sys.platform != "win32":

    class DemoWeb(BaseApplication):  # type: ignore[misc]
        """gunicorn, with the application that is in memory already."""

        def __init__(self, app: Flask, port: int) -> None:
            self.app, self.port = app, port
            super().__init__()

        def load_config(self) -> None:
            settings = {
                "bind": f"127.0.0.1:{self.port}", "workers": WEB_PROCESSES, "threads": 4, "worker_class": "gthread",
                "loglevel": "warning", "control_socket_disable": True,
            }
            for name, value in settings.items():
                self.cfg.set(name, value)

        def load(self) -> Flask:
            return self.app
