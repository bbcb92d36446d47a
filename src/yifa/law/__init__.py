"""The law: who, what next, by when, how much. Pure functions of plain values, each beside its citation.

``import yifa.law`` needs neither Django nor a database; no function here reads a clock, a file or a network.
"""
