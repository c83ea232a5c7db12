"""What the scripts beside it share: the server's address and what /v1 says of its model."""

import json
import sys
from urllib.request import Request, urlopen

BASE = sys.argv[1].rstrip("/")
HOST = BASE.split("://", 1)[1]


def _ask(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = Request(BASE + path, data, {"Content-Type": "application/json"})
    with urlopen(request, timeout=10) as answer:
        return json.load(answer)


MODEL = _ask("/v1/models")["models"][0]["name"]
CARD = _ask(f"/v1/models/{MODEL}")
ROW = CARD["example"]


def probability(row):
    """What /v1 answers."""
    return _ask(f"/v1/models/{MODEL}/predict", {"row": row})["prediction"]["probability"]


def others(count):
    """The example and rows beside it: each has another first number."""
    rows = [dict(ROW) for _ in range(count)]
    for i, row in enumerate(rows):
        for name, value in row.items():
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                row[name] = value + i
                break
    return rows


def refused(action, kind):
    """The error with which an action that must fail does."""
    try:
        action()
    except kind as error:
        return error
    raise AssertionError(f"{action} should have been refused")


def near(came, expected):
    assert abs(came - expected) < 1e-6, f"{came} where {expected} was expected"
