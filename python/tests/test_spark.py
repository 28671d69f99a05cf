"""The example job on a local cluster of two executors, also with one of them killed half-way.

Skipped if PySpark, Java or the command line (`ATTRFLOW`, the program's path) is missing.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyspark")
PROGRAM = os.environ.get("ATTRFLOW", "")
if not shutil.which("java") or not PROGRAM:
    pytest.skip("Java is not installed, or `ATTRFLOW` does not name the command line", allow_module_level=True)

from pyspark.sql import SparkSession  # noqa: E402

import attrflow  # noqa: E402

ROOT = Path(__file__).parents[2]
NOW = "2026-01-15T09:30:00Z"
MAPPING = ROOT / "connectors/meta-work-accounts.toml"
COUNT = 20_000

sys.path.insert(0, str(ROOT / "python/examples"))
import spark_map  # noqa: E402


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("spark")


@pytest.fixture(scope="module")
def records(folder: Path) -> Path:
    """Many records; one in a thousand cannot be read."""
    users = [json.loads(line) for line in (ROOT / "examples/users.ndjson").read_bytes().splitlines()]
    path = folder / "users.ndjson"
    with path.open("w") as file:
        for number in range(COUNT):
            user = {**users[number % len(users)], "id": f"id-{number}", "mail": f"user{number}@contoso.com"}
            line = json.dumps(user, ensure_ascii=False)
            file.write((line[: len(line) // 2] if number % 1000 == 999 else line) + "\n")
    return path


@pytest.fixture(scope="module")
def expected(records: Path, folder: Path) -> bytes:
    """What the command line writes."""
    path = folder / "expected.ndjson"
    command = [PROGRAM, "map", str(MAPPING), str(records), "--flavor", "rfc7644", "--now", NOW]
    command += ["-o", str(path), "--errors", os.devnull]
    assert subprocess.run(command, stderr=subprocess.DEVNULL, check=False).returncode == 1
    lines = path.read_bytes()
    assert COUNT * 0.5 < lines.count(b"\n") < COUNT
    return lines


@pytest.fixture(scope="module")
def spark(folder: Path) -> Iterator[SparkSession]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_WORKER_DIR"] = str(folder / "work")
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    settings = {
        "spark.driver.host": "127.0.0.1",
        "spark.local.dir": str(folder / "local"),
        "spark.sql.files.maxPartitionBytes": "1m",
        "spark.sql.files.openCostInBytes": "0",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
    }
    builder = SparkSession.builder.master("local-cluster[2,1,1024]")
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def written(output: Path) -> bytes:
    return b"".join(part.read_bytes() for part in sorted((output / "payloads").glob("part-*")))


def executors(spark: SparkSession) -> set[int]:
    """The processes of the executors: children of the driver, which this test has started."""
    driver = spark.sparkContext._jvm.java.lang.ProcessHandle.current()  # type: ignore[union-attr]
    children: list[Any] = list(driver.children().toArray())
    found = set()
    for child in children:
        command = Path(f"/proc/{child.pid()}/cmdline").read_bytes()
        if b"CoarseGrainedExecutorBackend" in command:
            found.add(child.pid())
    return found


def kill_one(spark: SparkSession, killed: list[int]) -> None:
    """Kills an executor once some tasks of the running stage are done and others are not."""
    tracker = spark.sparkContext.statusTracker()
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        for stage in tracker.getActiveStageIds():
            info = tracker.getStageInfo(stage)
            if info and 2 <= info.numCompletedTasks < info.numTasks - 4:
                victim = min(executors(spark))
                os.kill(victim, signal.SIGKILL)
                killed.append(victim)
                return
        time.sleep(0.02)


def run(way: str, spark: SparkSession, records: Path, output: Path) -> None:
    if way == "pipe":
        command = [PROGRAM, "map", str(MAPPING), "-", "--flavor", "rfc7644", "-j", "1", "--now", NOW]
        spark_map.pipe(spark, command, str(records), str(output))
    else:
        mapper = attrflow.Mapper.from_file(MAPPING, now=NOW)
        spark_map.map_in_arrow(spark, mapper, str(records), str(output))


def wait_for_two(spark: SparkSession) -> None:
    deadline = time.monotonic() + 60
    while len(executors(spark)) < 2:
        assert time.monotonic() < deadline, "the cluster does not have two executors"
        time.sleep(0.1)


@pytest.mark.parametrize("way", ["mapInArrow", "pipe"])
def test_the_job_writes_what_the_command_line_writes(
    way: str, spark: SparkSession, records: Path, expected: bytes, folder: Path
):
    wait_for_two(spark)
    output = folder / way
    run(way, spark, records, output)
    assert len(list((output / "payloads").glob("part-*"))) > 4
    assert written(output) == expected
    if way == "mapInArrow":
        errors = b"".join(part.read_bytes() for part in sorted((output / "errors").glob("part-*"))).splitlines()
        assert len(errors) == COUNT - expected.count(b"\n")
        assert "bad-json" in json.loads(errors[0])["errors"]


@pytest.mark.parametrize("way", ["mapInArrow", "pipe"])
def test_a_killed_executor_changes_nothing(
    way: str, spark: SparkSession, records: Path, expected: bytes, folder: Path
):
    wait_for_two(spark)
    output = folder / f"{way}-killed"
    killed: list[int] = []
    killer = threading.Thread(target=kill_one, args=(spark, killed))
    killer.start()
    run(way, spark, records, output)
    killer.join()
    assert killed, "the job ended before an executor could be killed"
    assert killed[0] not in executors(spark)
    assert written(output) == expected
