"""WARC archives made by hand for tests, record by record."""

from __future__ import annotations

import base64
import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.errors import SourceError
from onrecord.model.report import Document


@dataclass(frozen=True)
class Archive:
    """An archive's bytes, and where each of its records begins in them."""

    raw: bytes
    starts: tuple[int, ...]


def record(kind: str, block: bytes, url: str = "", fields: str = "", digest: bool = False) -> bytes:
    """One record of a WARC, unpacked."""
    address = f"WARC-Target-URI: {url}\r\n" if url else ""
    if digest:
        fields += f"WARC-Block-Digest: sha1:{base64.b32encode(hashlib.sha1(block).digest()).decode()}\r\n"
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Date: 2026-02-20T08:00:00Z\r\n{address}{fields}"
    return f"{head}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def answer(body: bytes, media: str = "text/html", status: str = "200 OK", fields: str = "") -> bytes:
    """An HTTP answer as a crawler stores it."""
    said = f"Content-Type: {media}\r\n" if media else ""
    return f"HTTP/1.1 {status}\r\n{said}{fields}\r\n".encode() + body


def archive(records: Sequence[bytes], packed: bool = True) -> Archive:
    """The archive of these records, each a gzip member of its own if packed."""
    pieces = [gzip.compress(one, mtime=0) if packed else one for one in records]
    starts = [sum(map(len, pieces[:n])) for n in range(len(pieces))]
    return Archive(b"".join(pieces), tuple(starts))


def outcome(found: Document | SourceError) -> str:
    """The name of a document, or where an error lies with an exclamation mark."""
    return found.name if isinstance(found, Document) else f"{found.where}!"
