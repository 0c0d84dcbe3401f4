"""The demo in one command: settings, database, people, web server and scheduler."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from types import FrameType

from config import from_env
from selfhelp import clock
from selfhelp.app import create_app
from selfhelp.db import migrate
from selfhelp.db.base import db
from selfhelp.features.demo.seed import is_seeded, seed

WEB_PROCESSES = 2
RESTART_PAUSE = 0.5  # seconds


def serve_demo(instance: Path, port: int, fresh: bool, secrets: Mapping[str, str]) -> None:
    """Prepare what is missing, then serve until interrupted."""
    if fresh:
        shutil.rmtree(instance, ignore_errors=True)
    os.environ.update(demo_environment(instance, port, secrets))
    prepare()
    print(f"Steg serves on http://127.0.0.1:{port}  (Ctrl+C stops it)")
    print(f"Accounts: {instance / 'demo-accounts.json'}   Mail: http://127.0.0.1:{port}/mailbox", flush=True)
    keep_running({"web": web_command(port), "scheduler": [sys.executable, "-m", "selfhelp", "scheduler"]})


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


def web_command(port: int) -> list[str]:
    if sys.platform == "win32":
        return [sys.executable, "-m", "waitress", f"--listen=127.0.0.1:{port}", "selfhelp.wsgi:app"]
    return [
        sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{port}", f"--workers={WEB_PROCESSES}", "--threads=4",
        "--worker-class=gthread", "--no-control-socket", "--log-level=warning", "selfhelp.wsgi:app",
    ]


def keep_running(commands: Mapping[str, list[str]]) -> None:
    """Run the commands side by side; start one that dies again; end all together."""
    processes = {name: subprocess.Popen(command) for name, command in commands.items()}

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        while True:
            time.sleep(RESTART_PAUSE)
            for name, process in processes.items():
                if process.poll() is not None:
                    print(f"{name} ended with {process.returncode}; starting it again", flush=True)
                    processes[name] = subprocess.Popen(commands[name])
    except KeyboardInterrupt:
        pass
    finally:
        for process in processes.values():
            process.terminate()
        for process in processes.values():
            process.wait(timeout=20)
