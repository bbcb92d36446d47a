// 回放: the acts of a day along a slider, on the map of the desk. The page's table says the same without this; nothing here decides anything.
import { config, fill, hour, mapIn, signOf, words } from "./live.js";

const root = document.querySelector("[data-replay]");
const LATEST = 8;
const STEPS = { ArrowLeft: -60, ArrowRight: 60, PageUp: -600, PageDown: 600 };

async function start() {
  let told;
  try {
    const answer = await fetch(root.dataset.replay, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.status);
    told = await answer.json();
  } catch {
    document.querySelector("[data-replay-failed]").hidden = false;
    return;
  }
  if (told.acts.length) play(told);
}

function play({ acts, events, kinds, track, since, done: over }) {
  root.hidden = false;
  const by = (name) => root.querySelector(`[data-${name}]`);
  const slider = root.querySelector("#r-time"), speed = root.querySelector("#r-speed");
  const counts = new Map([...root.querySelectorAll("[data-count]")].map((box) => [box.dataset.count, box]));
  const done = new Set(over), last = Math.max(since, acts.at(-1)[0]), first = since;
  slider.max = Math.max(1, Math.ceil((last - first) / 1000));
  let map = null, taken = 0, states = [], playing = false, before = 0, at = first, heat = false, drawnAt = 0;

  /** What had happened by ``until``; only what is new is looked at. */
  function forward(until) {
    if (until < at) { taken = 0; states = []; }
    at = until;
    const from = taken;
    while (taken < acts.length && acts[taken][0] <= until) {
      const [, event, , state] = acts[taken++];
      states[event] = state || states[event];
    }
    return taken !== from || until === first;
  }

  function draw(until, whole = false) {
    const moved = forward(until) || whole;
    by("clock").textContent = hour(until);
    slider.value = Math.floor((until - first) / 1000);
    slider.setAttribute("aria-valuetext", hour(until));
    if (!moved && !track.length) return;
    const shown = events.map((event, number) => ({ ...event, state: states[number], done: done.has(states[number]) })).filter((event) => event.state);
    const tally = {};
    for (const event of shown) { const sign = signOf(event); tally[sign] = (tally[sign] || 0) + 1; }
    for (const [sign, box] of counts) box.textContent = tally[sign] || 0;
    by("latest").replaceChildren(...acts.slice(Math.max(0, taken - LATEST), taken).reverse().map(([when, event, kind]) => {
      const line = document.createElement("li"), time = document.createElement("span"), link = document.createElement("a");
      time.textContent = hour(when);
      link.textContent = [kinds[kind], events[event].kind_name].filter(Boolean).join(" · ");
      link.href = `/loop/${events[event].id}`;
      line.append(time, link);
      return line;
    }));
    const gone = track.filter(([when]) => when <= until), seen = gone.at(-1);
    map?.way(gone.filter((step) => !step[3]).map(([, longitude, latitude]) => [longitude, latitude]));
    map?.show(heat ? [] : shown, seen ? [{ name: hour(seen[0]), longitude: seen[1], latitude: seen[2], doubtful: seen[3] }] : []);
    hot(shown);
  }

  // --- 热点网格: how many events came in so far, by grid
  function hot(shown) {
    if (!map) return;
    const found = new Map();
    if (heat) for (const event of shown) if (event.own && event.grid) found.set(event.grid, (found.get(event.grid) || 0) + 1);
    const most = Math.max(1, ...found.values());
    map.shade(new Map([...found].map(([grid, count]) => [grid, [Math.ceil((4 * count) / most) - 1, `{name}\n${fill(words.events, count)}`]])));
  }

  function run(on) {
    playing = on;
    by("toggle-play").textContent = on ? root.dataset.pause : root.dataset.play;
    if (!on) return draw(at, true);
    if (at >= last) draw(first, true);
    before = performance.now();
    requestAnimationFrame(step);
  }

  function step(now) {
    if (!playing) return;
    // ten pictures a second are enough, also for two thousand events
    if (now - drawnAt >= 100) {
      drawnAt = now;
      draw(Math.min(last, at + (now - before) * Number(speed.value)));
      before = now;
    }
    if (at >= last) run(false); else requestAnimationFrame(step);
  }

  const go = (until) => { if (playing) run(false); draw(Math.max(first, Math.min(last, until)), true); };
  const warm = (on) => { heat = on; by("heat").setAttribute("aria-pressed", on); draw(at, true); };
  by("toggle-play").addEventListener("click", () => run(!playing));
  by("heat").addEventListener("click", () => warm(!heat));
  slider.addEventListener("input", () => go(first + Number(slider.value) * 1000));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, [contenteditable]")) return;
    if (event.key === " " && !event.target.closest("button, a, summary")) { event.preventDefault(); run(!playing); }
    else if (event.key in STEPS && !event.target.closest(".live-map")) { event.preventDefault(); go(at + STEPS[event.key] * 1000); }
    else if (event.key.toLowerCase() === "h") warm(!heat);
    else if (event.key === "+" || event.key === "-") speed.selectedIndex = Math.max(0, Math.min(speed.length - 1, speed.selectedIndex + (event.key === "+" ? 1 : -1)));
  });
  draw(last, true);
  mapIn(by("map"), {
    data: config.data, tiles: config.tiles, cameras: false, notes: by("map-notes"),
    pick: ({ event, grid }) => { const address = event ? `/loop/${event}` : root.querySelector(`[data-grid="${CSS.escape(grid)}"]`)?.href ?? root.dataset.grid + encodeURIComponent(grid); location.assign(address); },
  }).then((drawn) => { map = drawn; draw(at, true); new ResizeObserver(() => map.resize()).observe(by("map")); });
}

if (root) start();
