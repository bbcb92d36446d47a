// 上报位置: one's own place every ten seconds, only while the page is open, the button is on and the server says one is on duty.
const box = document.querySelector("[data-tell-place]");
const button = box.querySelector("button");
const said = box.querySelector("[role=status]");
const EVERY = 10_500;
let watching = null;
let sending = null;
let newest = null;

const stop = (words) => {
  navigator.geolocation.clearWatch(watching);
  clearInterval(sending);
  watching = sending = newest = null;
  button.textContent = box.dataset.start;
  said.textContent = words;
};

const send = async () => {
  if (!newest) return;
  const { longitude, latitude, accuracy } = newest.coords;
  newest = null;
  let answer;
  try {
    answer = await fetch("/api/positions", {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": box.querySelector("[name=csrfmiddlewaretoken]").value },
      body: JSON.stringify({ longitude, latitude, accuracy }),
    });
  } catch {
    return; // no network: the next place is tried, this one is not kept
  }
  if (answer.status === 429) return;
  if (!answer.ok) stop((await answer.json()).title);
  else said.textContent = `${box.dataset.on} ${new Date().toLocaleTimeString("zh-CN", { hour12: false })}`;
};

const start = () => {
  button.textContent = box.dataset.stop;
  const took = (place) => {
    const first = newest === null && sending === null;
    newest = place;
    if (first) {
      sending = setInterval(send, EVERY);
      send();
    }
  };
  // out of sight of the sky is no reason to stop, being refused is
  const failed = (fault) => {
    if (fault.code === fault.PERMISSION_DENIED) stop(box.dataset.denied);
    else said.textContent = box.dataset.waiting;
  };
  watching = navigator.geolocation.watchPosition(took, failed, { enableHighAccuracy: true, maximumAge: 5_000 });
};

button.addEventListener("click", () => (watching === null ? start() : stop(box.dataset.off)));
