"""The mailbox page, read as a test needs it: by address, as soon as a mail is there."""

from __future__ import annotations

import html
import re
import urllib.request
from dataclasses import dataclass

from tests.support.server import until

ROW = re.compile(r'href="(/mailbox/[0-9a-f-]{36})".*?<b>(.*?)</b><span>(.*?)</span>', re.DOTALL)


@dataclass(frozen=True)
class Mail:
    path: str
    subject: str
    to_and_when: str


@dataclass(frozen=True)
class Mailbox:
    url: str

    def mails(self, to: str) -> list[Mail]:
        """The newest first."""
        rows = [Mail(*map(html.unescape, found)) for found in ROW.findall(self._get("/mailbox"))]
        return [mail for mail in rows if mail.to_and_when.startswith(f"{to},")]

    def newest(self, to: str, subject: str = "", patience: float = 60.0) -> Mail:
        """The newest mail to an address, waited for."""
        otherwise = f"no mail to {to} within {patience} s"
        found = until(lambda: [mail for mail in self.mails(to) if subject in mail.subject], otherwise, patience)
        return found[0]

    def link(self, to: str, leads_to: str) -> str:
        """The path of the link in the newest mail to an address."""
        mail = self.newest(to)
        return re.findall(rf'href="[^"]*?(/{leads_to}/[^"]+)"', self._get(mail.path))[0]

    def _get(self, path: str) -> str:
        with urllib.request.urlopen(self.url + path, timeout=20) as answer:
            return str(answer.read().decode())
