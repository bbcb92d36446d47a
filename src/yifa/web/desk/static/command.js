// 指挥台: the queue, the keys, the panel. What is shown comes from the stream; what is done goes through the forms of the docket.
import { config, fill, listen, long, mapIn, now, signOf, urgency, words } from "./live.js";

const by = (id) => document.getElementById(id);
const list = by("queue"), find = by("queue-find"), panel = by("panel"), body = by("panel-body"), count = by("queue-count"), empty = by("queue-empty");
const GROUPS = { send: ["待立案", "待派遣"], going: ["已派遣", "已接单", "已到场"], check: ["待核查", "待结案"], hung: ["挂账"] };
//: rows drawn at most; the search finds the others
const MOST = 200;
let map = null, selected = null, filter = "", state = null;
const rows = new Map();

// --- the queue: by what is due, what has no limit yet by how long it waits
const due = (event) => (event.hung_at ? Infinity : event.due_at ? Date.parse(event.due_at) : Date.parse(event.uploaded_at));
const has = (event, word) => [event.kind_name, event.place_name, event.place_text, event.summary, event.number, event.report, event.team_name].some((text) => text?.includes(word));

function wanted() {
  const word = find.value.trim();
  return [...state.events.values()]
    .filter((event) => !event.done && (!filter || GROUPS[filter].includes(event.state)) && (!word || has(event, word)))
    .sort((one, other) => due(one) - due(other) || (one.id < other.id ? -1 : 1));
}

function made(event) {
  const item = document.createElement("li");
  item.innerHTML = `<a class="line event-row"><span class="sign" aria-hidden="true"></span><span class="what"><b></b><small></small></span><span class="when"><b></b><small></small></span></a>`;
  const link = item.firstElementChild;
  link.href = `/dockets/${event.id}`;
  link.addEventListener("click", (press) => {
    if (press.ctrlKey || press.metaKey || press.shiftKey || matchMedia("(max-width: 56rem)").matches) return;
    press.preventDefault();
    open(event.id);
  });
  return item;
}

function write(item, event) {
  const [sign, what, when] = item.firstElementChild.children;
  sign.textContent = signOf(event);
  const marks = [event.state, event.voices > 1 && fill(words.voices, event.voices), event.escalated_at && words.escalated, event.whistles > 0 && fill(words.whistles, event.whistles)];
  what.firstElementChild.textContent = `${event.kind_name || event.summary || words.no_kind}`;
  what.lastElementChild.textContent = [marks.filter(Boolean).join(" "), event.place_name, event.place_text, event.team_name].filter(Boolean).join(" · ");
  time(item, event, when);
}

function time(item, event, when = item.firstElementChild.children[2]) {
  const at = now(), how = urgency(event, at), loop = event.fed_back_at ? "" : fill(words.since, long((at - Date.parse(event.uploaded_at)) / 1000));
  let text = event.hung_at ? "" : words.no_limit;
  if (event.due_at && !event.hung_at) {
    const left = (Date.parse(event.due_at) - at) / 1000;
    text = left < 0 ? fill(words.over, long(-left)) : fill(words.left, long(left));
  }
  if (when.firstElementChild.textContent !== text) when.firstElementChild.textContent = text;
  if (when.lastElementChild.textContent !== loop) when.lastElementChild.textContent = loop;
  item.firstElementChild.dataset.urgency = how;
}

