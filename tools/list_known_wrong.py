"""Writes tests/known-wrong.txt: the invented sentences that are read wrongly as things stand."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

KNOWN = Path(__file__).parents[1] / "tests" / "known-wrong.txt"
WHERE = ("tests/mentions", "tests/relations")


class Failures:
    """Remembers the texts of the tests that failed."""

    def __init__(self) -> None:
        self.texts: set[str] = set()
        self.others: list[str] = []

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]):
        """Looks at each outcome."""
        report = (yield).get_result()
        if report.when != "call" or not report.failed:
            return
        parameters = getattr(getattr(item, "callspec", None), "params", {})
        text = parameters.get("marked_line", parameters.get("text"))
        if isinstance(text, str):
            self.texts.add(text.replace("\n", "⏎"))
        else:
            self.others.append(item.nodeid)


def main() -> None:
    """Runs the tests with nothing known and lists what fails."""
    KNOWN.write_text("", "utf-8")
    failures = Failures()
    pytest.main(["-q", "--no-header", "-p", "no:xdist", "--tb=no", *WHERE], plugins=[failures])
    KNOWN.write_text("".join(f"{text}\n" for text in sorted(failures.texts)), "utf-8")
    sys.stdout.write(f"{len(failures.texts)} known wrong; {len(failures.others)} others failed\n")
    sys.stdout.writelines(f"{name}\n" for name in failures.others)


if __name__ == "__main__":
    main()
