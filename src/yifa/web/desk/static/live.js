// 实时: one stream of what is going on, kept open by itself; and always how old what is shows is.
// The server begins each stream with the whole state, so nothing is lost by having been away.

export const config = JSON.parse(document.getElementById("live-config").textContent);
export const words = config.words;
export const fill = (text, n, m) => text.replace("{n}", n).replace("{m}", m);

//: seconds without a sign of life after which one says so
const STALE = 15;
const PAUSES = [1, 2, 4, 7, 10];

// --- time: that of the server; in a play it is told and does not run by itself
//: while a machine sleeps one of its clocks stands still, and somebody may set the other
const moment = () => ({ ran: performance.now(), wall: Date.now() });
const passed = ({ ran, wall }) => Math.max(performance.now() - ran, Date.now() - wall);
let told = null, toldAt = null, play = false;
export function now() {
  return told === null ? Date.now() : told + (play ? 0 : passed(toldAt));
}
function tell(data) {
  told = Date.parse(data.now);
  toldAt = moment();
  play = data.play;
}

// --- lengths and hours in words
export function long(seconds) {
  const all = Math.max(0, Math.floor(seconds)), minutes = Math.floor(all / 60), hours = Math.floor(minutes / 60);
  if (all < 60) return fill(words.seconds, all);
  if (minutes < 60) return fill(words.minutes, minutes);
  if (hours < 24) return fill(words.hours, hours, minutes % 60);
  return fill(words.days, Math.floor(hours / 24), hours % 24);
}
const shanghai = new Intl.DateTimeFormat("zh-CN", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
export const hour = (at) => shanghai.format(at);

// --- the map: a help that may not come on a poor net; then a sentence stands in its place, and everything else goes on
export async function mapIn(box, options) {
  try {
    const { drawMap } = await import("./map.js");
    return await drawMap(box, options);
  } catch (fault) {
    console.warn(fault);
    box.textContent = words.no_map;
    box.classList.add("no-webgl");
    return { show() {}, shade() {}, way() {}, fit() {}, select() {}, resize() {} };
  }
}

// --- events
export const signOf = (event) => config.signs[event.state] || "";
/** late, soon (within its last fifth) or "" — of the limit of its class. */
export function urgency(event, at) {
  if (!event.due_at || event.done || event.hung_at) return "";
  const due = Date.parse(event.due_at), began = Date.parse(event.filed_at || event.uploaded_at);
  if (at > due) return "late";
  return due - at <= (due - began) / 5 ? "soon" : "";
}

/** Keeps a stream open and tells ``heard`` the state whenever it changed: {events: Map, people, loop, left_off}. */
export function listen(heard) {
  const line = document.getElementById("live-state");
  const state = { events: new Map(), people: [], loop: null, left_off: 0 };
  let source = null, openedAt = moment(), heardHere = false, lastHeard = null, shownAt = null, failed = 0, ticket = config.ticket, stream = config.stream, signedOut = false, waits = null;

  function alive(data) {
    if (data?.now) tell(data);
    lastHeard = moment();
    heardHere = true;
    shownAt = now();
    failed = 0;
  }

  function open() {
    waits = null;
    if (!stream) return later();
    source?.close();
    openedAt = moment();
    heardHere = false;
    const opened = (source = new EventSource(`${stream}?ticket=${encodeURIComponent(ticket)}`));
    const on = (name, take) => opened.addEventListener(name, (message) => { if (source === opened) take(JSON.parse(message.data)); });
    on("state", (data) => {
      alive(data);
      state.events = new Map(data.events.map((event) => [event.id, event]));
      state.people = data.people;
      state.loop = data.loop;
      state.left_off = data.left_off;
      heard(state, { whole: true, changed: [] });
    });
    on("event", (data) => {
      alive();
      const fresh = data.events.filter((event) => !state.events.has(event.id));
      data.events.forEach((event) => state.events.set(event.id, event));
      heard(state, { changed: data.events, fresh });
    });
    on("loop", (data) => { alive(); state.loop = data; heard(state, { loop: true, changed: [] }); });
    on("people", (data) => { alive(); state.people = data; heard(state, { people: true, changed: [] }); });
    on("tick", (data) => { alive(data); heard(state, { tick: true, changed: [] }); });
    on("over", () => renew());
    opened.onerror = () => { if (source === opened) later(); };
  }

  function later() {
    source?.close();
    source = null;
    if (waits === null) waits = setTimeout(renew, 1000 * PAUSES[Math.min(failed++, PAUSES.length - 1)]);
  }

  async function renew() {
    waits = null;
    source?.close();
    source = null;
    try {
      const answer = await fetch(config.tickets, { headers: { Accept: "application/json" }, cache: "no-store", signal: AbortSignal.timeout(STALE * 1000) });
      signedOut = answer.status === 401 || answer.status === 403 || answer.status === 404;
      if (!answer.ok) return later();
      ({ ticket, stream } = await answer.json());
    } catch { return later(); }
    open();
  }

  function sayAge() {
    const age = lastHeard === null ? null : passed(lastHeard) / 1000;
    const lost = signedOut || (age !== null && age > STALE) || (age === null && failed > 2);
    let text = age === null ? words.connecting : age < 1 ? words.just_now : fill(words.fresh, long(age));
    if (lost) text = shownAt === null ? words.never : fill(words.lost, hour(shownAt));
    if (signedOut) text = `${words.sign_in}　${text}`;
    if (line.textContent !== text) line.textContent = text;
    line.classList.toggle("is-lost", lost);
    // a new network, a laptop that slept: a stream that says nothing for long is dead, whatever it says of itself
    // on a slow net the state it begins with takes its time: each one that did not get through is followed by more patience
    const quiet = heardHere ? passed(lastHeard) : passed(openedAt) / 2 ** Math.min(failed, 3);
    if (source && quiet > STALE * 1000) later();
  }

  document.addEventListener("visibilitychange", () => { if (!document.hidden && !source && waits !== null) { clearTimeout(waits); renew(); } });
  addEventListener("online", () => { if (waits !== null) { clearTimeout(waits); renew(); } });
  setInterval(sayAge, 1000);
  open();
  return state;
}
