"""The servers that are compared: how each is started, what it is asked, and what it costs."""

import hashlib
import http.client
import json
import os
import re
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
WORK = ROOT / "benchmarks/target/serving"
CORE = "0"
KEY = "a-key-of-the-benchmark"
PAUSE = re.compile(r"\[gc *\] GC\(\d+\) Pause .*? (\d+)M->(\d+)M")


@dataclass
class Server:
    """A process on core 0; several targets may be asked of it."""

    name: str
    port: int
    command: list
    environment: dict = field(default_factory=dict)
    process: object = None

    def start(self):
        gc_log = f"-Xlog:gc:file={self.gc_log}"
        command = [part.replace("GC_LOG", gc_log) for part in self.command]
        environment = {k: v.replace("GC_LOG", gc_log) for k, v in self.environment.items()}
        self.gc_log.unlink(missing_ok=True)
        with open(WORK / f"{self.name}.log", "w") as log:
            self.process = subprocess.Popen(
                ["taskset", "-c", CORE, *command],
                env={**os.environ, **environment}, cwd=ROOT, stdout=log, stderr=log,
                start_new_session=True,
            )

    def stop(self):
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    @property
    def gc_log(self):
        return WORK / f"{self.name}.gc"

    def cpu_seconds(self):
        return sum(map(cpu_seconds, family(self.process.pid)))

    def resident_mib(self):
        return sum(map(resident_mib, family(self.process.pid)))

    def allocated_mib(self):
        """Since the start: what was there before each collection and not after the one before."""
        if not self.gc_log.exists():
            return 0
        pauses = [tuple(map(int, p)) for p in PAUSE.findall(self.gc_log.read_text())]
        return sum(before for before, _ in pauses) - sum(after for _, after in pauses[:-1])


@dataclass
class Target:
    """One kind of request to one server."""

    name: str
    server: Server
    path: str
    bodies: list
    probability: object = None
    headers: dict = field(default_factory=dict)
    rows: int = 1

    def write_bodies(self):
        self.file = WORK / (re.sub(r"\W+", "-", self.name) + ".bodies")
        self.file.write_text("".join(json.dumps(body, separators=(",", ":")) + "\n" for body in self.bodies))

    def ask(self, body):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        text = json.dumps(body, separators=(",", ":"))
        connection.request("POST", self.path, text, {"Content-Type": "application/json", **self.headers})
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{self.name} answered {answer.status}: {content.decode()}")
        return json.loads(content)

    def await_answer(self, seconds=180):
        end = time.monotonic() + seconds
        while True:
            if self.server.process.poll() is not None:
                raise SystemExit(f"{self.name} has ended; see {WORK / self.server.name}.log")
            try:
                return self.ask(self.bodies[0])
            except OSError:
                if time.monotonic() > end:
                    raise SystemExit(f"{self.name} does not answer; see {WORK / self.server.name}.log")
                time.sleep(0.2)


def family(pid):
    """The process and those it started."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(p for child in children for p in family(int(child)))]


def cpu_seconds(pid):
    files = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(file.read_text().split()[0]) for file in files) / 1e9


def resident_mib(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmRSS:\s+(\d+)", status).group(1)) / 1024


def targets(package, mlflow):
    """All of them, in the order of the table; the first is what the others are compared with."""
    example = json.loads((package / "serving_input_example.json").read_text())["dataframe_split"]
    rows = [dict(zip(example["columns"], values)) for values in example["data"]]
    manifest = json.loads((package / "millrace.json").read_text())
    contract = json.loads((package / "contract.json").read_text())
    key = contract.get("key", {}).get("column")
    name = manifest["name"]
    keyed = [{**({key: f"7590-VHVE{i}"} if key else {}), **row} for i, row in enumerate(rows)]
    v1 = [{"row": row} for row in keyed]
    records = [{"dataframe_records": [row]} for row in rows]
    many = [{"rows": [keyed[i % len(keyed)] for i in range(64)]}]
    predict = f"/v1/models/{name}/predict"

    def millrace(label, port, *flags, opts="GC_LOG", **environment):
        # 'serve' by its launcher, as a user starts it
        return Server(label, port, [str(ROOT / "millrace"), "serve", str(package), "--port", str(port),
            "--event-loops", "1", *flags], {"MILLRACE_JAVA_OPTS": opts, **environment})

    usual = millrace("millrace", 9100)
    young = millrace("millrace-young", 9101, opts="GC_LOG -Xmn128m", MILLRACE_HEAP="512m")
    logged = millrace("millrace-log", 9102, "--access-log", str(WORK / "access.log"))
    config = WORK / "keys.yaml"
    config.write_text("auth: {keys: [{name: load, sha256: %s}]}\n" % hashlib.sha256(KEY.encode()).hexdigest())
    keys = millrace("millrace-keys", 9103, "--config", str(config))
    shadow = millrace("millrace-shadow", 9104, "--challenger", str(package), "--share", "100%", "--shadow")
    classes = f"benchmarks/target/classes:{(ROOT / 'benchmarks/target/dependencies.txt').read_text()}"
    echo = Server("vertx", 9105, ["java", "-XX:+UseSerialGC", "-Xms32m", "-Xmx256m", "GC_LOG",
        "-Dlogback.configurationFile=.mvn/logback-test.xml", "-cp", classes,
        "dev.millrace.benchmarks.EchoServer", "9105"])
    fastapi = Server("fastapi", 9106, [str(WORK / "venv/bin/uvicorn"), "--app-dir", str(HERE),
        "fastapi_server:app", "--port", "9106", "--workers", "1", "--loop", "uvloop", "--http", "httptools",
        "--no-access-log", "--log-level", "warning"], {"MODEL": str(package)})
    flow = Server("mlflow", 9107, [str(mlflow / "bin/mlflow"), "models", "serve", "-m", str(package), "--port",
        "9107", "--env-manager", "local", "--workers", "1"], {"PATH": f"{mlflow / 'bin'}:{os.environ['PATH']}"})

    of_v1 = lambda answer: answer["prediction"]["probability"]
    of_mlflow = lambda answer: answer["predictions"][0]["probability"]
    return [
        Target("Millrace, /v1", usual, predict, v1, of_v1),
        Target("bare Vert.x, JsonObject echo", echo, "/", v1),
        Target("FastAPI + onnxruntime", fastapi, "/predict", rows, lambda answer: answer["probability"]),
        Target("mlflow models serve", flow, "/invocations", records, of_mlflow),
        Target("Millrace, /invocations", usual, "/invocations", records, of_mlflow),
        Target("Millrace, /v2", usual, f"/v2/models/{name}/infer", [tensors(r, contract) for r in rows],
            lambda answer: answer["outputs"][0]["data"][-1]),
        Target("Millrace, /v1, access log", logged, predict, v1, of_v1),
        Target("Millrace, /v1, API keys", keys, predict, v1, of_v1, {"X-API-Key": KEY}),
        Target("Millrace, /v1, shadow challenger", shadow, predict, v1, of_v1),
        Target("Millrace, /v1, young generation of 128 MiB", young, predict, v1, of_v1),
        Target("Millrace, /v1, 64 rows a request", usual, predict, many, rows=64),
    ]


def tensors(row, contract):
    kinds = {"boolean": "BOOL", "integer": "INT64", "number": "FP64"}
    types = {column["name"]: kinds.get(column["type"], "BYTES") for column in contract["columns"]}
    return {"inputs": [{"name": name, "shape": [1], "datatype": types[name], "data": [value]}
        for name, value in row.items() if value is not None]}
