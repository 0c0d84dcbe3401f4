"""What arrives in a form must be text: broken bytes are refused before any view sees them."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from flask import Flask, abort, request

REPLACEMENT = "\ufffd"  # what a decoder leaves where the bytes were not UTF-8
LARGEST_REQUEST = 4 * 1024 * 1024  # a field over its own limit gets its own message; beyond this the request is refused


def init_app(app: Flask) -> None:
    app.config.update(MAX_CONTENT_LENGTH=LARGEST_REQUEST, MAX_FORM_MEMORY_SIZE=LARGEST_REQUEST, MAX_FORM_PARTS=2000)
    app.before_request(refuse_broken_text)


def refuse_broken_text() -> None:
    if request.method in ("POST", "PUT"):
        if request.mimetype == "application/x-www-form-urlencoded" and not _is_text(request.get_data()):
            abort(400)
        for name, text in request.form.items(multi=True):
            if _broken(name) or _broken(text):
                abort(400)


def _is_text(body: bytes) -> bool:
    """Read apart from the form: that one keeps %FF, which is no text, as the three signs % F F."""
    try:
        unquote_to_bytes(body).decode()
    except UnicodeDecodeError:
        return False
    return True


def _broken(text: str) -> bool:
    return REPLACEMENT in text or "\x00" in text or any(0xD800 <= ord(sign) <= 0xDFFF for sign in text)
