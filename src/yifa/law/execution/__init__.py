"""Execution: the demand, execution by the body itself, and by the court."""
