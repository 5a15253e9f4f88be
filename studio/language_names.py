"""What languages are called: in the names of columns, files and entries."""

import re

# ISO 639-1, and the codes of ISO 639-2 and 639-3 that data sets use, both where there are two.
_CODES = """
aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el
en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu
ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na
nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so
sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
afr ara ben bul cat ces cze chi zho cmn yue dan deu ger dut nld ell gre eng est eus baq fas per fil fin fra
fre gle glg heb hin hrv hun ice isl ind ita jpn kat geo kaz khm kor lao lat lav lit mal mar may msa mya bur
nep nor nob nno pan pol por ron rum rus slk slo slv spa sqi alb srp swa swe tam tel tha tgl tur ukr urd uzb
vie wel cym zul
"""
_NAMES = frozenset(
    {
        "arabic", "basque", "bengali", "bulgarian", "catalan", "chinese", "croatian", "czech", "danish", "dutch",
        "english", "esperanto", "estonian", "finnish", "french", "galician", "german", "greek", "hebrew", "hindi",
        "hungarian", "icelandic", "indonesian", "irish", "italian", "japanese", "korean", "latin", "latvian",
        "lithuanian", "malay", "mandarin", "norwegian", "persian", "polish", "portuguese", "romanian", "russian",
        "serbian", "slovak", "slovenian", "spanish", "swahili", "swedish", "tamil", "thai", "turkish", "ukrainian",
        "urdu", "vietnamese", "welsh",
        "deutsch", "español", "français", "italiano", "português", "русский",
        "中文", "汉语", "英文", "英语", "法文", "法语", "德文", "德语", "日文", "日语", "韩文", "韩语", "俄文", "俄语",
        "西班牙文", "西班牙语", "意大利语", "葡萄牙语", "阿拉伯语",
    }
)  # fmt: skip
# A script or a region may follow, as in zh-Hans, pt_BR or es-419.
_SUBTAGS = re.compile(r"(?:[-_](?:[a-z]{4}|[a-z]{2}|\d{3}))*", re.IGNORECASE)


def is_language(name: str) -> bool:
    """Return whether a name is that of a language: a code such as `en`, `zh-Hans` or `pt_BR`, or a word.

    Args:
        name: In any case.
    """
    text = name.strip().lower()
    code, rest = re.match(r"([a-z]*)(.*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    return text in _NAMES or (code in _CODES.split() and _SUBTAGS.fullmatch(rest) is not None)
