"""The text encodings that the studio reads: their names, as Python, people and detectors call them."""

import codecs
from collections.abc import Iterable

# The name that is shown of each encoding that can be chosen by hand, the most usual ones first.
ENCODING_WORDS: dict[str, str] = {
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp1252": "Windows-1252 (Western Europe)",
    "cp1250": "Windows-1250 (Central Europe)",
    "cp1251": "Windows-1251 (Cyrillic)",
    "cp1253": "Windows-1253 (Greek)",
    "cp1254": "Windows-1254 (Turkish)",
    "cp1255": "Windows-1255 (Hebrew)",
    "cp1256": "Windows-1256 (Arabic)",
    "cp1257": "Windows-1257 (Baltic)",
    "cp1258": "Windows-1258 (Vietnamese)",
    "cp874": "Windows-874 (Thai)",
    "gb18030": "GB18030 (Chinese)",
    "cp950": "Big5 (Chinese)",
    "big5hkscs": "Big5-HKSCS (Chinese)",
    "cp932": "Shift-JIS (Japanese)",
    "euc_jp": "EUC-JP (Japanese)",
    "iso2022_jp": "ISO-2022-JP (Japanese)",
    "cp949": "EUC-KR (Korean)",
    "iso8859-1": "ISO-8859-1 (Western Europe)",
    "iso8859-2": "ISO-8859-2 (Central Europe)",
    "iso8859-3": "ISO-8859-3 (South Europe)",
    "iso8859-4": "ISO-8859-4 (Baltic)",
    "iso8859-5": "ISO-8859-5 (Cyrillic)",
    "iso8859-6": "ISO-8859-6 (Arabic)",
    "iso8859-7": "ISO-8859-7 (Greek)",
    "iso8859-8": "ISO-8859-8 (Hebrew)",
    "iso8859-10": "ISO-8859-10 (Nordic)",
    "iso8859-13": "ISO-8859-13 (Baltic)",
    "iso8859-14": "ISO-8859-14 (Celtic)",
    "iso8859-15": "ISO-8859-15 (Western Europe)",
    "iso8859-16": "ISO-8859-16 (South-East Europe)",
    "koi8-r": "KOI8-R (Russian)",
    "koi8-u": "KOI8-U (Ukrainian)",
    "cp866": "DOS-866 (Cyrillic)",
    "cp437": "DOS-437 (United States)",
    "cp850": "DOS-850 (Western Europe)",
    "cp852": "DOS-852 (Central Europe)",
    "mac_roman": "Mac Roman",
    "mac_cyrillic": "Mac Cyrillic",
}
# What programs write under these names is the wider code page.
_WIDER = {
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "johab": "cp949",
    "shift_jis": "cp932",
    "shift_jis_2004": "cp932",
    "shift_jisx0213": "cp932",
    "euc_jis_2004": "euc_jp",
    "euc_jisx0213": "euc_jp",
    "big5": "cp950",
    "utf-8-sig": "utf-8",
    "ascii": "utf-8",
}
# The names that detectors give to what Python calls otherwise.
_ALIASES = {"windows-874": "cp874", "x-mac-cyrillic": "mac_cyrillic", "iso-8859-8-i": "iso8859-8", "uhc": "cp949"}


def encoding_name(encoding: str) -> str:
    """Return what is shown for an encoding."""
    return ENCODING_WORDS.get(encoding, encoding.upper()).split(" (")[0]


def find_encoding(name: str) -> str | None:
    """Return the encoding that a name stands for, in one of its usual spellings; `None` if it is not known."""
    wanted = name.strip().lower()
    for encoding, shown in ENCODING_WORDS.items():
        if wanted in (encoding, shown.lower(), shown.split(" (")[0].lower()):
            return encoding
    if wanted in _ALIASES:
        return _ALIASES[wanted]
    try:
        found = codecs.lookup(wanted).name
    except (LookupError, ValueError):
        return None
    found = found if found in ENCODING_WORDS else widened(found)
    return found if found in ENCODING_WORDS else None


def widened(encoding: str) -> str:
    """Return the code page that programs mean by the name of a narrower one: Windows-1252 for ISO-8859-1."""
    return _WIDER.get(encoding, encoding)


def join_names(encodings: Iterable[str]) -> str:
    """Return encodings for a message."""
    return ", ".join(encoding_name(encoding) for encoding in encodings)
