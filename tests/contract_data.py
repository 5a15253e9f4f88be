"""A small data set for any task, made from what the task declares of its roles, and from nothing else."""

import json
import random

from studio.data.columns import layouts_of

GOOD_WORDS = ("bright", "clever", "warm", "joyful", "crisp", "tender")
BAD_WORDS = ("dull", "clumsy", "cold", "bleak", "stale", "harsh")
PLAIN_WORDS = ("the", "film", "was", "a", "story", "with", "actors", "and", "music", "scene", "that", "ends")
TYPES = ("PRAISE", "BLAME")


def write_rows(task, path, num_rows=280, seed=3):
    """Write a JSON lines file for a task; what is to be found can be told from the words of the texts."""
    choose = random.Random(seed)
    layout = layouts_of(task)[0]
    roles = [role for role in task.roles if role.layout in ("", layout)]
    with path.open("w", encoding="utf-8") as file:
        for number in range(num_rows):
            file.write(json.dumps(_row(task, roles, number, choose)) + "\n")
    return path


def _row(task, roles, number, choose):
    telling = (GOOD_WORDS, BAD_WORDS)[number % 2]
    row, words = {}, []
    for role in roles:
        if role.kind in ("text", "tokens") and role.side == "input" and role.is_required:
            words = _words(number, telling, choose)
            row[role.name] = words if role.kind == "tokens" else " ".join(words)
    spans = [role.name for role in roles if role.kind == "span"]
    for role in roles:
        if role.side == "target" and (role.is_required or role.kind == "span"):
            row[role.name] = _target(role, spans, words, number, choose)
    return row


def _words(number, telling, choose):
    words = [*choose.choices(PLAIN_WORDS, k=choose.randint(3, 8)), *choose.sample(telling, 2)]
    choose.shuffle(words)
    return [f"filler{number % 40}", *words]


def _target(role, spans, words, number, choose):
    """Return a value of the role's kind; of two roles of a span the first is the answer, the other its start.

    Some questions have no answer.
    """
    telling = [place for place, word in enumerate(words) if word in GOOD_WORDS + BAD_WORDS]
    match role.kind:
        case "class":
            return ("good", "bad")[number % 2]
        case "classes":
            return [name for name, is_there in (("good", number % 2 == 0), ("bad", number % 3 == 0)) if is_there]
        case "number" | "score":
            return round(len(words) + (0.25 if number % 2 else 0.5), 2)
        case "tags":
            return [f"B-{TYPES[words[place] in BAD_WORDS]}" if place in telling else "O" for place in range(len(words))]
        case "span":
            if number % 7 == 0:
                return None
            word = words[telling[0]]
            return word if role.name == spans[0] else " ".join(words).index(word)
        case "text":
            return " ".join(reversed(words))
        case "messages":
            said = words or _words(number, (GOOD_WORDS, BAD_WORDS)[number % 2], choose)
            return [
                {"role": "user", "content": " ".join(said)},
                {"role": "assistant", "content": " ".join(reversed(said))},
            ]
    raise AssertionError(f"No value is known of the kind {role.kind}.")
