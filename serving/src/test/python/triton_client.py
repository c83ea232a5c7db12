"""NVIDIA's tritonclient against protocol v2: JSON and bytes in both directions."""

import numpy as np
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException, triton_to_np_dtype

from served import HOST, MODEL, others, near, probability, refused


def inputs(metadata, rows, binary):
    tensors = []
    for described in metadata["inputs"]:
        values = [row.get(described["name"]) for row in rows]
        if None in values:
            continue
        if described["datatype"] == "BYTES":
            data = np.array([str(value).encode() for value in values], dtype=np.object_)
        else:
            data = np.array(values, dtype=triton_to_np_dtype(described["datatype"]))
        shape = [len(rows)] + [1] * (len(described["shape"]) - 1)
        tensor = triton.InferInput(described["name"], shape, described["datatype"])
        tensor.set_data_from_numpy(data.reshape(shape), binary_data=binary)
        tensors.append(tensor)
    return tensors


def health(client):
    assert client.is_server_live()
    assert client.is_server_ready()
    assert client.is_model_ready(MODEL)
    assert not client.is_model_ready("no-such-model")
    assert "binary_tensor_data" in client.get_server_metadata()["extensions"]


def infers(client, metadata):
    rows = others(3)
    expected = [probability(row) for row in rows]
    assert len(set(expected)) > 1, "the rows should differ"
    for sent in (True, False):
        for wanted in (True, False):
            outputs = [
                triton.InferRequestedOutput(output["name"], binary_data=wanted)
                for output in metadata["outputs"]
            ]
            result = client.infer(
                MODEL, inputs(metadata, rows, sent), outputs=outputs, request_id="kit-42"
            )
            assert result.get_response()["id"] == "kit-42"
            came = result.as_numpy("probability").reshape(len(rows), -1)[:, -1]
            for one, other in zip(came, expected):
                near(one, other)
            for output in metadata["outputs"]:
                assert len(result.as_numpy(output["name"])) == len(rows)


def asks_less(client, metadata):
    everything = client.infer(MODEL, inputs(metadata, others(1), True))
    assert "id" not in everything.get_response() or everything.get_response()["id"] == ""
    only = [triton.InferRequestedOutput("probability")]
    result = client.infer(MODEL, inputs(metadata, others(1), True), outputs=only)
    assert [output["name"] for output in result.get_response()["outputs"]] == ["probability"]


def versions(client, metadata):
    version = metadata["versions"][0]
    assert client.is_model_ready(MODEL, version)
    result = client.infer(MODEL, inputs(metadata, others(1), True), model_version=version)
    assert result.get_response()["model_version"] == version


def refusals(client, metadata):
    good = inputs(metadata, others(1), True)
    error = refused(lambda: client.infer("no-such-model", good), InferenceServerException)
    assert "no-such-model" in error.message(), error
    error = refused(lambda: client.infer(MODEL, good + good[:1]), InferenceServerException)
    assert error.status() == "400", error
    wrong = [triton.InferRequestedOutput("no_such_output")]
    error = refused(lambda: client.infer(MODEL, good, outputs=wrong), InferenceServerException)
    assert "no_such_output" in error.message(), error
    if "model_repository" not in client.get_server_metadata()["extensions"]:
        error = refused(lambda: client.load_model(MODEL), InferenceServerException)
        assert error.status() == "404" and "nothing at this path" in error.message(), error


def extensions(client):
    announced = client.get_server_metadata()["extensions"]
    if "statistics" in announced:
        statistics = client.get_inference_statistics(MODEL)["model_stats"][0]
        assert statistics["name"] == MODEL and statistics["inference_count"] > 0
        assert [m["name"] for m in client.get_inference_statistics()["model_stats"]] == [MODEL]
    if "model_repository" in announced:
        assert MODEL in [model["name"] for model in client.get_model_repository_index()]


def concurrent(client, metadata):
    rows = others(8)
    pending = [client.async_infer(MODEL, inputs(metadata, [row], True)) for row in rows]
    for row, request in zip(rows, pending):
        near(request.get_result().as_numpy("probability").flatten()[-1], probability(row))


with triton.InferenceServerClient(HOST, concurrency=4) as client:
    metadata = client.get_model_metadata(MODEL)
    health(client)
    infers(client, metadata)
    asks_less(client, metadata)
    versions(client, metadata)
    refusals(client, metadata)
    extensions(client)
    concurrent(client, metadata)
print("tritonclient: ok")
