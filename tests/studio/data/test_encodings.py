"""Real sentences in many languages, each in the code pages that its users' programs write."""

import gzip

import pytest

from studio import tasks
from studio.data import guess_encodings, iter_texts, open_source, prepare, read_preview
from studio.data.detecting import detect
from studio.encodings import ENCODING_WORDS, encoding_name, find_encoding
from studio.errors import DataError, UnclearEncodingError
from studio.spec import DataSpec, ReadingSpec

SENTENCES = {
    "german": (
        "Die Lampe ist schön hell und hält länger als erwartet",
        "Der Wasserkocher wurde für die Küche gekauft, fällt aber ständig aus",
        "Übermäßig laut, außerdem lässt sich der Deckel nur schwer öffnen",
        "Die Größe stimmt, die Qualität überzeugt völlig",
    ),
    "french": (
        "La lampe est très belle et la qualité dépasse mes espérances",
        "Livraison rapide, mais l'étiquette était déchirée à l'arrivée",
        "Le vendeur a été désagréable, je ne reviendrai plus ici",
        "Après deux mois, la bouilloire fuit déjà, c'est décevant",
    ),
    "spanish": (
        "La lámpara es bonita y además iluminó toda la habitación",
        "El envío llegó mañana y tarde, según decía la página",
        "No volveré a comprar aquí, la atención fue pésima",
        "Funciona bien desde el año pasado, está muy contento el niño",
    ),
    "polish": (
        "Lampa świeci bardzo jasno, jestem zadowolony z zakupu",
        "Czajnik przecieka już po dwóch tygodniach, żałuję zakupu",
        "Obsługa była niemiła, więcej tu nie przyjdę",
        "Wysyłka szybka, paczka dotarła bez żadnych uszkodzeń",
    ),
    "czech": (
        "Lampa svítí velmi jasně, jsem s nákupem spokojený",
        "Konvice po dvou týdnech protéká, příště koupím jinou",
        "Obsluha byla nepříjemná, už sem nepůjdu",
        "Zboží dorazilo rychle a v pořádku, děkuji",
    ),
    "russian": (
        "Лампа светит очень ярко, покупкой доволен",
        "Чайник протекает уже через две недели, жалею о покупке",
        "Обслуживание было грубым, больше сюда не приду",
        "Доставили быстро, упаковка целая, всё работает",
    ),
    "greek": (
        "Η λάμπα φωτίζει πολύ καλά και είμαι ευχαριστημένος",
        "Ο βραστήρας στάζει μετά από δύο εβδομάδες, μετανιώνω για την αγορά",
        "Η εξυπηρέτηση ήταν αγενής, δεν θα ξαναέρθω",
        "Η παράδοση έγινε γρήγορα και χωρίς ζημιές",
    ),
    "turkish": (
        "Lamba çok parlak yanıyor, aldığıma memnunum",
        "Su ısıtıcısı iki hafta sonra sızdırmaya başladı, pişmanım",
        "Görevliler kabaydı, bir daha buraya gelmeyeceğim",
        "Kargo hızlıydı, ürün sağlam ulaştı, teşekkür ederim",
    ),
    "hebrew": (
        "המנורה מאירה היטב ואני מרוצה מהקנייה",
        "הקומקום דולף אחרי שבועיים ואני מצטער על הקנייה",
        "השירות היה גס ולא אחזור לכאן",
        "המשלוח הגיע מהר וללא נזק",
    ),
    "thai": (
        "โคมไฟสว่างมากและฉันพอใจกับการซื้อครั้งนี้",
        "กาต้มน้ำรั่วหลังจากใช้ไปสองสัปดาห์",
        "พนักงานพูดจาไม่สุภาพ จะไม่กลับมาอีก",
        "ส่งของเร็วและสินค้าไม่เสียหาย",
    ),
    "korean": (
        "램프가 아주 밝고 오래가서 정말 마음에 들어요",
        "주전자가 두 주 만에 물이 새서 실망했습니다",
        "점원이 불친절해서 다시는 오지 않겠습니다",
        "배송이 빠르고 포장도 깨끗했어요",
    ),
    "japanese": (
        "ランプはとても明るくて、買ってよかったです",
        "やかんが二週間で水漏れして、がっかりしました",
        "店員の態度が悪く、二度と行きたくありません",
        "配達が早く、箱もきれいな状態で届きました",
    ),
    "chinese": (
        "这盏灯很亮，质量也很好，非常满意",
        "水壶用了两个星期就漏水，很失望",
        "店员态度不好，以后不会再来了",
        "送货很快，包装完好，谢谢卖家",
    ),
    "chinese (Taiwan)": (
        "這盞燈很亮，品質也很好，非常滿意",
        "水壺用了兩個星期就漏水，讓人失望",
        "店員態度不好，以後不會再來了",
        "送貨很快，包裝完整，謝謝賣家",
    ),
}
WRITTEN = [
    ("german", "cp1252"),
    ("german", "iso8859-1"),
    ("german", "iso8859-15"),
    ("french", "cp1252"),
    ("spanish", "cp1252"),
    ("polish", "cp1250"),
    ("polish", "iso8859-2"),
    ("czech", "cp1250"),
    ("russian", "cp1251"),
    ("russian", "koi8-r"),
    ("russian", "iso8859-5"),
    ("russian", "cp866"),
    ("greek", "cp1253"),
    ("greek", "iso8859-7"),
    ("turkish", "cp1254"),
    ("hebrew", "cp1255"),
    ("thai", "cp874"),
    ("korean", "cp949"),
    ("japanese", "cp932"),
    ("japanese", "euc_jp"),
    ("japanese", "iso2022_jp"),
    ("chinese", "gb18030"),
    ("chinese (Taiwan)", "big5"),
]
POUNDS = 'v1,v2\nspam,"only £2 a week"\nham,plain words\nspam,another £5 off\n'


