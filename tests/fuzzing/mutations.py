"""Ways to damage a file. Each takes bytes and a random source and gives other bytes."""

import json

ODD_TEXTS = (
    "Infinity", "-Infinity", "NaN", "1e999", "-1", "-0.0", "9" * 30, "9" * 5000, "1e-400", "0.1e308", "true", "null",
    "[]", "{}", '""', '"7"', '"\\ud800"', '"\\u0000"', "[" * 300 + "]" * 300, "[" * 100_000, '{"a":' * 20_000,
    "2147483648", "18446744073709551616", '"' + "x" * 3000 + '"', "[[1],[2]]", '{"kind":{}}', "[null]",
    '"{x:>9999999999}"', '"{0.__class__}"',
)  # fmt: skip
ODD_VALUES = (
    None, True, False, -1, 0, 1, 2**31, 2**53 + 1, 2**64, 10**400, -(10**400), 1e308, -1e308, float("nan"),
    float("inf"), float("-inf"), "", "7", "x" * 2000, "\ud800", "\0", "../../x", "{x:>9999999999}", "{0}", "<b>x</b>",
    [], {}, [[]], [None], {"a": 1}, [1, "a", None], 0.5, -0.5, [-1, -1], "NaN", "1e999",
)  # fmt: skip


def flip_bits(data, chance):
    """Flip one to eight bits."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def cut(data, chance):
    """Cut the end off."""
    return data[: chance.randrange(len(data) + 1)]


def swap_parts(data, chance):
    """Put a part of the file in another place of it."""
    if len(data) < 4:
        return data
    start = chance.randrange(len(data))
    part = data[start : start + chance.randint(1, 64)]
    place = chance.randrange(len(data))
    return data[:place] + part + data[place + chance.choice((0, len(part))) :]


def put_zeros(data, chance):
    """Put a block of NULs over a part."""
    start = chance.randrange(len(data) + 1)
    length = chance.choice((1, 4, 64, 4096))
    return data[:start] + b"\0" * length + data[start + length :]


def put_odd_bytes(data, chance):
    """Put bytes of no encoding, or of another one, somewhere."""
    start = chance.randrange(len(data) + 1)
    odd = chance.choice(
        (b"\xff", b"\xfe\xff", b"\xe8\xbf", b"\x80", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\r", b"\x1b[31m")
    )
    return data[:start] + odd + data[start + chance.choice((0, 1)) :]


def put_odd_text(data, chance):
    """Put an odd number, or brackets within brackets, in place of a value."""
    odd = chance.choice(ODD_TEXTS).encode()
    places = [place for place, byte in enumerate(data[:20_000]) if byte in b":,[ \t\n"]
    if not places:
        return odd
    start = chance.choice(places) + 1
    end = next((place for place in range(start, len(data)) if data[place] in b",}]\t\n"), len(data))
    return data[:start] + odd + data[end:]


def mix_lines(data, chance):
    """Tear, drop, repeat or exchange lines."""
    lines = data.split(b"\n")
    place = chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            del lines[place]
        case 1:
            lines.insert(chance.randrange(len(lines)), lines[place])
        case 2:
            lines[place] = lines[place][: chance.randrange(len(lines[place]) + 1)]
        case 3:
            other = chance.randrange(len(lines))
            lines[place], lines[other] = lines[other], lines[place]
    return b"\n".join(lines)


def change_value(data, chance):
    """Put an odd value in place of one of a JSON text, or of one of its lines; swap two, drop one or rename a key."""
    lines = data.split(b"\n")
    place = chance.randrange(len(lines))
    whole = _parsed(data)
    if whole is not None:
        return _written(_changed(whole, chance))
    parsed = _parsed(lines[place])
    if parsed is None:
        return put_odd_text(data, chance)
    lines[place] = _written(_changed(parsed, chance))
    return b"\n".join(lines)


def _parsed(data):
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict | list) else None


def _written(value):
    return json.dumps(value).encode()


def _changed(value, chance):
    places = list(_places(value))
    if not places:
        return chance.choice(ODD_VALUES)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        holder, key = chance.choice(places)
        try:
            match chance.randrange(8):
                case 0:
                    del holder[key]
                case 1:
                    other, other_key = chance.choice(places)
                    holder[key], other[other_key] = other[other_key], holder[key]
                case 2 if isinstance(holder, dict):
                    holder[chance.choice(("", "x", "\ud800", "../x", "a" * 500, key + "\0"))] = holder.pop(key)
                case _:
                    holder[key] = chance.choice(ODD_VALUES)
        except (KeyError, IndexError):
            continue
    try:
        json.dumps(value)
    except (ValueError, RecursionError):
        # Swapped into itself.
        return chance.choice(ODD_VALUES)
    return value


def _places(value):
    if isinstance(value, dict):
        for key, item in value.items():
            yield value, key
            yield from _places(item)
    elif isinstance(value, list):
        for key, item in enumerate(value):
            yield value, key
            yield from _places(item)


TEXT_MUTATIONS = (
    flip_bits, cut, swap_parts, put_zeros, put_odd_bytes, put_odd_text, put_odd_text, mix_lines, change_value,
    change_value, change_value,
)  # fmt: skip
BINARY_MUTATIONS = (flip_bits, flip_bits, flip_bits, cut, swap_parts, put_zeros)


def mutate(data, chance, *, is_binary=False):
    """Return damaged bytes.

    Args:
        data: Those of a sound file.
        chance: A `random.Random`.
        is_binary: Whether the file is no text.
    """
    mutations = BINARY_MUTATIONS if is_binary else TEXT_MUTATIONS
    for _ in range(chance.choice((1, 1, 1, 2))):
        data = chance.choice(mutations)(data, chance)
    return data
