"""The procedures of casework. Importing this package declares them."""

from yifa.casework.procedures import ordinary, summary

__all__ = ["ordinary", "summary"]
