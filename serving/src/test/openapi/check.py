"""Checks OpenAPI documents with openapi-spec-validator (PyPI): against the official schema of
OpenAPI 3.0, and every example against the schema it stands for.

    pip install openapi-spec-validator
    python check.py DOCUMENT...
"""

import json
import sys

from openapi_schema_validator import OAS30Validator
from openapi_spec_validator import validate


def problems(document):
    """What is wrong with the examples, a line each."""
    components = document["components"]
    for place, schema, example in examples(document, "#"):
        whole = {"allOf": [schema], "components": components}
        for error in OAS30Validator(whole).iter_errors(example):
            yield f"{place}: {error.message}"


def examples(node, place):
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from examples(item, f"{place}/{index}")
    if not isinstance(node, dict):
        return
    if "schema" in node:
        if "example" in node:
            yield place, node["schema"], node["example"]
        for name, given in node.get("examples", {}).items():
            yield f"{place}/{name}", node["schema"], given["value"]
    elif "type" in node and "example" in node:
        yield place, node, node["example"]
    for key, value in node.items():
        if key != "example":
            yield from examples(value, f"{place}/{key}")


def main(files):
    wrong = False
    for file in files:
        with open(file, encoding="utf-8") as source:
            document = json.load(source)
        validate(document)
        found = list(problems(document))
        print("\n".join(found) or f"{file}: valid, {len(list(examples(document, '#')))} examples fit")
        wrong = wrong or bool(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
