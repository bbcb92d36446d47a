"""接口 — the platform for programs: the same doors, the same engine and the same refusals as the desk, as JSON under /api/."""