function draw(changed = []) {
  const found = wanted(), shown = found.slice(0, MOST), focus = document.activeElement?.closest?.("#queue li")?.dataset.id;
  const keep = new Set(shown.map((event) => event.id));
  for (const [id, item] of rows) if (!keep.has(id)) { item.remove(); rows.delete(id); }
  const touched = new Set(changed.map((event) => event.id));
  let before = list.firstElementChild;
  for (const event of shown) {
    let item = rows.get(event.id);
    if (!item) { item = made(event); item.dataset.id = event.id; rows.set(event.id, item); write(item, event); }
    else if (touched.has(event.id)) write(item, event);
    if (item === before) before = before.nextElementSibling;
    else list.insertBefore(item, before);
    item.firstElementChild.toggleAttribute("aria-current", event.id === selected);
  }
  if (focus && document.activeElement === document.body) rows.get(focus)?.firstElementChild.focus({ preventScroll: true });
  count.textContent = [String(found.length), state.left_off && fill(words.left_off, state.left_off)].filter(Boolean).join("　");
  empty.hidden = found.length > 0;
  if (found.length === 0 && (filter || find.value)) empty.textContent = words.none;
  map?.show([...state.events.values()].filter((event) => !event.done && (!filter || GROUPS[filter].includes(event.state))), state.people);
}

function crew() {
  const known = state.people, box = by("crew");
  by("crew-count").textContent = fill(words.on_duty, known.length);
  // those who go together stand together: what they are on and their crew once, then the names
  const crews = new Map();
  for (const one of known) {
    const name = [one.kind, one.crew].filter(Boolean).join(" ");
    crews.set(name, [...(crews.get(name) ?? []), one]);
  }
  box.replaceChildren(...[...crews].map(([name, people]) => {
    const item = document.createElement("li"), head = document.createElement("small");
    head.textContent = name;
    item.append(head, ...people.map((one) => {
      const person = document.createElement("span");
      person.textContent = `${one.longitude === undefined ? "" : one.doubtful ? "□" : "■"}${one.name}${one.doubtful ? ` ${words.doubtful}` : ""}`;
      return person;
    }));
    return item;
  }));
  if (!known.length) box.textContent = words.nobody;
}

function loopLine() {
  const loop = state.loop;
  if (!loop) return;
  const [events, met, missed, running] = [loop.events, loop.met, loop.missed + loop.late, loop.running - loop.late];
  const line = by("loop-line"), text = loop.limit === null ? line.dataset.noLimit : line.dataset.text;
  line.textContent = fill(text, events, met).replace("{missed}", missed).replace("{running}", running).replace("{limit}", loop.limit);
}

// --- the panel beside the map
function open(id, query = "") {
  selected = id;
  caughtUp = 0;
  show(`/command/events/${id}${query}`);
  map?.select(state.events.get(id), panel.offsetWidth);
  draw();
}

let asked = 0;
function show(address) {
  // without what loads the panel the event has its own page
  if (!window.htmx) return location.assign(address);
  const mine = ++asked, was = body.firstElementChild;
  const byKeys = document.activeElement?.matches(":focus-visible");
  panel.hidden = false;
  // what is shown still is of the event before: nothing can be done there any more
  body.inert = true;
  htmx.ajax("GET", address, { source: body, target: body, swap: "innerHTML" }).catch(() => {}).then(() => {
    if (mine !== asked) return;
    body.inert = false;
    const same = selected !== null && was?.dataset.docket === selected;
    if (body.firstElementChild === was && !same) body.textContent = body.dataset.unreachable;
    if (!same) panel.scrollTop = 0;
    if (byKeys) (body.querySelector(".steps a") ?? body.querySelector(".additions a, a"))?.focus({ preventScroll: true });
    map?.resize();
  });
}

// somebody else went on with the event that is open: it is shown anew, and where something is being filled in it is said
let caughtUp = 0;
function catchUp() {
  const shown = body.querySelector(".event-panel"), event = state.events.get(selected);
  if (!event || body.inert || shown?.dataset.docket !== selected || event.seq <= Number(shown.dataset.seq)) return;
  if (body.querySelector(".act-form.busy, .htmx-request")) return;
  if (caughtUp === event.seq || body.querySelector("#act-place")?.hasChildNodes()) shown.querySelector("[data-stale]").hidden = false;
  else {
    caughtUp = event.seq;
    show(`/command/events/${selected}`);
  }
}
body.addEventListener("click", (event) => { if (event.target.closest("[data-stale] button")) open(selected); });

