// 视频: HLS by hls.js (natively where that is not possible), WebRTC by WHEP; a picture that stands still is never sent as one of now.
const STALLED_AFTER = 5000;

const clock = (at) => new Date(at).toLocaleTimeString("zh-CN", { hour12: false, timeZone: "Asia/Shanghai" });

/** Also where a page has no secure context and ``crypto.randomUUID`` is not there. */
function uuid() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte, at) => (at === 6 ? (byte & 15) | 64 : at === 8 ? (byte & 63) | 128 : byte).toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function library(address) {
  if (window.Hls) return Promise.resolve(window.Hls);
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => done(window.Hls);
    script.onerror = () => failed(new Error("hls.js"));
    document.head.append(script);
  });
}

async function playHls(video, address, from) {
  const Hls = await library(from);
  if (!Hls.isSupported()) { video.src = address; return () => { video.removeAttribute("src"); video.load(); }; }
  const hls = new Hls({ enableWorker: false, liveSyncDurationCount: 2, maxBufferLength: 12, backBufferLength: 10 });
  hls.on(Hls.Events.ERROR, (_event, fault) => {
    if (!fault.fatal) return;
    if (fault.type === Hls.ErrorTypes.MEDIA_ERROR) hls.recoverMediaError();
    else setTimeout(() => { if (video.isConnected) hls.loadSource(address); }, 3000);
  });
  hls.loadSource(address);
  hls.attachMedia(video);
  return () => hls.destroy();
}

async function playWhep(video, address) {
  const peer = new RTCPeerConnection();
  peer.addTransceiver("video", { direction: "recvonly" });
  peer.addTransceiver("audio", { direction: "recvonly" });
  const stream = new MediaStream();
  peer.ontrack = (event) => { stream.addTrack(event.track); video.srcObject = stream; };
  await peer.setLocalDescription(await peer.createOffer());
  // WHEP as media servers speak it without trickling: the offer goes once all candidates are known, or after two seconds
  await Promise.race([
    new Promise((done) => { if (peer.iceGatheringState === "complete") done(); else peer.onicegatheringstatechange = () => peer.iceGatheringState === "complete" && done(); }),
    new Promise((done) => setTimeout(done, 2000)),
  ]);
  const response = await fetch(address, { method: "POST", headers: { "Content-Type": "application/sdp" }, body: peer.localDescription.sdp });
  if (!response.ok) { peer.close(); throw new Error(`WHEP ${response.status}`); }
  const session = response.headers.get("Location");
  await peer.setRemoteDescription({ type: "answer", sdp: await response.text() });
  return () => { peer.close(); if (session) fetch(new URL(session, address), { method: "DELETE", keepalive: true }).catch(() => {}); };
}

function start(box) {
  if (box.dataset.started || !box.dataset.stream) return;
  box.dataset.started = "yes";
  const page = box.closest(".camera-page");
  const [video, state] = [box.querySelector("video"), box.querySelector(".camera-state")];
  const form = page.querySelector("[data-snapshot]"), button = form.querySelector("button.main"), told = form.querySelector(".camera-told");
  let stop = () => {}, moved = 0, last = -1, sent = false;
  const begun = Date.now();

  const say = (name, at) => {
    const text = state.dataset[name].replace("{at}", at ? clock(at) : "");
    if (state.textContent !== text) state.textContent = text;
    state.classList.toggle("is-stalled", name === "stalled" || name === "broken");
  };
  const play = () => (box.dataset.kind === "hls" ? playHls(video, box.dataset.stream, box.dataset.hls) : playWhep(video, box.dataset.stream))
    .then((end) => { stop = end; video.play().catch(() => {}); })
    .catch(() => { say("broken"); setTimeout(() => { if (box.isConnected && !moved) play(); }, 5000); });
  play();

  const watch = setInterval(() => {
    if (!box.isConnected) { clearInterval(watch); stop(); return; }
    const now = Date.now();
    if (video.currentTime !== last && video.readyState >= 2 && video.videoWidth) { last = video.currentTime; moved = now; }
    const fresh = moved && now - moved < STALLED_AFTER;
    if (fresh) say("live", now);
    else if (moved) say("stalled", moved);
    else if (now - begun > 2 * STALLED_AFTER) say("broken");
    button.disabled = sent || !fresh;
  }, 250);
  addEventListener("pagehide", () => stop(), { once: true });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sent || button.disabled) return;
    sent = button.disabled = true;
    told.className = "camera-told";
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    canvas.getContext("2d").drawImage(video, 0, 0);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.92));
    const body = new FormData(form);
    body.append("picture", blob, `${box.dataset.camera}.jpg`);
    try {
      const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      const answer = await response.json();
      if (!response.ok) throw Object.assign(new Error(answer.title), { remedy: answer.remedy });
      const link = document.createElement("a");
      link.href = answer.address;
      link.textContent = form.dataset.open;
      told.replaceChildren(`${answer.told} `, link);
      form.dataset.digest = answer.digest;
      // the next press is another event
      form.elements.report.value = uuid();
      setTimeout(() => { sent = false; }, 3000);
    } catch (fault) {
      told.classList.add("bad");
      told.textContent = fault.remedy !== undefined ? `${fault.message}${fault.remedy}` : form.dataset.failed;
      sent = false;
    }
  });
}

const all = (within) => {
  const found = [...(within.querySelectorAll?.("[data-camera]") ?? [])];
  if (within.matches?.("[data-camera]")) found.push(within);
  found.forEach(start);
};
all(document);
document.addEventListener("htmx:load", (event) => all(event.target));
