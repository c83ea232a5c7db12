"""MLflow's own client of scoring servers: data frames and missing values."""

import pandas as pd
from mlflow.pyfunc.scoring_server.client import ScoringServerClient

from served import CARD, HOST, ROW, near, others, probability, refused

host, port = HOST.rsplit(":", 1)
client = ScoringServerClient(host, port)
client.wait_server_ready(timeout=10)
assert client.get_version().count(".") == 2, client.get_version()


def expect(data, rows, params=None):
    frame = client.invoke(data, params=params).get_predictions()
    assert len(frame) == len(rows), frame
    for came, row in zip(frame["probability"], rows):
        near(came, probability(row))


rows = others(3)
expect(pd.DataFrame(rows), rows)
expect(pd.DataFrame(rows, index=[7, 3, 5]), rows)
expect(pd.DataFrame(rows), rows, params={})

# pandas has NaN for what is missing, also among texts.
for column in CARD["columns"]:
    if column["missing"]:
        bare = {**ROW, column["name"]: None}
        expect(pd.DataFrame([ROW, bare]), [ROW, bare])

# A column of datetime64 is sent as moments, also where they are dates.
for column in CARD["columns"]:
    if column["type"] == "date" and not column["formats"]:
        frame = pd.DataFrame(rows)
        frame[column["name"]] = pd.to_datetime(frame[column["name"]])
        expect(frame, rows)

required = next(column["name"] for column in CARD["columns"] if not column["missing"])
error = refused(lambda: client.invoke(pd.DataFrame(rows).drop(columns=required)), Exception)
assert "error code 400" in str(error) and required in str(error), error
print("mlflow: ok")
