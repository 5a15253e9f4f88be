"""Tagged addresses of the United States, out of the training data of the parser usaddress.

Its people tagged each word of an address with one of its parts. The words of one part that follow each other become one
span, as tags of the scheme BIO; an address that occurs several times is kept once.
"""

import hashlib
import io
import json
import tarfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator
from pathlib import Path

REQUIREMENT = "usaddress==0.5.16"
ARCHIVE_SHA256 = "f7e614e2489c159cf85be1b6f86edbfaf329dbeedef4d002a025757afd1ec6c6"
_MEMBER = "usaddress-0.5.16/training/labeled.xml"
# Parts that fewer addresses have cannot be learned or measured.
_MIN_ADDRESSES = 20


def read_addresses(archive: Path) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return the words and the parts of the addresses in the package's source archive, each address once."""
    content = archive.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != ARCHIVE_SHA256:
        raise SystemExit(f"{archive}: expected SHA-256 {ARCHIVE_SHA256}. Received: {digest}.")
    with tarfile.open(fileobj=io.BytesIO(content)) as members:
        file = members.extractfile(_MEMBER)
        assert file is not None
        root = ElementTree.parse(file).getroot()  # noqa: S314  of a package whose hash was just checked
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for address in root:
        words = tuple((part.text or "").strip() for part in address)
        if words and all(words):
            found.setdefault(words, tuple(part.tag for part in address))
    return list(found.items())


def to_tags(parts: Iterable[str]) -> Iterator[str]:
    """Yield the tags of words, given the part that each belongs to."""
    before = None
    for part in parts:
        yield f"{'I' if part == before else 'B'}-{part}"
        before = part


def choose(addresses: list[tuple[tuple[str, ...], tuple[str, ...]]]) -> list[dict[str, list[str]]]:
    """Return the rows, without those that have a rare part, in the order of a hash of their words."""
    counts: dict[str, int] = {}
    for _, parts in addresses:
        for part in set(parts):
            counts[part] = counts.get(part, 0) + 1
    kept = [entry for entry in addresses if all(counts[part] >= _MIN_ADDRESSES for part in entry[1])]
    kept.sort(key=lambda entry: hashlib.sha256(" ".join(entry[0]).encode()).digest())
    return [{"tokens": list(words), "tags": list(to_tags(parts))} for words, parts in kept]


def write(path: Path, archive: Path) -> None:
    """Write the rows as JSON lines."""
    lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in choose(read_addresses(archive)))
    path.write_text("".join(lines), encoding="utf-8", newline="\n")