def table_of(language, num_rows=12):
    texts = [f"{SENTENCES[language][row % 4]} {row}" for row in range(num_rows)]
    return texts, "text;label\r\n" + "".join(f'"{text}";{"ab"[row % 2]}\r\n' for row, text in enumerate(texts))


@pytest.mark.parametrize(("language", "encoding"), WRITTEN)
def test_a_file_in_a_common_code_page_is_read_as_it_was_written(write, language, encoding):
    texts, content = table_of(language)
    source = open_source(write(content.encode(encoding)))
    assert [text for batch in iter_texts(source, "text") for text in batch] == texts
    assert encoding_name(source.encoding) in str(source.notes[0].message)


@pytest.mark.parametrize("language", ["german", "russian", "korean", "chinese"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_in_unicode_needs_no_detector(write, language, encoding):
    texts, content = table_of(language)
    source = open_source(write(content.encode(encoding)))
    assert read_preview(source).rows[3][0] == texts[3]
    assert source.encoding in ("utf-8", "utf-16", "utf-16-le", "utf-16-be")


def test_a_real_korean_file_is_never_read_as_chinese(files):
    source = open_source(files / "korean-cp949.csv")
    assert source.encoding == "cp949"
    assert read_preview(source).rows[0] == ("펌프가 조용하고 정말 좋아요 0", "긍정")
    assert prepare(DataSpec(train=str(source.path)), tasks.get("text_classification")).schema.class_names == (
        "긍정",
        "부정",
    )


def test_what_fits_several_code_pages_is_asked(files):
    with pytest.raises(UnclearEncodingError) as caught:
        open_source(files / "spam-cp1252.csv")
    assert caught.value.exit_status == 2
    assert str(caught.value.message.details["encodings"]).split(",")[:2] == ["cp1252", "cp1250"]
    assert "Windows-1252, Windows-1250" in str(caught.value)
    assert "--encoding" in str(caught.value)


def test_the_question_comes_with_the_lines_that_tell_the_answers_apart(write):
    guesses = {guess.encoding: guess.lines for guess in guess_encodings(write(POUNDS.encode("cp1252")))}
    assert guesses["cp1252"] == ('spam,"only £2 a week"', "spam,another £5 off")
    assert guesses["cp1250"] == ('spam,"only Ł2 a week"', "spam,another Ł5 off")
    assert guess_encodings(write(POUNDS)) == ()


def test_the_answer_is_taken_whatever_the_bytes_look_like(files):
    source = open_source(files / "spam-cp1252.csv", ReadingSpec(encoding="windows-1252"))
    assert source.encoding == "cp1252"
    assert read_preview(source).rows[0][:2] == (
        "spam",
        'this lamp died within a week, order 0 only £2 a week, he said "ok"',
    )
    assert open_source(files / "spam-cp1252.csv", ReadingSpec(encoding="cp1250")).encoding == "cp1250"


def test_an_encoding_that_does_not_fit_is_told_with_the_row(write):
    _, content = table_of("german")
    with pytest.raises(
        DataError, match=r"row 1, column text: expected text encoded as UTF-8\. Received: the byte 0xF6"
    ):
        read_preview(open_source(write(content.encode("cp1252")), ReadingSpec(encoding="utf-8")))
    found = open_source(write(content.encode("cp1252") + b"\x81;a\r\n"), ReadingSpec(encoding="cp1252"))
    with pytest.raises(DataError, match="row 13, column text: expected text encoded as Windows-1252"):
        list(iter_texts(found, "text"))


@pytest.mark.parametrize("gzipped", [False, True])
def test_bytes_that_come_after_a_mebibyte_of_english_count(write, gzipped):
    english = "a plain english sentence that goes on,good\nanother english sentence,bad\n" * 20_000
    content = ("text,label\n" + english + table_of("russian", 400)[1].replace(";", ",")).encode("cp1251")
    path = write(gzip.compress(content) if gzipped else content)
    if gzipped:
        # A gzipped file is not read to its middle for a guess: the row says what is wrong, and the setting mends it.
        with pytest.raises(DataError, match="expected text encoded as UTF-8"):
            list(iter_texts(open_source(path), "text"))
        source = open_source(path, ReadingSpec(encoding="cp1251"))
    else:
        source = open_source(path)
    *_, last = (text for batch in iter_texts(source, "text") for text in batch)
    assert source.encoding == "cp1251"
    assert last == "Доставили быстро, упаковка целая, всё работает 399"


def test_json_and_text_files_know_code_pages_too(write):
    texts, _ = table_of("polish")
    lines = "".join(f'{{"text": "{text}", "label": "a"}}\n' for text in texts)
    assert read_preview(open_source(write(lines.encode("cp1250"), "a.jsonl"))).rows[2][0] == texts[2]
    assert read_preview(open_source(write("\n".join(texts).encode("cp1250"), "a.txt"))).rows[2] == (texts[2],)


@pytest.mark.parametrize(
    ("start", "kind"),
    [(b"PK\x03\x04", "Excel"), (b"\xd0\xcf\x11\xe0", "Excel"), (b"PAR1", "Parquet"), (b"%PDF", "PDF")],
)
def test_another_kind_of_file_under_the_name_of_a_text_is_named(write, start, kind):
    with pytest.raises(DataError, match=f"expected text. Received: an?.* {kind}"):
        open_source(write(start + b"\x00\x01\x02" * 100))


def test_words_of_two_scripts_at_once_are_no_language():
    macintosh = "".join(f"{text}\n" for text in SENTENCES["french"]).encode("mac_roman")
    found = detect(macintosh)
    assert found.encoding is None
    assert "mac_roman" in [guess.encoding for guess in found.guesses]


@pytest.mark.parametrize("encoding", ENCODING_WORDS)
def test_every_encoding_that_can_be_chosen_is_known_under_its_names(encoding):
    assert find_encoding(encoding) == encoding
    assert find_encoding(encoding_name(encoding)) == encoding
    assert "text".encode(encoding).decode(encoding) == "text"


@pytest.mark.parametrize(
    ("name", "encoding"),
    [("latin1", "iso8859-1"), ("GBK", "gb18030"), ("Shift_JIS", "cp932"), ("EUC-KR", "cp949"), ("utf8", "utf-8")],
)
def test_encodings_are_found_under_their_usual_names(name, encoding):
    assert find_encoding(name) == encoding


def test_an_unknown_name_is_no_encoding():
    assert find_encoding("rot13") is None
    assert find_encoding("klingon") is None


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.txt", "a.jsonl"])
def test_another_encoding_chosen_for_a_file_of_valid_utf8_is_told(tmp_path, name):
    lines = {"a.txt": "Die Lampe ist schön\n", "a.jsonl": '{"text": "Die Lampe ist schön"}\n'}
    content = (lines.get(name) or "text,label\nDie Lampe ist schön,a\n").encode()
    path = tmp_path / name
    path.write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    (note,) = open_source(path, ReadingSpec(encoding="windows-1252")).notes
    assert note.level == "warning"
    assert "is read as Windows-1252, as was set, though its letters are valid UTF-8" in str(note.message)
    for reading in (ReadingSpec(), ReadingSpec(encoding="utf-8")):
        assert open_source(path, reading).notes == ()
    plain = content.decode().replace("schön", "hell").encode()
    path.write_bytes(gzip.compress(plain) if name.endswith(".gz") else plain)
    (note,) = open_source(path, ReadingSpec(encoding="windows-1252")).notes
    assert note.level == "info"


def test_another_encoding_chosen_for_a_folder_of_valid_utf8_is_told(tmp_path):
    for label in ("a", "b"):
        (tmp_path / label).mkdir()
        (tmp_path / label / "1.txt").write_text("Die Lampe ist schön", encoding="utf-8")
    (note,) = open_source(tmp_path, ReadingSpec(encoding="windows-1252")).notes
    assert (note.level, "valid UTF-8" in str(note.message)) == ("warning", True)
