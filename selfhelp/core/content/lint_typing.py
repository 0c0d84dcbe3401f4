"""What is typed in prose and boxes: HTML, links, pictures, headings, and numbers where the platform sets them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from selfhelp.core.content.document import Problem
from selfhelp.core.content.html import is_local_image, is_safe_link
from selfhelp.core.content.said import Said, say
from selfhelp.core.content.source import Piece, PieceKind
from selfhelp.core.content.waivers import PHONE_NUMBER, Finding

_HTML = re.compile(
    r"</?[a-zA-Z](?![a-zA-Z0-9+.-]{1,20}:)[^<>\n]{0,300}>|<!--|&(?:[a-zA-Z]{2,20}|#[0-9xX][0-9a-fA-F]{0,6});"
)
_CODE = re.compile(r"`[^`\n]{0,300}`")
_IMAGE = re.compile(r"!\[([^\]\n]{0,300})\]\(([^)\n]{0,300})\)")
_LINK = re.compile(r"(?<!!)\[[^\]\n]{1,300}\]\(([^)\n]{0,300})\)")
_HEADING = re.compile(r"(#{2,6})\s*\S")
_PHONE = re.compile(
    r"(?<![\w,.])(?:\+47\s?)?(?:11[0-9](?:\s?[0-9]{3})?|[0-9]{3}\s?[0-9]{2}\s?[0-9]{3}|[0-9]{2}(?:\s?[0-9]{2}){3})(?![\w])"
)


def lint_typing(file: str, pieces: Sequence[tuple[int, Piece]], file_names: frozenset[str]) -> Iterator[Finding]:
    level = 1
    for page, piece in pieces:
        if piece.kind is PieceKind.HEADING:
            level = 1
        if piece.kind not in (PieceKind.PROSE, PieceKind.BOX):
            continue
        for number, line in enumerate(piece.text.split("\n"), start=piece.text_line):
            for message in lint_line(line, file_names):
                yield Finding(Problem(file, number, message))
            if piece.word == "caution" and (phone := _PHONE.search(line)):
                message = say(
                    '"{number}" looks like a phone number. Remove it: the platform sets the numbers here.',
                    number=phone.group(),
                )
                yield Finding(Problem(file, number, message), PHONE_NUMBER, page)
            if heading := _HEADING.match(line):
                if len(heading.group(1)) > level + 1:
                    message = say(
                        "the heading jumps from level {level} to {deeper}. Write {marks}.",
                        level=level, deeper=len(heading.group(1)), marks="#" * (level + 1),
                    )
                    yield Finding(Problem(file, number, message))
                level = len(heading.group(1))


def lint_line(line: str, file_names: frozenset[str]) -> Iterator[Said]:
    line = _CODE.sub("", line)
    if html := _HTML.search(line):
        yield say(
            '"{html}" is HTML, shown as it stands. Use Markdown, or the character itself.', html=html.group()[:40]
        )
    for alt, address in _IMAGE.findall(line):
        if not alt.strip():
            yield say("the picture has no text for those who cannot see it. Write ![What it shows](file.png).")
        if "//" in address:
            yield say(
                'the picture "{name}" lies elsewhere. Put the file in this folder, and write its name alone.',
                name=address[:60],
            )
        elif not is_local_image(address):
            yield say(
                'the picture "{name}" must be a png, jpg, webp or gif here, named in small letters.', name=address[:60]
            )
        elif address not in file_names:
            yield say('there is no file "{name}" in this folder. Add it, or correct the name.', name=address)
    for address in _LINK.findall(line):
        if not is_safe_link(address):
            yield say(
                'the link "{address}" is removed. Begin it with https://, mailto: or tel:.', address=address[:60]
            )
