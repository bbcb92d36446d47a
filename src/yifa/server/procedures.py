"""The procedures of the rooms, declared by importing them, from below; needs neither Django nor a database."""

from __future__ import annotations

from importlib import import_module

PROCEDURES = [
    "yifa.reform.procedure",
    "yifa.intake.procedure",
    "yifa.inspection.procedure",
    "yifa.inspection.procedures",
    "yifa.casework.procedures",
]


def declare_procedures() -> None:
    """Import every room's procedures."""
    for procedures in PROCEDURES:
        import_module(procedures)
