"""Write the rows for items a source counts but does not name, each marked synthetic. Same plan, same files.

python tools/synthetic_items.py tools/synthetic/fucheng.toml profiles/fucheng/items
"""

from __future__ import annotations

import csv
import sys
import tomllib
from pathlib import Path

HEADER = ("code", "name", "domain", "department", "synthetic")


def write_lists(plan: Path, folder: Path) -> dict[str, int]:
    """Write every file of the plan; returns how many rows each got: the stated total less the items read from the law."""
    written = {}
    for entry in tomllib.loads(plan.read_text("utf-8"))["lists"]:
        real = real_codes(folder / entry["real"]) if "real" in entry else set()
        count = entry["total"] - len(real)
        departments = entry["departments"]
        with (folder / entry["file"]).open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(HEADER)
            for number in range(1, count + 1):
                department, domain = departments[(number - 1) % len(departments)]
                writer.writerow([f"{entry['code']}{number:04d}", f"{department}事项{number:04d}（合成）", domain, department, "是"])
        written[entry["file"]] = count
    return written


def real_codes(path: Path) -> set[str]:
    """Codes in a file; an item with two versions counts once."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"] for row in csv.DictReader(file)}


if __name__ == "__main__":
    for name, count in write_lists(Path(sys.argv[1]), Path(sys.argv[2])).items():
        print(f"{count:5d} {name}")
