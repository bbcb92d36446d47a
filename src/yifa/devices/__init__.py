"""设备 — cameras and other devices: who owns them, whether their pictures may be evidence, streams, clips, random remote checks."""
