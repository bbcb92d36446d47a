"""The procedures of the rooms, declared by importing them, from below; their models must be set up, no database is needed."""

from __future__ import annotations

from importlib import import_module

PROCEDURES = [
    "yifa.reform.procedure",
    "yifa.devices.procedure",
    "yifa.intake.procedure",
    "yifa.intake.complaint",
    "yifa.dispatch.procedure",
    "yifa.dispatch.coordination",
    "yifa.dispatch.patrol",
    "yifa.inspection.procedure",
    "yifa.inspection.procedures",
    "yifa.casework.procedures",
]


def declare_procedures() -> None:
    """Import every room's procedures."""
    for procedures in PROCEDURES:
        import_module(procedures)
