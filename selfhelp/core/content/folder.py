"""What lies in an author's folder: the files that are read, and those that cannot be."""

from __future__ import annotations

import errno
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG

from selfhelp.core.content.document import Problem, Severity
from selfhelp.core.content.module_file import FILE
from selfhelp.core.content.parser import MEDIA_SUFFIXES, NOT_CONTENT, TEXT_SUFFIXES
from selfhelp.core.content.said import Said, say
from selfhelp.core.content.source import MAX_FILE, TOO_LONG

MODULE_SUFFIXES = TEXT_SUFFIXES + MEDIA_SUFFIXES
MAX_BYTES = 4 * MAX_FILE  # a character takes at most four
MAX_MEDIA = 20_000_000  # bytes: it is stored with every version, and sent to a telephone
# How a file of each kind begins, and after how many bytes.
_BEGINS: Mapping[str, tuple[int, tuple[bytes, ...]]] = {
    ".png": (0, (b"\x89PNG",)), ".jpg": (0, (b"\xff\xd8",)), ".jpeg": (0, (b"\xff\xd8",)), ".gif": (0, (b"GIF8",)),
    ".webp": (8, (b"WEBP",)), ".mp3": (0, (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa")),
    ".m4a": (4, (b"ftyp",)), ".mp4": (4, (b"ftyp",)), ".ogg": (0, (b"OggS",)), ".webm": (0, (b"\x1aE\xdf\xa3",)),
    ".vtt": (0, (b"WEBVTT", b"\xef\xbb\xbfWEBVTT")),
}  # fmt: skip

# The usual reasons of an operating system, in its own words.
_REASONS = {
    errno.EACCES: say("Permission denied"),
    errno.EPERM: say("Operation not permitted"),
    errno.ENOENT: say("No such file or directory"),
    errno.ENOTDIR: say("Not a directory"),
}

Stamp = tuple[tuple[str, int, int, int], ...]


@dataclass(frozen=True)
class Folder:
    """`problems`: of files that are not among `files`, by their names as they can be shown."""

    files: Mapping[str, str | bytes]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(one for one in self.problems if one.severity is Severity.ERROR)

    def with_found(self, found: Iterable[Problem]) -> tuple[Problem, ...]:
        """What was found in the files, and what could not be read; a file that is there is not called missing."""
        told = {one.file for one in self.errors}
        return tuple(sorted({*self.problems, *(one for one in found if one.file not in told)}))


class Unreadable(Exception):
    """A folder with files that cannot be read, or are no texts."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(one) for one in problems))
        self.problems = problems


class _Refused(Exception):
    """A file that is not read; `said` tells the author what to do."""

    def __init__(self, said: Said, severity: Severity = Severity.ERROR) -> None:
        super().__init__(said)
        self.said = said
        self.severity = severity


def source_from_folder(folder: Path) -> dict[str, str | bytes]:
    """The module's own files: texts as they lie on disk, pictures and sound too. Raises Unreadable and OSError."""
    found = read_folder(folder)
    if found.errors:
        raise Unreadable(found.errors)
    return dict(found.files)


def read_folder(folder: Path, suffixes: tuple[str, ...] = MODULE_SUFFIXES) -> Folder:
    """Every file with one of the endings, and every reason why one is not read. Raises OSError for the folder."""
    files: dict[str, str | bytes] = {}
    problems: list[Problem] = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name.endswith("~") or path.name in NOT_CONTENT:
            continue
        if path.suffix not in suffixes and path.is_dir():
            continue
        try:
            files[path.name] = _content(path, suffixes)
        except _Refused as refused:
            problems.append(Problem(shown(path.name), 1, refused.said, refused.severity))
    return Folder(files, tuple(problems))


def stamp_of(paths: Iterable[Path]) -> Stamp:
    """Changes when a file is edited, added, removed, or closed to us."""
    return tuple(_marks(paths))


def shown(name: str) -> str:
    """A file's name with ? for what no page and no terminal can show."""
    return "".join(one if one.isprintable() else "?" for one in name)


def cannot_be_read(error: OSError) -> Problem:
    """Of a module's folder that nothing can be read of."""
    return Problem(FILE, 1, say("the folder cannot be read ({reason}).", reason=why(error)))


def why(error: OSError) -> str:
    return _REASONS.get(error.errno or 0) or str(error.strerror)


def _content(path: Path, suffixes: tuple[str, ...]) -> bytes:
    _refuse_name(path, suffixes)
    _refuse_link(path)
    if path.is_dir():
        raise _Refused(say("this is a folder, and a file is read here. Move what lies in it up, and delete it."))
    try:
        stat = path.stat()
        if not S_ISREG(stat.st_mode):
            raise _Refused(say("this is no ordinary file. Put a file here instead."))
        _refuse_size(path, stat.st_size)
        content = path.read_bytes()
    except OSError as error:
        raise _Refused(
            say("the file cannot be read ({reason}). Give this service leave to read it.", reason=why(error))
        ) from error
    _refuse_other_kind(path, content)
    return content


def _refuse_name(path: Path, suffixes: tuple[str, ...]) -> None:
    if not path.name.isprintable():
        raise _Refused(say("the name holds a character that cannot be used. Use a–z, digits, - and . in it."))
    if path.suffix not in suffixes:
        none = say("a name without an ending")
        ending = say('the ending "{suffix}"', suffix=path.suffix) if path.suffix else none
        raise _Refused(say(
            "{ending} is not known, so the file is not used. Let the name end in one of {known}, "
            "or move the file away.", ending=ending, known=" ".join(suffixes),
        ), Severity.WARNING)


def _refuse_link(path: Path) -> None:
    if not path.is_symlink():
        return
    try:
        inside = path.resolve(strict=True).is_relative_to(path.parent.resolve())
    except (OSError, RuntimeError):  # RuntimeError: a link in a ring, before Python 3.13
        raise _Refused(say("this is a link that leads nowhere. Put the file itself here.")) from None
    if not inside:
        raise _Refused(say("this is a link to a file elsewhere. Put the file itself here."))


def _refuse_size(path: Path, size: int) -> None:
    if path.suffix in TEXT_SUFFIXES and size > MAX_BYTES:
        raise _Refused(TOO_LONG)
    if size > MAX_MEDIA:
        most = MAX_MEDIA // 1_000_000
        raise _Refused(say("the file is larger than {most} MB. Make it smaller, or shorter.", most=most))


def _refuse_other_kind(path: Path, content: bytes) -> None:
    after, beginnings = _BEGINS.get(path.suffix, (0, (b"",)))
    if not content and path.suffix in MEDIA_SUFFIXES:
        raise _Refused(say("the file is empty. Save it again, or delete it."))
    if not content[after:].startswith(beginnings):
        raise _Refused(say(
            "this is no {suffix} file inside, whatever it is called. Save it again as {suffix}.", suffix=path.suffix
        ))


def _marks(paths: Iterable[Path]) -> Iterator[tuple[str, int, int, int]]:
    """A file that goes away while it is looked at is left out."""
    for path in sorted(paths):
        try:
            stat = path.stat() if path.exists() else path.lstat()  # a link to nowhere
        except OSError:
            continue
        yield str(path), stat.st_mtime_ns, stat.st_size, stat.st_mode

