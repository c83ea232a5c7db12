"""What a Python engineer would put in front of the same model: FastAPI and ONNX Runtime, with the row
checked by a pydantic model that is made of the package's contract.

    MODEL=package uvicorn fastapi_server:app --workers 1 --loop uvloop --http httptools
"""

import json
import os
from pathlib import Path
from typing import Literal, Optional

import numpy as np
import onnxruntime as ort
from fastapi import FastAPI
from pydantic import BaseModel, Field, create_model

package = Path(os.environ["MODEL"])
columns = json.loads((package / "contract.json").read_text())["columns"]
threshold = json.loads((package / "metrics.json").read_text())["validation"]["threshold"]

options = ort.SessionOptions()
options.intra_op_num_threads = 1
options.inter_op_num_threads = 1
session = ort.InferenceSession(
    str(package / "pipeline.onnx"), options, providers=["CPUExecutionProvider"]
)
TYPES = {"boolean": bool, "integer": int, "number": float}


def field(column):
    kind = TYPES.get(column["type"]) or Literal[tuple(column["values"])]
    limits = Field(ge=column.get("min"), le=column.get("max")) if kind in (int, float) else Field()
    if column["missing"]:
        limits.default = None
        return Optional[kind], limits
    return kind, limits


Row = create_model("Row", **{column["name"]: field(column) for column in columns})
names = [column["name"] for column in columns]


class Prediction(BaseModel):
    probability: float
    decision: bool


app = FastAPI()


def text(value):
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


@app.post("/predict")
async def predict(row: Row) -> Prediction:
    values = np.array([[text(getattr(row, name)) for name in names]], dtype=object)
    probability = float(session.run(["probability"], {"row": values})[0][0, 0])
    return Prediction(probability=probability, decision=probability >= threshold)
