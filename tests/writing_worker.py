"""A stand-in for the worker that writes: the engine's lines, without TensorFlow.

It writes the last input word by word, and looks at the word that it writes; "for ever …" until it is stopped, and a
line for each message of a conversation. "fail" is refused.
"""

WORKER = r"""
import json, os, re, sys, tempfile, threading, queue, time

lines, stopped = queue.Queue(), set()

def read():
    for line in sys.stdin:
        request = json.loads(line)
        if "stop" in request:
            stopped.add(request["stop"])
        lines.put(request)
    stopped.add(None)
    lines.put(None)

def say(**message):
    print(json.dumps(message), flush=True)

def words_of(text):
    try:
        messages = json.loads(text)
        text = f"turn {len(messages)}: {messages[-1]['content']}"
    except (ValueError, TypeError, KeyError):
        pass
    return re.findall(r"\s*\S+", text)

def write(number, request, is_before):
    text = list(request["inputs"].values())[-1]
    words, most = words_of(text), request["settings"]["max_new_tokens"]
    is_endless = "for ever" in "".join(words)
    if is_before:
        words = ["?"] * len(words)
    count, so_far, seconds = 0, "", 0.25
    while count < most and (is_endless or count < len(words)) and number not in stopped and None not in stopped:
        word = words[count] if count < len(words) else " more"
        so_far += word
        count += 1
        candidates = [[word, 0.75], [" other", 0.25]][: request["num_candidates"]]
        say(id=number, writing={"text": so_far, "num_tokens": count, "candidates": candidates, "seconds": seconds})
        seconds += 0.125
        if is_endless:
            most = 10**9
            time.sleep(0.01)
    is_ended = not is_endless and count == len(words)
    say(id=number, written={"kind": "text", "prediction": so_far, "num_tokens": count, "is_ended": is_ended,
                            "token_ids": list(range(count)), "first_token_seconds": 0.25 if count else None,
                            "seconds": seconds - 0.125})

def align(number, request, is_before):
    import numpy as np
    from studio.attention import Alignment, write_arrays

    words = re.compile(r"[?]|[^\s?]+")
    source, written = ([match.span() for match in words.finditer(request[name])] for name in ("text", "written"))
    if "blind" in request["text"]:
        say(id=number, error={"type": "PresetError", "template": "It cannot be looked into.", "details": {}})
        return
    # The first layer looks at the word of the same place, or before fine-tuning at the first; the second anywhere.
    shares = np.full((2, len(written), len(source) + 1), 1 / (len(source) + 1), np.float32)
    for place in range(len(written)):
        shares[0, place] = np.eye(len(source) + 1)[0 if is_before else place]
    places = np.array([*source, (len(request["text"]),) * 2], np.int32)
    read = tuple(request["text"][start:end] for start, end in source)
    said = tuple(map(str, range(len(written))))
    found = Alignment((*read, "</s>"), places, said, np.array(written, np.int32), shares)
    path = f"{tempfile.gettempdir()}/fettle-test-{os.getpid()}-{number}.npz"
    write_arrays(path, found)
    say(id=number, alignment={"file": path, "num_layers": 2, "seconds": 0.01})

threading.Thread(target=read, daemon=True).start()
say(state="warming")
say(ready=True, task="text_generation", class_names=[], can_attribute=False, attention_error=None)
while (request := lines.get()) is not None:
    number = request["id"]
    if "prepare" in request:
        say(id=number, prepared=request["prepare"])
    elif "stop" in request:
        say(id=number, stopped=request["stop"])
    elif "alignment" in request:
        align(number, request["alignment"], request["model"] == "before")
    elif "fail" in request["write"]["inputs"].values():
        say(id=number, error={"type": "InputError", "template": "No.", "details": {}})
    else:
        write(number, request["write"], request["model"] == "before")
"""
