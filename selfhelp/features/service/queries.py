"""What a team's service has decided: opening hours, promises, numbers to call. Read from the files when they change."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from flask import current_app

from config import Config
from selfhelp.core.content.folder import Stamp, stamp_of
from selfhelp.core.content.service import read_service, service_folder
from selfhelp.core.content.service_document import Service

DEFAULT_TEAM = "default"


def service_of(team_slug: str) -> Service:
    """One team's service. A broken file is told of by `selfhelp modules check`; here what can be read is used."""
    config: Config = current_app.extensions["settings"]
    folder = config.modules / "service"
    return _read(folder, team_slug, stamp_of(folder.glob("*/*")))


@lru_cache(maxsize=64)
def _read(folder: Path, team_slug: str, stamp: Stamp) -> Service:
    return read_service(_files(folder, stamp), team_slug)


@lru_cache(maxsize=4)
def _files(folder: Path, _stamp: Stamp) -> Mapping[str, str | bytes]:
    try:
        return service_folder(folder).files
    except OSError:
        return {}
