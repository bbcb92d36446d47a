"""Profiles: an institution as plain files a clerk can edit (TOML and CSV, UTF-8). Pure; refuses what it does not understand."""

from __future__ import annotations

from yifa.profile.faults import Fault, ProfileFault
from yifa.profile.reading import read

__all__ = ["Fault", "ProfileFault", "read"]
