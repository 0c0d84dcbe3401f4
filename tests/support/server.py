"""The product as it runs: a web server in a process of its own, on a free port of this machine."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from config import ROOT
from tests.support.settings import KEY

Found = TypeVar("Found")
PATIENCE = 90.0  # seconds until a server that does not answer is a failure


def environment(folder: Path, port: int, **more: str) -> dict[str, str]:
    """The settings of an installation in this folder, as the processes get them."""
    key = urlsafe_b64encode
    return {
        "PATH": os.environ["PATH"], "SELFHELP_ENV": "demo", "INSTANCE_DIR": str(folder),
        "PUBLIC_URL": f"http://127.0.0.1:{port}", "SECRET_KEY": "a secret for tests only, of no use elsewhere",
        "LOOKUP_KEY": key(KEY[::-1]).decode(), "DATA_KEYS": f"test:{key(KEY).decode()}",
        "DATABASE_URL": f"sqlite:///{folder / 'steg.db'}",
    } | more


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """gunicorn with its workers, in a process group of its own; the scheduler beside it if it is asked for."""

    def __init__(self, settings: Mapping[str, str], port: int, workers: int = 2) -> None:
        self.settings, self.port, self.workers = settings, port, workers
        self.url = f"http://127.0.0.1:{port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.scheduler: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [
            sys.executable, "-m", "gunicorn", f"--bind=127.0.0.1:{self.port}", f"--workers={self.workers}",
            "--threads=4", "--worker-class=gthread", "--no-control-socket", "--log-level=error", "--graceful-timeout=2",
            "selfhelp.wsgi:app",
        ]
        self.process = subprocess.Popen(command, env=dict(self.settings), cwd=ROOT, start_new_session=True)
        self.wait()

    def start_scheduler(self) -> None:
        """The process that sends mail; ready when it holds the lease."""
        command = [sys.executable, "-m", "selfhelp", "scheduler"]
        self.scheduler = subprocess.Popen(command, env=dict(self.settings), cwd=ROOT, start_new_session=True)
        self.wait("/readyz")

    def wait(self, path: str = "/healthz") -> None:
        until(lambda: _answers(f"{self.url}{path}"), f"no answer from {self.url}{path}")

    def kill(self) -> None:
        """Everything at once, as when the power goes."""
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def stop(self) -> None:
        for process in (self.scheduler, self.process):
            if process is not None and process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(timeout=20)


@contextmanager
def serving(folder: Path, workers: int = 2, scheduler: bool = False, **more: str) -> Iterator[Server]:
    port = free_port()
    server = Server(environment(folder, port, **more), port, workers)
    try:
        server.start()
        if scheduler:
            server.start_scheduler()
        yield server
    finally:
        server.stop()


@contextmanager
def previewing(folder: Path) -> Iterator[str]:
    """`selfhelp modules preview` as it runs; its address."""
    port = free_port()
    command = [sys.executable, "-m", "selfhelp", "modules", "preview", str(folder), "--port", str(port)]
    with subprocess.Popen(command, env=environment(folder, port), cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            until(lambda: _answers(f"http://127.0.0.1:{port}/"), "the preview does not answer")
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def until(holds: Callable[[], Found], otherwise: str, patience: float = PATIENCE) -> Found:
    """What `holds` answers as soon as it is true; the message when it has not become so in time."""
    deadline = time.monotonic() + patience
    while not (found := holds()):
        if time.monotonic() > deadline:
            raise AssertionError(otherwise)
        time.sleep(0.05)  # between two looks at another process, with a deadline
    return found


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except OSError:
        return False
