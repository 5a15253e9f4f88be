"""A stand-in for the worker that writes: the engine's lines, without TensorFlow.

It writes the last input word by word; "for ever …" until it is stopped, and a line for each message of a conversation.
"fail" is refused.
"""

WORKER = r"""
import json, re, sys, threading, queue, time

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
                            "first_token_seconds": 0.25 if count else None, "seconds": seconds - 0.125})

threading.Thread(target=read, daemon=True).start()
say(state="warming")
say(ready=True, task="text_generation", class_names=[], can_attribute=False, attention_error=None)
while (request := lines.get()) is not None:
    number = request["id"]
    if "prepare" in request:
        say(id=number, prepared=request["prepare"])
    elif "stop" in request:
        say(id=number, stopped=request["stop"])
    elif "fail" in request["write"]["inputs"].values():
        say(id=number, error={"type": "InputError", "template": "No.", "details": {}})
    else:
        write(number, request["write"], request["model"] == "before")
"""
