"""What a person does in a browser: open, fill in, press."""

from __future__ import annotations

import re

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.world import PASSWORD, csrf_of, email_of


def press(client: FlaskClient, path: str, page: str = "", **fields: str) -> TestResponse:
    """Post a form that stands on `page`, or on its own address."""
    token = csrf_of(client.get(page or path).text)
    return client.post(path, data={"csrf_token": token, **fields})


def sign_in(
    client: FlaskClient, name: str, password: str = PASSWORD, address: str = "127.0.0.1", **fields: str
) -> TestResponse:
    """Try to sign in from a network address; `name`: a person, or an e-mail address."""
    email = name if "@" in name else email_of(name)
    token = csrf_of(client.get("/sign-in").text)
    data = {"email": email, "password": password, "csrf_token": token, **fields}
    return client.post("/sign-in", data=data, environ_base={"REMOTE_ADDR": address})


def cookie_of(client: FlaskClient) -> str:
    held = client.get_cookie("steg")
    return held.value if held else ""


def without_tokens(html: str) -> str:
    """A page apart from what is new each time it is made."""
    return re.sub(r'(name="(?:csrf_token|once)" value=")[^"]*', r"\1", html)
