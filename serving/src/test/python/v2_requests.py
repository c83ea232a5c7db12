"""Protocol v2 as one writes it by hand with requests: one connection, kept alive."""

import requests

from served import BASE, MODEL, ROW, near, probability

with requests.Session() as session:
    metadata = session.get(f"{BASE}/v2/models/{MODEL}").json()
    tensors = [
        {
            "name": described["name"],
            "shape": [1] * len(described["shape"]),
            "datatype": described["datatype"],
            "data": [ROW[described["name"]]],
        }
        for described in metadata["inputs"]
        if ROW.get(described["name"]) is not None
    ]
    for _ in range(20):
        answer = session.post(
            f"{BASE}/v2/models/{MODEL}/infer", json={"id": "42", "inputs": tensors}, timeout=10
        )
        assert answer.status_code == 200, answer.text
        outputs = {output["name"]: output for output in answer.json()["outputs"]}
        near(outputs["probability"]["data"][-1], probability(ROW))
        assert answer.json()["id"] == "42" and answer.json()["model_name"] == MODEL

    answer = session.post(f"{BASE}/v2/models/{MODEL}/infer", json={"inputs": tensors + tensors})
    assert answer.status_code == 400 and answer.json()["error"], answer.text

    # A generator is sent in chunks.
    body = requests.Request("POST", BASE, json={"inputs": tensors}).prepare().body
    answer = session.post(
        f"{BASE}/v2/models/{MODEL}/infer",
        data=(body[i : i + 7] for i in range(0, len(body), 7)),
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 200, answer.text
print("requests: ok")
