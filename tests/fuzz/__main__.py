"""``make fuzz``: every target for a while; with atheris, which follows the code that is run, if it is there.

Prints how often each target was really run.  What is found becomes a test in ``test_bad_input.py``.
"""

from __future__ import annotations

import argparse
import sys
import time
import warnings
from collections.abc import Callable
from functools import partial
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import HypothesisException

from tests.fuzz import targets
from tests.fuzz.inputs import files, texts


def run_hypothesis(target: Callable[[Any], None], inputs: Any, seconds: float) -> tuple[int, str]:
    """Runs a target on generated inputs until the time is over; how often, and what was found."""
    until = time.monotonic() + seconds
    runs = 0

    class Over(BaseException):
        pass

    @given(inputs)
    @settings(
        max_examples=10_000_000,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
    )
    def search(data: Any) -> None:
        nonlocal runs
        if time.monotonic() > until:
            raise Over
        runs += 1
        target(data)

    try:
        search()
    except Over:
        return runs, ""
    except (Exception, HypothesisException) as error:
        return runs, f"{type(error).__name__}: {error}"
    return runs, ""


def run_atheris(target: Callable[[str], None], arguments: list[str]) -> None:
    """Runs a target of text under libFuzzer, which ends the process."""
    import atheris  # optional: pip install atheris

    atheris.instrument_all()

    def once(data: bytes) -> None:
        target(atheris.FuzzedDataProvider(data).ConsumeUnicodeNoSurrogates(len(data)))

    atheris.Setup([sys.argv[0], *arguments], once)
    atheris.Fuzz()


def main() -> int:
    """1 when a target failed."""
    warnings.simplefilter("ignore")  # of archives that hold a name twice, as they are made to
    options = argparse.ArgumentParser(prog="make fuzz")
    options.add_argument("--seconds", type=float, default=60, help="for each target")
    options.add_argument("--atheris", metavar="TARGET", choices=targets.TEXTS, help="one target of text")
    asked, more = options.parse_known_args()
    if asked.atheris:
        run_atheris(targets.TEXTS[asked.atheris], more)
        return 0
    failed = False
    everything = {
        f"read {suffix}": (partial(targets.read, suffix), files[suffix]) for suffix in targets.SUFFIXES
    }
    everything |= {name: (target, texts) for name, target in targets.TEXTS.items()}
    for name, (target, inputs) in everything.items():
        runs, found = run_hypothesis(target, inputs, asked.seconds)
        print(f"{name:<14}{runs:>9} runs  {found or 'nothing found'}", flush=True)
        failed = failed or bool(found)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
