"""Which code page a text is written in, told from its bytes.

UTF-8 is expected. UTF-16 is read by its byte order mark or its zero bytes. What is neither is asked of three detectors,
none of which can be trusted alone: chardet's answer counts only where cchardet or chardetng decode to the identical
text. Where they do not agree nothing is guessed; the user is asked, and shown the lines that tell the guesses apart.
"""

import codecs
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from studio.encodings import find_encoding, widened

_MAX_BYTES = 200_000
_NUM_LINES = 3
_MAX_LINE = 100

# What is offered beside the detectors' answers when the user is asked.
_USUAL = ("cp1252", "cp1250", "cp1251", "gb18030", "cp932", "cp949", "cp950", "cp850", "mac_roman")
# Scripts whose letters never stand beside Latin ones in a word; and which part of the letters may, for all that.
_ONE_SCRIPT = ("CYRILLIC", "GREEK", "HEBREW", "ARABIC")
_ODD_PART = 0.04
_FEW_LETTERS = 3
_ICELANDIC, _ICELANDIC_ACCENTS = frozenset("ðþÐÞ"), frozenset("áíóúý")
_IN_WORDS = "\u2019\u00b7\u2026"


@dataclass(frozen=True, slots=True)
class Detection:
    """What is known of a text's encoding.

    Attributes:
        encoding: Python's name of it; `None` where the user has to be asked.
        guesses: What the user is to choose from then.
    """

    encoding: str | None
    guesses: "tuple[EncodingGuess, ...]" = ()


@dataclass(frozen=True, slots=True)
class EncodingGuess:
    """One way to read a text.

    Attributes:
        encoding: Python's name of the encoding.
        lines: The first lines that the guesses read differently, as this one reads them.
    """

    encoding: str
    lines: tuple[str, ...] = ()


def detect(sample: bytes) -> Detection:
    """Tell the encoding of a sample.

    Args:
        sample: Bytes of a text; the last character may be cut.
    """
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Detection("utf-16")
    if wide := _wide_encoding(sample):
        return Detection(wide)
    if _has_escapes(sample):
        return Detection("iso2022_jp")
    if is_valid(sample, "utf-8") or _is_nearly_utf8(sample):
        return Detection("utf-8")
    if b"\0" in sample:
        return Detection(None)
    return _ask_detectors(_telling_lines(sample))


