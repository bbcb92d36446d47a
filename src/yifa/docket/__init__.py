"""卷宗 — the one engine: acts, procedures, append, fold, clocks, and the log."""
