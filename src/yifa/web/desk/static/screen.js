// 大屏: three zones that nobody touches. Something moves only when something changed, and a long queue turns its pages.
import { config, fill, hour, listen, long, mapIn, now, signOf, urgency, words } from "./live.js";

const by = (id) => document.getElementById(id);
const said = by("screen-words").dataset;
//: seconds a page of the queue stands
const TURN = 12;
let state = null, map = null, page = 0, perPage = 8, turnedAt = performance.now();
const clock = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", month: "long", day: "numeric", weekday: "short" });

const put = (id, text) => { const box = by(id); if (box.textContent !== String(text)) box.textContent = text; };

// --- the queue, what waits longest first
const open = () => [...state.events.values()].filter((event) => !event.done).sort((one, other) => Date.parse(one.uploaded_at) - Date.parse(other.uploaded_at));

function queue(changed = []) {
  const list = by("queue"), all = open();
  const row = parseFloat(getComputedStyle(document.documentElement).fontSize) * 1.9;
  perPage = Math.max(3, Math.floor(list.clientHeight / row));
  list.style.setProperty("--rows", perPage);
  const pages = Math.max(1, Math.ceil(all.length / perPage));
  page %= pages;
  const shown = all.slice(page * perPage, (page + 1) * perPage);
  put("queue-count", all.length + state.left_off);
  const late = all.filter((event) => urgency(event, now()) === "late").length, beyond = all.length - shown.length + state.left_off;
  put("queue-late", late ? fill(words.late, late) : "");
  put("queue-page", beyond ? `${fill(words.beyond, beyond)} ${page + 1}/${pages}` : "");
  by("queue-empty").hidden = all.length > 0;
  const touched = new Set(changed.map((event) => event.id));
  list.replaceChildren(...shown.map((event) => {
    const item = document.createElement("li"), at = now();
    item.dataset.urgency = urgency(event, at);
    if (touched.has(event.id)) item.className = "is-new";
    for (const [name, text] of [["sign", signOf(event)], ["kind", event.kind_name || words.no_kind], ["where", event.place_name], ["state", event.state], ["age", long((at - Date.parse(event.uploaded_at)) / 1000)]]) {
      const part = document.createElement("span");
      part.className = name;
      part.textContent = text;
      item.append(part);
    }
    return item;
  }));
}

// --- today's loop
function loop() {
  const known = state.loop;
  if (!known) return;
  put("loop-met", known.met);
  put("loop-missed", known.missed + known.late);
  by("loop-missed").parentElement.classList.toggle("is-so", known.missed + known.late > 0);
  put("loop-running", known.running - known.late);
  put("loop-limit", known.limit === null ? said.noLimit : fill(said.limit, known.limit));
  const longest = Math.max(1, known.limit ?? 0, ...known.stages.map((stage) => stage.median ?? 0));
  by("stages").replaceChildren(...known.stages.map((stage) => {
    const item = document.createElement("li"), name = document.createElement("span"), bar = document.createElement("meter"), took = document.createElement("b");
    name.textContent = stage.title;
    bar.max = longest;
    bar.value = stage.median ?? 0;
    took.textContent = stage.median === null ? "—" : long(stage.median);
    item.append(name, bar, took);
    if (stage.title === known.slowest) item.className = "slowest";
    return item;
  }));
}

const draw = (changed) => {
  queue(changed);
  loop();
  map?.show(open(), state.people);
};

state = listen((known, { changed, tick, loop: looped }) => {
  state = known;
  if (looped) loop();
  else if (tick) queue();
  else draw(changed);
});
setInterval(() => {
  put("clock", `${clock.format(now())} ${hour(now())}`);
  if (performance.now() - turnedAt > TURN * 1000) { turnedAt = performance.now(); page += 1; queue(); }
}, 1000);
addEventListener("resize", () => draw());
mapIn(by("map"), { data: config.data, tiles: config.tiles, dark: true, notes: by("map-notes") })
  .then((drawn) => { map = drawn; draw(); });
