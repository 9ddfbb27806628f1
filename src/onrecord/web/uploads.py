"""Files that a form brought: kept on disk while they come, and put into a folder under names that are safe."""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from onrecord.errors import WrongQuestion

#: Bytes that one form, and all that waits to be added, may have together.
TOTAL = 2_000_000_000
#: Files of one form.
FILES = 400
#: Bytes of one field that is no file, such as a text that was pasted; far more than a report may have.
FIELD = 8_000_000
_FIELDS = 50
#: Characters of a file's name that are kept, and of its ending.
_NAME, _ENDING = 100, 20
#: What no name of a file holds on any system, what no one sees, and what turns a name round.
_BAD = re.compile(r'[<>:"|?*\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
#: Names that Windows keeps for devices, whatever their ending.
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


class _Parser(MultiPartParser):
    """Keeps what is small in memory and the rest on disk; a form of many files must not fill the memory."""

    spool_max_size = 65_536


async def form_of(request: Request) -> FormData:
    """The fields and files of a form.

    Raises:
        WrongQuestion: it is no form, or has more in it than it may.
    """
    told = request.headers.get("content-length", "0")
    if told.isdecimal() and int(told) > TOTAL:
        raise too_much()
    try:
        if request.headers.get("content-type", "").startswith("multipart/form-data"):
            parser = _Parser(
                request.headers, request.stream(), max_files=FILES, max_fields=_FIELDS, max_part_size=FIELD
            )
            return await parser.parse()
        return await request.form(max_fields=_FIELDS, max_part_size=FIELD)
    except MultiPartException as error:
        raise WrongQuestion(
            f"the form cannot be taken ({error.message.rstrip('.')})",
            hint=f"At most {FILES} files at once; add more after these, or give a folder to 'onrecord add'",
        ) from error


def too_much() -> WrongQuestion:
    """The error of more bytes than may be given at once."""
    return WrongQuestion(
        f"this is more than {TOTAL / 1e9:g} GB at once",
        hint="Add it in parts, or give the file to 'onrecord add', which takes any size",
    )


def files_of(form: FormData, name: str) -> list[UploadFile]:
    """The files of a field; what a browser sends when no file was chosen is none."""
    return [one for one in form.getlist(name) if isinstance(one, UploadFile) and one.filename]


def kept(files: Iterable[UploadFile]) -> tuple[Path, list[str]]:
    """A new folder that holds these files, and their names in it.

    Raises:
        OSError: the disk is full, or no folder can be made.
    """
    folder = Path(tempfile.mkdtemp(prefix="onrecord-add-"))
    names: list[str] = []
    try:
        for one in files:
            names.append(free_name(safe_name(one.filename or ""), names))
            with (folder / names[-1]).open("xb") as file:
                shutil.copyfileobj(one.file, file)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return folder, names


def safe_name(name: str) -> str:
    r"""What a file may be called in a folder of ours, whatever a browser says it is called.

    >>> safe_name("../../etc/passwd"), safe_name("C:\\notes\\report.txt"), safe_name(".."), safe_name("a\nb.txt")
    ('passwd', 'report.txt', 'file', 'a b.txt')
    """
    bare = unicodedata.normalize("NFC", re.split(r"[/\\]", name)[-1]).encode("utf-8", "replace").decode()
    bare = " ".join(_BAD.sub(" ", bare).split()).lstrip(".-").rstrip(". ")
    bare = f"file-{bare}" if _DEVICE.match(bare) else bare
    stem, dot, ending = bare.rpartition(".")
    if dot and len(ending) <= _ENDING:
        return f"{_cut(stem) or 'file'}.{ending}"
    return _cut(bare) or "file"


def _cut(stem: str) -> str:
    """As much of a name as every file system takes, which count bytes."""
    return stem[:_NAME].encode()[:_NAME].decode("utf-8", "ignore").strip()


def free_name(name: str, taken: Iterable[str]) -> str:
    """The name, numbered if another file has it; upper and lower case are one to some systems.

    >>> free_name("Report.txt", ["report.txt", "report (2).txt"])
    'Report (3).txt'
    """
    known = {one.lower() for one in taken}
    stem, dot, ending = name.rpartition(".")
    stem, ending = (stem, dot + ending) if stem else (name, "")
    number, found = 1, name
    while found.lower() in known:
        number += 1
        found = f"{stem} ({number}){ending}"
    return found
