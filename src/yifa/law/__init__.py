"""The law: who, what next, by when, how much. Pure functions of plain values, each beside its citation.

``import yifa.law`` needs neither Django nor a database; no function here reads a clock, a file or a network.
Importing it registers every rule: the topics below are found by standing in their folders.
"""

from __future__ import annotations

from importlib import import_module
from pkgutil import walk_packages

for _found in walk_packages(__path__, prefix=f"{__name__}."):
    import_module(_found.name)
