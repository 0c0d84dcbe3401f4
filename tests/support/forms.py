"""A form as a browser without script holds it: hidden fields, texts and choices, sent with the button pressed."""

from __future__ import annotations

from html.parser import HTMLParser

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

Fields = dict[str, list[str]]


class _Forms(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, Fields]] = []
        self._open = False
        self._area: str | None = None
        self._skip = 0  # inside <template>

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag == "template":
            self._skip += 1
        if tag == "form":
            self._open = True
            self.found.append((held.get("action", ""), {}))
        if not self._open or self._skip or "name" not in held:
            return
        if tag == "textarea":
            self._area = held["name"]
            self._put(held["name"], "")
        elif tag == "input" and (held.get("type") not in ("radio", "checkbox") or "checked" in held):
            self._put(held["name"], held.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._skip -= 1
        if tag == "form":
            self._open = False
        if tag == "textarea":
            self._area = None

    def handle_data(self, data: str) -> None:
        if self._area is not None and not self._skip:
            texts = self.found[-1][1][self._area]
            data = data.replace("\r\n", "\n")
            texts[-1] += data if texts[-1] else data.removeprefix("\n")

    def _put(self, name: str, value: str) -> None:
        self.found[-1][1].setdefault(name, []).append(value)


class Form:
    """`form["plan.what"] = "Te"` writes; `form.send(client, _do="next")` presses."""

    def __init__(self, action: str, fields: Fields) -> None:
        self.action, self.fields = action, fields

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, [""])[0]

    def __setitem__(self, name: str, value: str | list[str]) -> None:
        self.fields[name] = [value] if isinstance(value, str) else value

    def send(self, client: FlaskClient, **pressed: str) -> TestResponse:
        return client.post(self.action, data={**self.fields, **{name: [value] for name, value in pressed.items()}})

    def autosave(self, client: FlaskClient) -> TestResponse:
        """What the script does while one writes."""
        data = {name: values for name, values in self.fields.items() if name != "once"}
        return client.put(self.action, data=data, headers={"X-CSRFToken": self["csrf_token"]})


def form_on(html: str, action: str) -> Form:
    """The form of a page that is sent to this address."""
    parser = _Forms()
    parser.feed(html)
    for found, fields in parser.found:
        if found == action:
            return Form(found, {name: list(values) for name, values in fields.items()})
    raise AssertionError(f"no form for {action}; there are {[found for found, _ in parser.found]}")


def opened(client: FlaskClient, path: str, action: str = "") -> Form:
    """The form on a page, which is sent to the page's own address unless `action` says another."""
    answer = client.get(path)
    assert answer.status_code == 200, f"{path} answered {answer.status_code}"
    return form_on(answer.text, action or path)
