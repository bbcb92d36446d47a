"""The procedures of casework. Importing this package declares them."""

from yifa.casework.procedures import course, execution, measures, ordinary, summary, transfer

__all__ = ["course", "execution", "measures", "ordinary", "summary", "transfer"]
