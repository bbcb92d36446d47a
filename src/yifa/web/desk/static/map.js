// 地图: MapLibre over our own outlines, grids, cameras, events and people: the one map of desk, wall, replay and grids.
// No glyphs and no tiles are asked of anybody unless set; tiles that do not come leave our own outlines.
import * as maplibre from "./vendor/maplibre/maplibre-gl.mjs";
import { fill, now, signOf, urgency, words } from "./live.js";

maplibre.setWorkerUrl(new URL("./vendor/maplibre/maplibre-gl-worker.mjs", import.meta.url).href);

const LIGHT = {
  ground: "#f7f7f5", place: "#ffffff", beside: "#efefeb", edge: "#b9bab3", besideEdge: "#dcdcd6", grid: "#8aa3c2", unit: "#c9d5e4", ink: "#1f2328",
  quiet: "#5b626a", halo: "#ffffff", event: "#1f4e8c", soon: "#8a5a00", late: "#a8201a", done: "#9aa0a6", person: "#1f2328", camera: "#5b626a", dim: {},
  // less to more, then four that only tell neighbours apart
  tints: ["#e7eef7", "#c3d6ec", "#93b5dc", "#5f8fc8", "#c9d9ec", "#ece2c6", "#d5e3d0", "#e6d5dd"], none: "#fbe9e7",
};
const DARK = {
  ground: "#10151c", place: "#1b2430", beside: "#141a22", edge: "#46566a", besideEdge: "#242e3a", grid: "#35506e", unit: "#243446", ink: "#e8ecf1",
  quiet: "#9aa6b2", halo: "#10151c", event: "#8fb8e8", soon: "#f0b64a", late: "#ff7a70", done: "#5c6670", person: "#e8ecf1", camera: "#8a949e",
  // tiles are made for daylight
  dim: { "raster-brightness-max": 0.4, "raster-saturation": -0.6 }, tints: ["#1d2c3f", "#27435f", "#345d86", "#4a7fb5", "#233449", "#3d3626", "#2a3a2b", "#3a2c35"], none: "#4a2523",
};
const WEIGHT = { late: 3, soon: 2, event: 1, done: 0 };
//: streets are still seen around one event
const MOST_NEAR = 14;
const NONE = { type: "FeatureCollection", features: [] };
const point = (longitude, latitude, properties) => ({ type: "Feature", geometry: { type: "Point", coordinates: [longitude, latitude] }, properties });

const canDraw = () => { try { return Boolean(document.createElement("canvas").getContext("webgl2")); } catch { return false; } };

/**
 * Draws into ``box``; ``pick`` is told {event}, {camera} or {grid}. Where there is no WebGL a sentence stands there and nothing else
 * changes. ``legend``: what the signs mean; ``still``: nobody touches it; ``cameras``: are they drawn?
 */
