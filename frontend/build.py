"""Copies what pages and papers need out of frontend/node_modules into build/. Plain Python, no dependency, no bundler."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

FRONTEND = Path(__file__).resolve().parent
MODULES = FRONTEND / "node_modules"
BUILD = FRONTEND.parent / "build"

#: from node_modules -> in build/
WANTED = {
    "htmx.org/dist/htmx.min.js": "static/vendor/htmx.min.js",
    "htmx.org/LICENSE": "static/vendor/htmx.LICENSE",
    "maplibre-gl/dist/maplibre-gl.mjs": "static/vendor/maplibre/maplibre-gl.mjs",
    "maplibre-gl/dist/maplibre-gl-shared.mjs": "static/vendor/maplibre/maplibre-gl-shared.mjs",
    "maplibre-gl/dist/maplibre-gl-worker.mjs": "static/vendor/maplibre/maplibre-gl-worker.mjs",
    "maplibre-gl/dist/maplibre-gl.css": "static/vendor/maplibre/maplibre-gl.css",
    "maplibre-gl/LICENSE.txt": "static/vendor/maplibre/maplibre-gl.LICENSE",
    "pmtiles/dist/pmtiles.js": "static/vendor/pmtiles.js",
    "hls.js/dist/hls.light.min.js": "static/vendor/hls.light.min.js",
    "hls.js/LICENSE": "static/vendor/hls.LICENSE",
    "@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf": "fonts/NotoSerifSC-Regular.ttf",
    "@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf": "fonts/NotoSerifSC-Bold.ttf",
    "@expo-google-fonts/noto-serif-sc/LICENSE_FONT": "fonts/NotoSerifSC.LICENSE",
    "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf": "fonts/NotoSansSC-Regular.ttf",
    "@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf": "fonts/NotoSansSC-Bold.ttf",
    "@expo-google-fonts/noto-sans-sc/LICENSE_FONT": "fonts/NotoSansSC.LICENSE",
}


def main() -> int:
    draft = BUILD.with_name("build.new")
    shutil.rmtree(draft, ignore_errors=True)
    for source, target in WANTED.items():
        file = draft / target
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, file)
        file.chmod(0o644)
    for folder in ("static", "fonts"):
        shutil.rmtree(BUILD / folder, ignore_errors=True)
        BUILD.mkdir(exist_ok=True)
        (draft / folder).rename(BUILD / folder)
    draft.rmdir()
    shutil.rmtree(MODULES)
    return 0


if __name__ == "__main__":
    sys.exit(main())
