"""The settings of a place in a folder of its own, made for this run of the tests and removed after it."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

_folder = tempfile.mkdtemp(prefix="yifa-test-", dir="/tmp")
os.chmod(_folder, 0o711)
os.environ["YIFA_DATA"] = os.path.join(_folder, "data")
os.environ["YIFA_ROLE"] = "owner"
os.mkdir(os.environ["YIFA_DATA"], 0o700)
atexit.register(shutil.rmtree, _folder, ignore_errors=True)

from yifa.server.settings import *  # noqa: E402, F403  the environment must be set before

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick; the real one is tested by name
