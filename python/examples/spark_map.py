"""Map records to SCIM payloads on a Spark cluster.

    spark-submit spark_map.py MAPPING RECORDS OUTPUT --now 2026-01-15T09:30:00Z

MAPPING is a mapping file on the driver or the name of a connector. RECORDS is NDJSON, at any location that Spark can
read. OUTPUT/payloads receives the payloads and OUTPUT/errors the records that cannot be mapped, in the order of the
records if these are one file. The payloads are the bytes that `attrflow map --flavor rfc7644` writes, for any number of
executors, and also if some executors are lost: the result for a record depends only on the record, `--now` and `--seed`.

`--pipe attrflow` does the same with the command line instead of the package, for clusters whose Python cannot be
changed: the executors need the program, and the mapping file at the same path. The records that cannot be mapped are
then in the executors' standard error.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
from collections.abc import Iterator
from datetime import datetime, timezone

import pyarrow as pa
from pyspark.sql import SparkSession

import attrflow

FIELDS = pa.schema([("status", pa.string()), ("payload", pa.string()), ("id", pa.string()), ("errors", pa.string())])
TYPES = "status string, payload string, id string, errors string"


def map_in_arrow(spark: SparkSession, mapper: attrflow.Mapper, records: str, output: str) -> None:
    """The mapper is compiled once on the driver, to check the mapping, and once for each task on its executor."""

    def mapped(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            lines = "\n".join(batch.column("value").to_pylist()).encode()
            # Spark gives each task one core; more threads would take the cores of other tasks.
            outcomes = mapper.outcomes(lines, format="ndjson", threads=1)
            columns = [
                [outcome.status for outcome in outcomes],
                [outcome.payload_json for outcome in outcomes],
                [outcome.id for outcome in outcomes],
                [json.dumps([str(error) for error in outcome.errors]) for outcome in outcomes],
            ]
            yield pa.RecordBatch.from_arrays([pa.array(column, pa.string()) for column in columns], schema=FIELDS)

    outcomes = spark.read.text(records).mapInArrow(mapped, TYPES)
    # One pass for both outputs would need a cache; mapping the records twice is cheaper than caching them.
    outcomes.where("status = 'ok'").select("payload").write.text(f"{output}/payloads")
    outcomes.where("errors <> '[]'").select("id", "errors").write.json(f"{output}/errors")


def pipe(spark: SparkSession, command: list[str], records: str, output: str) -> None:
    """Each task starts the command line once. It exits with 1 if some records fail; that must not fail the job."""
    lines = spark.sparkContext.textFile(records, spark.sparkContext.defaultParallelism * 4)
    lines.pipe(shlex.join(command)).saveAsTextFile(f"{output}/payloads")


def main() -> None:
    options = argparse.ArgumentParser(description="Map records to SCIM payloads on a Spark cluster.")
    options.add_argument("mapping")
    options.add_argument("records")
    options.add_argument("output")
    options.add_argument("--now", default=datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"))
    options.add_argument("--seed", type=int, default=0)
    options.add_argument("--pipe", metavar="PROGRAM", help="the command line to use instead of the package")
    given = options.parse_args()

    if os.path.exists(given.mapping):
        mapper = attrflow.Mapper.from_file(given.mapping, now=given.now, seed=given.seed)
    else:
        mapper = attrflow.Mapper.from_connector(given.mapping, now=given.now, seed=given.seed)
    if mapper.depends_on_order:
        options.error("the mapping uses `SelectUniqueValue`, which needs all records in one process")

    spark = SparkSession.builder.appName("attrflow").getOrCreate()
    if given.pipe:
        command = [given.pipe, "map", given.mapping, "-", "-j", "1", "--now", given.now, "--seed", str(given.seed)]
        command += ["--flavor", "rfc7644"]  # as the package writes payloads where nobody says otherwise
        pipe(spark, command, given.records, given.output)
    else:
        map_in_arrow(spark, mapper, given.records, given.output)
    spark.stop()


if __name__ == "__main__":
    main()
