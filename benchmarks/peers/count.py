"""Count the answers of a peer, whichever it is: `python count.py TASK TEST.jsonl ANSWERS.jsonl` prints the metrics."""

import json
import sys
from pathlib import Path

import job
import tasks

if __name__ == "__main__":
    name, test, answers = sys.argv[1:]
    print(json.dumps(tasks.get(name).count(job.read_rows(Path(test)), job.read_rows(Path(answers)))))