export async function drawMap(box, { data, tiles = [], dark = false, still = dark, cameras = !dark, pick = () => {}, notes, legend = "" }) {
  if (!canDraw()) {
    box.textContent = words.no_webgl;
    box.classList.add("no-webgl");
    return { show() {}, shade() {}, way() {}, fit() {}, select() {}, resize() {} };
  }
  // as large as the page around it
  const root = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const look = dark ? { ...DARK, text: root, sign: 1.35 * root } : { ...LIGHT, text: (13 / 15) * root, sign: 1.5 * root };
  const style = { version: 8, sources: {}, layers: [{ id: "ground", type: "background", paint: { "background-color": look.ground } }] };
  let drawn = {}, selected = null, unplaced = 0, dead = !(await addTiles(style, tiles, look));
  const map = new maplibre.Map({
    container: box, style, attributionControl: false, dragRotate: false, pitchWithRotate: false, touchPitch: false, fadeDuration: 0,
    renderWorldCopies: false, maxZoom: 19, center: [105, 35], zoom: 3, interactive: !still, keyboard: !still,
    locale: { "Map.Title": words.map_name, "NavigationControl.ZoomIn": words.zoom_in, "NavigationControl.ZoomOut": words.zoom_out },
  });
  map.touchZoomRotate.disableRotation();
  // nobody answers for the tiles, or they are there again: our own areas are filled while they are not
  const alive = (is) => { if (dead === !is) return; dead = !is; under(); note(); };
  map.on("error", ({ sourceId, error }) => { if (sourceId?.startsWith("tiles-")) alive(false); else if (!sourceId) console.warn(error); });
  map.on("data", ({ sourceId, tile }) => { if (sourceId?.startsWith("tiles-") && tile?.state === "loaded") alive(true); });
  if (!still) map.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  // "load" would wait for tiles that may never come
  await new Promise((done) => (map.isStyleLoaded() ? done() : map.once("style.load", done)));
  drawn = await outlines(data);
  layers(map, look, drawn, { dark, cameras });
  under();
  note();
  // room for the words beside a sign; on a small map less
  const room = () => Math.min(6 * root, box.clientWidth / 6, box.clientHeight / 6);
  const around = (bounds, padding = dark ? { left: 3.5 * root, right: 3.5 * root, top: 1.5 * root, bottom: 1.5 * root } : 24) => map.fitBounds(bounds, { padding, maxZoom: MOST_NEAR, animate: false });
  if (drawn.bounds) around(drawn.bounds);

  /** Goes where the events are: once on a map that somebody moves, on one that nobody touches whenever one lies outside or all lie in a corner. */
  let found = false;
  function find(placed) {
    if (!placed.length || (found && !still)) return;
    const all = new maplibre.LngLatBounds(), seen = map.getBounds();
    for (const { longitude, latitude } of placed) all.extend([longitude, latitude]);
    const wide = (bounds) => bounds.getEast() - bounds.getWest(), high = (bounds) => bounds.getNorth() - bounds.getSouth();
    const corner = wide(all) < wide(seen) / 4 && high(all) < high(seen) / 4 && map.getZoom() < MOST_NEAR - 0.1;
    if (!found || corner || placed.some(({ longitude, latitude }) => !seen.contains([longitude, latitude]))) around(all, room());
    found = true;
  }

  if (!still) {
    const touched = ["events", "cameras", "shade"].filter((layer) => map.getLayer(layer));
    for (const layer of touched) {
      map.on("mouseenter", layer, () => { map.getCanvas().style.cursor = "pointer"; });
      map.on("mouseleave", layer, () => { map.getCanvas().style.cursor = ""; });
    }
    map.on("click", (event) => {
      const around = [[event.point.x - 6, event.point.y - 6], [event.point.x + 6, event.point.y + 6]];
      const [found] = map.queryRenderedFeatures(around, { layers: touched.slice(0, -1) });
      if (found) return pick(found.layer.id === "events" ? { event: found.properties.id } : { camera: found.properties.code });
      const [grid] = map.queryRenderedFeatures(event.point, { layers: touched.slice(-1) });
      if (grid) pick({ grid: grid.properties.code });
    });
  }

  function under() {
    for (const layer of ["beside", "place"]) if (map.getLayer(layer)) map.setLayoutProperty(layer, "visibility", dead ? "visible" : "none");
  }

  function note() {
    const said = [["legend", legend], ["", drawn.illustrative ? words.illustrative : ""], ["", unplaced ? fill(words.unplaced, unplaced) : ""], ["no-tiles", dead && tiles.length ? words.no_tiles : ""]];
    const parts = said.filter(([, text]) => text).map(([name, text]) => Object.assign(document.createElement("span"), { className: name, textContent: text }));
    if (notes.textContent !== parts.map((part) => part.textContent).join("")) notes.replaceChildren(...parts);
  }

  return {
    /** What is to be seen of these events and people. */
    show(events, people = []) {
      const at = now(), placed = events.filter((event) => event.longitude !== undefined && event.latitude !== undefined);
      unplaced = events.length - placed.length;
      find(placed);
      map.getSource("events").setData({ type: "FeatureCollection", features: placed.map((event) => {
        const how = event.done ? "done" : urgency(event, at) || "event";
        return point(event.longitude, event.latitude, {
          id: event.id, sign: signOf(event) || "·", look: how, chosen: event.id === selected, name: `${event.kind_name || words.no_kind}\n${event.state}`,
          // who needs help most, then who waits longest, lies on top and has its name first
          weight: WEIGHT[how] * 1e10 - Date.parse(event.uploaded_at) / 1000,
        });
      }) });
      map.getSource("people").setData({ type: "FeatureCollection", features: people.filter((one) => one.longitude !== undefined).map((one) => point(one.longitude, one.latitude, {
        name: one.name || "", doubtful: Boolean(one.doubtful),
      })) });
      note();
    },
    /** Grids by code with a tint (0 to 3 for less to more, 4 to 7 for one like another, -1 for what is missing) and the words that stand on them, ``{name}`` for their own; of no others. */
    shade(grids) {
      const shown = (features) => features.filter((one) => grids.has(one.properties.code)).map((one) => {
        const [tint, text, chosen = false] = grids.get(one.properties.code), { code, name } = one.properties;
        return { ...one, properties: { code, tint, text: text.replace("{name}", name), chosen } };
      });
      map.getSource("shaded").setData({ type: "FeatureCollection", features: shown(drawn.outlines.features) });
      map.getSource("shaded-names").setData({ type: "FeatureCollection", features: shown(drawn.labels.features) });
    },
    /** The way somebody went, as [longitude, latitude]; doubtful places are no part of it. */
    way(places) {
      map.getSource("way").setData(places.length > 1 ? { type: "Feature", geometry: { type: "LineString", coordinates: places }, properties: {} } : NONE);
    },
    /** Goes to these grids or places. */
    fit(codes) {
      const bounds = new maplibre.LngLatBounds();
      for (const { properties, geometry } of drawn.outlines.features) if (codes.has(properties.code)) geometry.coordinates.flat(2).forEach((at) => bounds.extend(at));
      if (!bounds.isEmpty()) around(bounds);
    },
    select(event, shift = 0) {
      selected = event?.id ?? null;
      if (event?.longitude === undefined) return;
      map.easeTo({ center: [event.longitude, event.latitude], zoom: Math.max(map.getZoom(), 12), duration: 300, padding: { right: shift } });
    },
    resize() { map.resize(); },
  };
}

