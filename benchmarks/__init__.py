"""测量 — what the place costs and how much it takes, on this machine; run by ``./yifa bench NAME``.

A benchmark is a module in this folder with ``HELP`` (one Chinese line), ``arguments(parser)`` and ``run(options) -> dict``. The dict has
``bars``, a list of bars met or not (``measuring.bars.Bar``); the rest of it is the benchmark's own figures.
"""
