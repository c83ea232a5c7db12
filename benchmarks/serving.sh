#!/usr/bin/env bash
# Requests per second and latency of the server beside a bare Vert.x server, FastAPI and 'mlflow models
# serve', all with the same model: one core for the server, one for the load. Builds first; the Python
# servers come from pip into virtual environments under benchmarks/target, once. Needs wrk; as root it also
# keeps kernel threads off the core of the server.
#   benchmarks/serving.sh MODEL [--rounds N] [--seconds N] [--only NAME] …
set -euo pipefail
model=$(cd "$1" && pwd)
source "$(dirname "${BASH_SOURCE[0]}")/built.sh"
command -v wrk > /dev/null || { echo "wrk is missing: apt-get install wrk" >&2; exit 4; }
./millrace serve --help > /dev/null # builds what is old

work=benchmarks/target/serving
mkdir -p "$work"
environment() { # folder, packages…
  [[ -e $work/$1/complete ]] && return
  echo "installing ${*:2} ..." >&2
  python3 -m venv "$work/$1"
  "$work/$1/bin/pip" install -q "${@:2}" >&2
  touch "$work/$1/complete"
}
environment venv fastapi==0.165.0 uvicorn==0.54.0 httptools==0.9.0 uvloop==0.23.0 \
  pydantic==2.14.4 onnxruntime==1.32.0 numpy==2.4.6
environment mlflow mlflow==3.17.2 onnx==1.23.2 onnxruntime==1.32.0
exec python3 benchmarks/serving/speed.py "$model" --mlflow "$work/mlflow" "${@:2}"
