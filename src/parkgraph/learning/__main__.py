"""``python -m parkgraph.learning GOLD_DIR...``: makes the files of ``seeds/weights`` anew."""

from __future__ import annotations

import argparse
from pathlib import Path

from parkgraph.learning.calibration import calibrate, write_calibration
from parkgraph.learning.gold import read_lessons
from parkgraph.learning.training import learn, write_weights
from parkgraph.resources import resource_path


def main() -> None:
    """Learns from the documents of folders and writes what was learnt."""
    parser = argparse.ArgumentParser(prog="python -m parkgraph.learning", description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path, help="folder of documents with their facts")
    parser.add_argument("--out", type=Path, help="folder to write instead of seeds/weights")
    parser.add_argument("--folds", type=int, default=4, help="parts for the calibration (default 4)")
    arguments = parser.parse_args()
    lessons = read_lessons(arguments.gold)
    out = arguments.out or Path(str(resource_path("seeds", "weights")))
    out.mkdir(parents=True, exist_ok=True)
    write_calibration(calibrate(lessons, arguments.folds), out)
    write_weights(learn(lessons), out)


if __name__ == "__main__":
    main()
