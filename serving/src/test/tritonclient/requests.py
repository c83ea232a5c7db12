"""Writes the requests that the real tritonclient makes, for TritonRequestTest.

    pip install "tritonclient[http]==2.73.0"
    python requests.py ../resources/tritonclient

Each request is a file NAME.body; header_lengths.properties has what the client sends as
Inference-Header-Content-Length.
"""

import pathlib
import sys

import numpy as np
from tritonclient.http import InferenceServerClient, InferInput, InferRequestedOutput

ROWS = {
    "plan": ("BYTES", np.array(["pro", "basic"], dtype=object)),
    "region": ("BYTES", np.array(["Île-de-France", ""], dtype=object)),
    "tenure": ("INT32", np.array([71, 0], dtype=np.int32)),
    "minutes": ("FP32", np.array([7.5, np.nan], dtype=np.float32)),
    "autopay": ("BOOL", np.array([True, False])),
    "joined": ("UINT16", np.array([18462, 1], dtype=np.uint16)),
    "last_seen": ("FP64", np.array([20599.75, np.nan])),
    "subscriber": ("INT64", np.array([7, -8], dtype=np.int64)),
}


def inputs(binary, column=False):
    made = []
    for name, (datatype, values) in ROWS.items():
        shaped = values.reshape(-1, 1) if column else values
        tensor = InferInput(name, list(shaped.shape), datatype)
        tensor.set_data_from_numpy(shaped, binary_data=binary)
        made.append(tensor)
    return made


def mixed():
    return inputs(True)[:4] + inputs(False)[4:]


REQUESTS = {
    "binary": {"inputs": inputs(True)},
    "binary_columns": {"inputs": inputs(True, column=True), "request_id": "42"},
    "json": {
        "inputs": inputs(False),
        "outputs": [InferRequestedOutput("probability", binary_data=False)],
    },
    "json_columns": {"inputs": inputs(False, column=True)},
    "mixed": {
        "inputs": mixed(),
        "outputs": [
            InferRequestedOutput("decision", binary_data=True),
            InferRequestedOutput("probability", binary_data=False),
            InferRequestedOutput("reasons", binary_data=True),
        ],
        "parameters": {"reasons": 2},
        "priority": 1,
        "timeout": 1000,
        "sequence_id": 5,
    },
}


def main(folder):
    lengths = []
    for name, request in REQUESTS.items():
        body, length = InferenceServerClient.generate_request_body(**request)
        (folder / f"{name}.body").write_bytes(body)
        lengths.append(f"{name}={'' if length is None else length}\n")
    (folder / "header_lengths.properties").write_text("".join(lengths))


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
