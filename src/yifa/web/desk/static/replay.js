// 回放: the acts of a day along a slider. The page's table says the same without this; nothing here decides anything.
const root = document.querySelector("[data-replay]");
const SVG = "http://www.w3.org/2000/svg";
const STATES = ["waiting", "ordered", "on_spot", "done"];
// what an act makes of an event; acts that are not named leave it as it is
const BECOMES = {
  register_lead: "waiting", file_event: "waiting", return_order: "waiting", resume_event: "waiting",
  give_order: "ordered", take_order: "ordered", arrive: "on_spot", handle_event: "on_spot",
  close_event: "done", merge_event: "done", decline_filing: "done", refer_lead: "done",
};
const LATEST = 8;

const clock = (ms) => new Date(ms).toLocaleTimeString("zh-CN", { timeZone: "Asia/Shanghai", hour12: false });

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
  if (told.acts.length) show(told);
}

function show({ acts, events, kinds }) {
  root.hidden = false;
  const slider = root.querySelector("#r-time"), speed = root.querySelector("#r-speed");
  const button = root.querySelector("[data-toggle-play]"), shown = root.querySelector(".replay-clock");
  const list = root.querySelector("[data-latest]"), layer = root.querySelector("[data-marks]");
  const counts = Object.fromEntries(STATES.map((state) => [state, root.querySelector(`[data-count="${state}"]`)]));
  const first = acts[0][0], last = acts[acts.length - 1][0];
  slider.max = Math.max(1, Math.ceil((last - first) / 1000));
  // on a narrow screen the drawing shrinks, what is marked on it does not
  const grown = layer ? Math.max(1, 620 / Math.max(1, layer.ownerSVGElement.parentElement.clientWidth || 620)) : 1;
  const marks = events.map(({ id, at }) => {
    if (!at || !layer) return null;
    const link = document.createElementNS(SVG, "a"), mark = document.createElementNS(SVG, "use");
    link.setAttribute("href", `/loop/${id}`);
    link.setAttribute("transform", `translate(${at[0]} ${at[1]}) scale(${grown.toFixed(2)})`);
    link.append(mark);
    return link;
  });
  let done = 0, state = [], playing = false, before = 0, at = first;

  function draw(now) {
    if (now < at || done > acts.length) { done = 0; state = []; layer?.replaceChildren(); }
    at = now;
    while (done < acts.length && acts[done][0] <= now) {
      const [, event, kind] = acts[done++];
      const next = BECOMES[kind] || state[event] || "waiting";
      if (next === state[event]) continue;
      state[event] = next;
      const mark = marks[event];
      if (mark) {
        mark.firstChild.setAttribute("href", `#mark-${next}`);
        mark.setAttribute("aria-label", `${clock(acts[done - 1][0])} ${kinds[kind]}`);
        if (next === "done") layer.prepend(mark); else layer.append(mark);
      }
    }
    for (const name of STATES) counts[name].textContent = state.filter((one) => one === name).length;
    shown.textContent = clock(now);
    slider.value = Math.floor((now - first) / 1000);
    slider.setAttribute("aria-valuetext", clock(now));
    list.replaceChildren(...acts.slice(Math.max(0, done - LATEST), done).reverse().map(([when, event, kind]) => {
      const line = document.createElement("li"), time = document.createElement("span"), link = document.createElement("a");
      time.textContent = clock(when);
      link.textContent = kinds[kind];
      link.href = `/loop/${events[event].id}`;
      line.append(time, link);
      return line;
    }));
  }

  function play(on) {
    playing = on;
    button.textContent = on ? root.dataset.pause : root.dataset.play;
    if (!on) return;
    if (at >= last) draw(first);
    before = performance.now();
    requestAnimationFrame(step);
  }

  function step(now) {
    if (!playing) return;
    const next = Math.min(last, at + (now - before) * Number(speed.value));
    before = now;
    draw(next);
    if (next >= last) play(false); else requestAnimationFrame(step);
  }

  button.addEventListener("click", () => play(!playing));
  slider.addEventListener("input", () => { play(false); draw(first + Number(slider.value) * 1000); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || event.target.closest("input, textarea, select, button, a, summary")) return;
    event.preventDefault();
    play(!playing);
  });
  draw(last);
}

if (root) start();