async function outlines(address) {
  for (;;) {
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok) return await answer.json();
    } catch { /* nobody answers yet */ }
    await new Promise((done) => setTimeout(done, 5000));
  }
}

/** Adds what can be had to ``style``; false where nothing can. */
async function addTiles(style, tiles, look) {
  for (const [number, address] of tiles.entries()) {
    const name = `tiles-${number}`;
    if (address.includes("{z}")) {
      style.sources[name] = { type: "raster", tiles: [new URL(address, location.href).href.replaceAll("%7B", "{").replaceAll("%7D", "}")], tileSize: 256, maxzoom: 18 };
      style.layers.push({ id: name, type: "raster", source: name, paint: look.dim });
    } else if (address.endsWith(".pmtiles")) {
      let archive, header;
      try {
        await script("./vendor/pmtiles.js");
        archive = new window.pmtiles.PMTiles(new URL(address, location.href).href);
        header = await archive.getHeader();
      } catch { continue; }
      const protocol = new window.pmtiles.Protocol();
      maplibre.addProtocol("pmtiles", protocol.tile);
      protocol.add(archive);
      const url = `pmtiles://${archive.source.getKey()}`;
      if (header.tileType !== 1) {
        style.sources[name] = { type: "raster", url, tileSize: 256 };
        style.layers.push({ id: name, type: "raster", source: name, paint: look.dim });
      } else {
        style.sources[name] = { type: "vector", url };
        // the layers of a Protomaps base map; one that has others shows nothing here
        style.layers.push({ id: `${name}-water`, type: "fill", source: name, "source-layer": "water", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": look.besideEdge } });
        style.layers.push({ id: `${name}-roads`, type: "line", source: name, "source-layer": "roads", paint: { "line-color": look.edge, "line-width": 1 } });
        style.layers.push({ id: `${name}-buildings`, type: "fill", source: name, "source-layer": "buildings", paint: { "fill-color": look.beside } });
      }
    }
  }
  return Object.keys(style.sources).length > 0;
}

function script(address) {
  return new Promise((done, failed) => {
    if (window.pmtiles) return done();
    const made = document.createElement("script");
    made.src = new URL(address, import.meta.url).href;
    made.onload = done;
    made.onerror = failed;
    document.head.append(made);
  });
}

function layers(map, look, drawn, { dark, cameras }) {
  map.addSource("outlines", { type: "geojson", data: drawn.outlines });
  map.addSource("labels", { type: "geojson", data: drawn.labels });
  map.addSource("cameras", { type: "geojson", data: drawn.cameras });
  map.addSource("people", { type: "geojson", data: NONE });
  map.addSource("events", { type: "geojson", data: NONE });
  map.addSource("way", { type: "geojson", data: NONE });
  map.addSource("shaded", { type: "geojson", data: NONE });
  map.addSource("shaded-names", { type: "geojson", data: NONE });
  const kind = (name) => ["==", ["get", "kind"], name];
  const font = { "text-font": ["sans-serif"] };
  const halo = { "text-halo-color": look.halo, "text-halo-width": 1.5 };
  map.addLayer({ id: "beside", type: "fill", source: "outlines", filter: kind("beside"), paint: { "fill-color": look.beside } });
  map.addLayer({ id: "place", type: "fill", source: "outlines", filter: kind("place"), paint: { "fill-color": look.place } });
  const tint = ["match", ["get", "tint"], -1, look.none, ...look.tints.flatMap((color, at) => [at, color]), look.place];
  map.addLayer({ id: "shade", type: "fill", source: "shaded", paint: { "fill-color": tint, "fill-opacity": 0.85 } });
  map.addLayer({ id: "unit-edge", type: "line", source: "outlines", filter: kind("unit"), minzoom: 12, paint: { "line-color": look.unit, "line-width": 1 } });
  map.addLayer({ id: "duty-edge", type: "line", source: "outlines", filter: kind("duty"), paint: { "line-color": look.grid, "line-width": dark ? 2 : 1, "line-dasharray": [4, 2] } });
  map.addLayer({ id: "beside-edge", type: "line", source: "outlines", filter: kind("beside"), paint: { "line-color": look.besideEdge, "line-width": 1 } });
  map.addLayer({ id: "place-edge", type: "line", source: "outlines", filter: kind("place"), paint: { "line-color": look.edge, "line-width": dark ? 3 : 1.5 } });
  map.addLayer({ id: "grid-names", type: "symbol", source: "labels", filter: kind("duty"), minzoom: 12, layout: { ...font, "text-field": ["get", "name"], "text-size": look.text - 2 }, paint: { "text-color": look.quiet, ...halo } });
  map.addLayer({ id: "place-names", type: "symbol", source: "labels", filter: dark ? kind("place") : ["any", kind("place"), kind("beside")], layout: { ...font, "text-field": ["get", "name"], "text-size": look.text, "text-padding": 4, "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": 0.3 }, paint: { "text-color": look.quiet, ...halo } });
  map.addLayer({ id: "shade-edge", type: "line", source: "shaded", paint: { "line-color": look.ink, "line-width": ["case", ["get", "chosen"], 3, 0.5] } });
  map.addLayer({ id: "shade-names", type: "symbol", source: "shaded-names", layout: { ...font, "text-field": ["get", "text"], "text-size": look.text + 1, "text-padding": 1, "text-variable-anchor": ["center", "top", "bottom", "left", "right"], "text-radial-offset": 0.3, "text-justify": "center" }, paint: { "text-color": look.ink, ...halo } });
  if (cameras) {
    map.addLayer({ id: "cameras", type: "symbol", source: "cameras", minzoom: 11, layout: { ...font, "text-field": ["case", ["get", "usable"], "▣", "▢"], "text-size": ["interpolate", ["linear"], ["zoom"], 12, look.text / 2, 15, look.text + 3], "text-allow-overlap": true }, paint: { "text-color": look.camera, ...halo } });
  }
  map.addLayer({ id: "way", type: "line", source: "way", paint: { "line-color": look.person, "line-width": 2, "line-dasharray": [2, 1.5] } });
  if (!dark) {
    map.addLayer({ id: "people-names", type: "symbol", source: "people", layout: { ...font, "text-field": ["get", "name"], "text-size": look.text - 1, "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.8, "text-padding": 1 }, paint: { "text-color": look.person, ...halo } });
  }
  map.addLayer({ id: "people", type: "symbol", source: "people", layout: { ...font, "text-field": ["case", ["get", "doubtful"], "□", "■"], "text-size": dark ? look.text * 0.7 : look.text + 1, "text-padding": 0, "text-allow-overlap": true }, paint: { "text-color": look.person, ...halo } });
  const color = ["match", ["get", "look"], "late", look.late, "soon", look.soon, "done", look.done, look.event];
  map.addLayer({ id: "event-names", type: "symbol", source: "events", ...(dark ? {} : { minzoom: 11.5 }), layout: { ...font, "text-field": ["get", "name"], "text-size": dark ? look.text : look.text - 1, "text-variable-anchor": ["top", "right", "left", "bottom"], "text-radial-offset": dark ? 0.8 : 1.4, "text-justify": "auto", "text-padding": 0, "text-optional": true, "symbol-sort-key": ["-", 0, ["get", "weight"]] }, paint: { "text-color": look.ink, ...halo } });
  map.addLayer({ id: "chosen", type: "circle", source: "events", filter: ["get", "chosen"], paint: { "circle-radius": 16, "circle-color": "rgba(0,0,0,0)", "circle-stroke-width": 3, "circle-stroke-color": look.event } });
  map.addLayer({ id: "events", type: "symbol", source: "events", layout: { ...font, "text-field": ["get", "sign"], "text-size": look.sign, "text-padding": 0, "text-allow-overlap": true, "symbol-sort-key": ["get", "weight"] }, paint: { "text-color": color, "text-halo-color": look.halo, "text-halo-width": 2 } });
}
