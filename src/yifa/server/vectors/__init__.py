"""Worked cases of others, put to the rules: one module for each subject maps a case's words to facts, none of them judges."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

for _found in iter_modules(__path__, prefix=f"{__name__}."):
    import_module(_found.name)
