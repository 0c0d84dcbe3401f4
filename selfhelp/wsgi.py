"""What the web server runs: `gunicorn selfhelp.wsgi:app`."""

from __future__ import annotations

import sys

from config import ConfigError, from_env
from selfhelp.app import create_app

try:
    app = create_app(from_env())
except ConfigError as error:
    sys.exit(f"Steg cannot start:\n{error}")