def is_valid(sample: bytes, encoding: str) -> bool:
    """Return whether bytes decode; the last character may be cut."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def _telling_lines(sample: bytes) -> bytes:
    """Return the lines that are not plain ASCII, as far as the detectors read."""
    lines, num_bytes = [], 0
    for line in sample.splitlines(keepends=True):
        if not line.isascii():
            lines.append(line)
            num_bytes += len(line)
            if num_bytes > _MAX_BYTES:
                break
    return b"".join(lines)


def _ask_detectors(sample: bytes) -> Detection:
    # Loaded only for a file that is not UTF-8.
    import cchardet
    import chardet
    import chardetng_py

    first = _read_as(chardet.detect(sample)["encoding"], sample)
    others = [
        _read_as(cchardet.detect(sample)["encoding"], sample),
        _read_as(chardetng_py.detect(sample, allow_utf8=False), sample),
    ]
    texts: dict[str, str] = {}
    for found in (first, *others):
        if found is not None:
            texts.setdefault(found[1], found[0])
    is_agreed = first is not None and any(other is not None and other[1] == first[1] for other in others)
    if first is not None and is_agreed and _has_evidence(first[1]) and not _looks_misread(first[1]):
        return Detection(first[0])
    for encoding in _USUAL:
        if (found := _read_as(encoding, sample)) is not None and _is_plausible(found[1]):
            texts.setdefault(found[1], found[0])
    # The code pages of most computers are the likeliest; what only a detector thought of comes behind them.
    order = {encoding: index for index, encoding in enumerate(_USUAL)}
    texts = dict(sorted(texts.items(), key=lambda entry: order.get(entry[1], len(order))))
    return Detection(None, tuple(_with_lines(texts)))


def _read_as(name: str | None, sample: bytes) -> tuple[str, str] | None:
    """Return an encoding and the text it gives; `None` if it is none that we know, or the sample is not in it."""
    found = None if name is None else find_encoding(name)
    encoding = widened(found) if found is not None else None
    for candidate in (encoding, "big5hkscs") if encoding == "cp950" else (encoding,):
        if candidate is not None:
            try:
                return candidate, codecs.getincrementaldecoder(candidate)().decode(sample)
            except UnicodeDecodeError:
                continue
    return None


def _is_plausible(text: str) -> bool:
    return not any("\x7f" <= character <= "\x9f" or "\ue000" <= character <= "\uf8ff" for character in text)


def _has_evidence(text: str) -> bool:
    """Return whether there are enough different letters to tell a language by; a price or a borrowed word is none."""
    return len({character for character in text if not character.isascii() and character.isalpha()}) >= _FEW_LETTERS


def _looks_misread(text: str) -> bool:
    """Return whether words hold what no language writes: two scripts in one, a capital or a sign between small letters.

    Detectors know few texts of the Macintosh and of DOS, and give them for something else with one voice.
    """
    foreign = [
        (before, character, after)
        for before, character, after in zip(f" {text[:-1]}", text, f"{text[1:]} ", strict=True)
        if not character.isascii()
    ]
    num_odd = sum(_is_odd(*places) for places in foreign)
    letters = {character for _, character, _ in foreign}
    # Icelandic has its accents too; without them, its own letters are the š and ž of a Baltic code page.
    is_odd_icelandic = bool(letters & _ICELANDIC) and not letters & _ICELANDIC_ACCENTS
    return is_odd_icelandic or num_odd > _ODD_PART * len(foreign)


def _is_odd(before: str, character: str, after: str) -> bool:
    kind = unicodedata.category(character)
    # Accents that stand alone are in no text, and these marks open a sentence.
    if kind in ("Cc", "Co", "Cn", "Sk") or (character in "¡¿" and before.isalnum()):
        return True
    if kind in ("So", "Sm", "Sc"):
        return before.isalpha() and after.isalpha()
    if kind in ("Po", "Pi", "Pf", "Ps", "Pe"):
        return character not in _IN_WORDS and (before + after).isascii() and before.isalpha() and after.isalpha()
    if not character.isalpha():
        return False
    if character.isupper() and before.islower() and (after.islower() or not after.isalpha()):
        return True
    return any(other.isascii() and other.isalpha() for other in (before, after)) and _script(character) in _ONE_SCRIPT


def _script(character: str) -> str:
    return unicodedata.name(character, "").split(" ")[0]


def _with_lines(texts: dict[str, str]) -> Iterator[EncodingGuess]:
    rows = zip(*(text.splitlines() for text in texts), strict=False)
    differing = [row for row in rows if len(set(row)) > 1][:_NUM_LINES]
    for index, encoding in enumerate(texts.values()):
        yield EncodingGuess(encoding, tuple(_shorten(row[index]) for row in differing))


def _shorten(line: str) -> str:
    return line if len(line) <= _MAX_LINE else f"{line[: _MAX_LINE - 1]}…"


def _wide_encoding(sample: bytes) -> str | None:
    """Tell UTF-16 without a mark: every second byte of its spaces, digits, commas and line ends is zero."""
    start = sample[:4096]
    low, high = start[0::2].count(0), start[1::2].count(0)
    if high > len(start) // 20 and low * 10 < high:
        return "utf-16-le"
    if low > len(start) // 20 and high * 10 < low:
        return "utf-16-be"
    return None


def _has_escapes(sample: bytes) -> bool:
    """Tell ISO-2022-JP, whose bytes are all ASCII: it switches to Japanese by an escape."""
    return b"\x1b$" in sample and sample.isascii() and is_valid(sample, "iso2022_jp")


def _is_nearly_utf8(sample: bytes) -> bool:
    """Return whether a few broken bytes sit in a text that is otherwise UTF-8."""
    text = sample.decode("utf-8", errors="replace")
    num_foreign = sum(not character.isascii() for character in text)
    return text.count("\ufffd") * 5 < num_foreign
