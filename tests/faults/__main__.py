"""``make faults``: hundreds of kills; prints what was done and lost."""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.disturbed import kill_builds, kill_workers

ROOT = Path(__file__).parents[2]


def main() -> int:
    """Kills builds and workers; 1 when anything was lost."""
    options = argparse.ArgumentParser(prog="make faults")
    options.add_argument("--count", type=int, default=300, help="kills of each kind")
    options.add_argument("--documents", type=int, default=20)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--only", choices=["builds", "workers"])
    asked = options.parse_args()
    failed = False
    kinds = {"builds": kill_builds, "workers": kill_workers}
    for disturb in [kinds[asked.only]] if asked.only else kinds.values():
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "in").mkdir()
            for path in sorted((ROOT / "seeds/documents/tune").glob("*.txt"))[: asked.documents]:
                shutil.copy(path, folder / "in")
            started = time.monotonic()
            tally = disturb(folder / "in", folder, asked.count, random.Random(asked.seed))
        print(
            f"{disturb.__name__}: {tally.kills} kills, {tally.builds} builds finished and compared, "
            f"{tally.resumed} of them went on from what was kept, {tally.within_swap} kills while files were "
            f"moved, {len(tally.wrong)} wrong ({time.monotonic() - started:.0f} s)",
            flush=True,
        )
        for line in sorted(set(tally.wrong)):
            print(f"  {tally.wrong.count(line)} times: {line}")
        failed = failed or bool(tally.wrong)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
