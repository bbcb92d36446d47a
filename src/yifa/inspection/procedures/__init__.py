"""The procedures of inspection beside the check of a lead. Importing this package declares them."""

from yifa.inspection.procedures import enterprise

__all__ = ["enterprise"]
