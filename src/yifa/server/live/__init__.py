"""实时推送 — one asyncio process that hears PostgreSQL and writes server-sent events to every open screen."""
