"""Loads a registered model as any Python user would, serves it as well, and says what came of it.

Arguments: model URI, CSV of raw rows, CSV of what `millrace score` gave them (key, probability),
name of the key column. MLFLOW_TRACKING_URI names the server. Prints one line of JSON.
"""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request

import mlflow
import pandas as pd

uri, data, scores, key = sys.argv[1:]
rows = pd.read_csv(data)
expected = pd.read_csv(scores).set_index("key")["probability"].loc[rows[key]].to_numpy()
found = {"rows": len(rows)}


def difference(answers, count):
    assert len(answers) == count, f"{len(answers)} answers to {count} rows"
    return max(abs(answer - wanted) for answer, wanted in zip(answers, expected))


def predict():
    model = mlflow.pyfunc.load_model(uri)
    found["signature"] = [column.name for column in model.metadata.get_input_schema()]
    features = found["signature"]
    found["as pandas reads them"] = difference(
        model.predict(rows)["probability"], len(rows))
    with_nan = pd.read_csv(data, na_values=[" "])
    assert with_nan.isna().any(axis=None), "the table has missing values"
    found["with NaN"] = difference(model.predict(with_nan)["probability"], len(rows))
    objects = with_nan.astype(object).where(with_nan.notna(), None)[features[::-1]]
    found["with None, columns reversed"] = difference(
        model.predict(objects)["probability"], len(rows))
    nullable = with_nan.convert_dtypes().iloc[:500]
    found["with pd.NA"] = difference(model.predict(nullable)["probability"], 500)
    one = [model.predict(rows.iloc[[i]])["probability"].iloc[0] for i in range(20)]
    found["one by one"] = difference(one, 20)
    example = model.input_example
    found["example"] = len(model.predict(example))
    found["opsets"] = len(mlflow.onnx.load_model(uri).opset_import)


def refusals():
    model = mlflow.pyfunc.load_model(uri)
    for name, broken in {
        "left out": rows.drop(columns="TotalCharges"),
        "no number": rows.assign(tenure="12 months"),
    }.items():
        try:
            model.predict(broken)
            found[name] = "was taken"
        except Exception as e:
            found[name] = str(e)


def ask(address, body):
    request = urllib.request.Request(
        address + "/invocations",
        json.dumps(body).encode(),
        {"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        predictions = json.load(response)["predictions"]
    return [prediction["probability"] for prediction in predictions]


def await_start(server, address):
    for _ in range(600):
        assert server.poll() is None, "the server ended"
        try:
            urllib.request.urlopen(address + "/ping", timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


def invoke(address):
    some = pd.read_csv(data, na_values=[" "]).iloc[:500]
    found["dataframe_split"] = difference(
        ask(address, {"dataframe_split": json.loads(some.to_json(orient="split"))}), 500)
    found["dataframe_records"] = difference(
        ask(address, {"dataframe_records": json.loads(some.to_json(orient="records"))}), 500)


def serve():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "mlflow", "models", "serve", "--model-uri", uri]
    command += ["--env-manager", "local", "--port", str(port), "--workers", "1"]
    path = os.path.dirname(sys.executable) + os.pathsep + os.environ["PATH"]
    server = subprocess.Popen(
        command, stdout=sys.stderr, env={**os.environ, "PATH": path}, start_new_session=True)
    try:
        await_start(server, f"http://127.0.0.1:{port}")
        invoke(f"http://127.0.0.1:{port}")
    finally:
        os.killpg(server.pid, 15)
        server.wait(30)


predict()
refusals()
serve()
print(json.dumps(found))
