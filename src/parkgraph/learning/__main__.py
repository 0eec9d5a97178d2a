"""``python -m parkgraph.learning GOLD_DIR...``: makes the files of ``seeds/weights`` anew."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from parkgraph.evaluation.figures import write_table
from parkgraph.learning.calibration import calibrate, try_out, write_calibration
from parkgraph.learning.gold import read_lessons
from parkgraph.learning.training import learn, write_learnt
from parkgraph.resources import resource_path


def main() -> None:
    """Learns from documents, writes what was learnt and prints how right it is on those left out."""
    parser = argparse.ArgumentParser(prog="python -m parkgraph.learning", description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path, help="folder of documents with their facts")
    parser.add_argument("--out", type=Path, help="folder to write instead of seeds/weights")
    arguments = parser.parse_args()
    lessons = read_lessons(arguments.gold)
    out = arguments.out or Path(str(resource_path("seeds", "weights")))
    out.mkdir(parents=True, exist_ok=True)
    write_learnt(learn(lessons), out)
    figures = try_out(lessons)
    write_calibration(calibrate(figures), out)
    sys.stdout.writelines(f"{line}\n" for line in write_table(figures))


if __name__ == "__main__":
    main()