function close() {
  asked += 1;
  htmx.trigger(body, "htmx:abort");
  body.inert = false;
  panel.hidden = true;
  body.replaceChildren();
  const was = selected;
  selected = null;
  draw();
  map?.select(null);
  rows.get(was)?.firstElementChild.focus();
}
by("panel-close").addEventListener("click", close);
new MutationObserver(() => { if (body.hasChildNodes()) panel.hidden = false; }).observe(body, { childList: true });

// an act was recorded in the panel: its event is shown anew, with what may be done next; anything else that was done, by its own page
document.addEventListener("yifa-done", ({ target, detail: { address } }) => {
  // who went on before the answer stays there
  if (target === document) return;
  const docket = address.match(/^\/dockets\/([0-9a-f-]{36})(\?done=\d+)?/);
  if (docket) open(docket[1], docket[2] ?? "");
  else show(address);
});

// --- keys
function choose(name) {
  filter = name;
  document.querySelectorAll("[data-filter]").forEach((button) => button.setAttribute("aria-pressed", button.dataset.filter === name));
  draw();
}
document.querySelectorAll("[data-filter]").forEach((button) => button.addEventListener("click", () => choose(button.dataset.filter)));
find.addEventListener("input", () => draw());
document.querySelector(".team-form select")?.addEventListener("change", (event) => event.target.form.submit());
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "Escape") {
    if (event.target.closest("#act-place form")) return;
    if (typing === find) { find.value = ""; find.blur(); draw(); }
    else if (!typing && !panel.hidden) close();
    return;
  }
  if (typing === find && event.key === "ArrowDown") { event.preventDefault(); list.querySelector(".line")?.focus(); return; }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key === "/") { event.preventDefault(); event.stopImmediatePropagation(); find.focus(); find.select(); }
  else if (key === "m") { event.preventDefault(); const on = document.getElementById("command").classList.toggle("map-wide"); (on ? by("map") : list.querySelector(".line"))?.focus(); map?.resize(); }
  else if (key === "f") { const names = ["", ...Object.keys(GROUPS)]; choose(names[(names.indexOf(filter) + 1) % names.length]); }
}, true);

// --- a sound for what is new, where somebody wants one
const sound = by("sound");
sound.checked = localStorage.getItem("yifa.sound") === "1";
sound.addEventListener("change", () => { localStorage.setItem("yifa.sound", sound.checked ? "1" : "0"); if (sound.checked) chime(); });
function chime() {
  const audio = new AudioContext(), tone = audio.createOscillator(), loud = audio.createGain();
  tone.frequency.value = 660;
  loud.gain.setValueAtTime(0.15, audio.currentTime);
  loud.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + 0.5);
  tone.connect(loud).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.5);
}

const title = document.title;
let unseen = 0;
document.addEventListener("visibilitychange", () => { if (!document.hidden) { unseen = 0; document.title = title; } });

state = listen((known, { changed, fresh = [], whole, people, tick, loop }) => {
  state = known;
  if (whole) { for (const item of rows.values()) item.remove(); rows.clear(); }
  if (whole || people) crew();
  if (!tick && !loop) draw(changed);
  loopLine();
  if (fresh.length) {
    if (sound.checked) chime();
    if (document.hidden) { unseen += fresh.length; document.title = `（${unseen}）${title}`; }
    fresh.forEach((event) => rows.get(event.id)?.classList.add("is-new"));
  }
});
setInterval(() => {
  for (const [id, item] of rows) { const event = state.events.get(id); if (event) time(item, event); }
  catchUp();
}, 1000);
mapIn(by("map"), {
  data: config.data, tiles: config.tiles, legend: words.legend, notes: by("map-notes"),
  pick: ({ event, camera }) => (event ? open(event) : show(`/cameras/${encodeURIComponent(camera)}`)),
}).then((drawn) => { map = drawn; draw(); new ResizeObserver(() => map.resize()).observe(by("map")); });
