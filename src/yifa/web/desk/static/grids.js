// 网格: the grids of a place on the map of the desk; the table beside it says the same without this.
import { config, mapIn } from "./live.js";

const by = (id) => document.getElementById(id);
const grids = new Map(config.grids);
const root = by("grid-map");
root.hidden = false;
mapIn(by("map"), {
  data: config.data, tiles: config.tiles, cameras: false, notes: by("map-notes"),
  pick: ({ grid }) => { if (grid) location.assign(`/grids?grid=${encodeURIComponent(grid)}#grid`); },
}).then((map) => { map.shade(grids); map.fit(grids); });
