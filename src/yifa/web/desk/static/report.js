/* What a phone can add to the form of reports: where it is, how much is sent, and that nothing is lost without a net. Without it everything works. */
import { send } from "./send.js";

const page = document.querySelector("main");
//: bytes that are sent before anybody wonders
const SMALL = 100_000;

function ready() {
  const locate = page.querySelector("[data-locate]");
  if (!locate || !("geolocation" in navigator)) return;
  const form = locate.closest("form"), told = locate.querySelector("[role=status]");
  locate.hidden = false;
  locate.querySelector("button").addEventListener("click", () => {
    told.textContent = locate.dataset.wait;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.longitude.value = coords.longitude.toFixed(6);
        form.elements.latitude.value = coords.latitude.toFixed(6);
        told.textContent = locate.dataset.got.replace("{metres}", Math.round(coords.accuracy));
      },
      () => { told.textContent = locate.dataset.denied; },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  });
}

/** What came in place of the form. A receipt stays with its place in the history: a phone that laid the page by and loads it again still has it. */
function put(inner, receipt) {
  page.innerHTML = inner;
  if (receipt) history.replaceState({ receipt: inner }, "", "#received");
  ready();
}

page.addEventListener("submit", async (event) => {
  const form = event.target.closest("form[data-sending]");
  if (!form) return;
  event.preventDefault();
  const button = form.querySelector("button.main"), told = form.querySelector("[data-sending-place]");
  if (button.disabled) return;
  button.disabled = true;
  told.textContent = form.dataset.sending;
  const answer = await send(form.action, new FormData(form), { Accept: "text/html" }, (percent, bytes) => {
    if (bytes > SMALL) told.textContent = `${form.dataset.sending} ${percent}%`;
  });
  const came = new DOMParser().parseFromString(answer.responseText, "text/html"), inner = came.querySelector("main")?.innerHTML, refusal = came.querySelector(".refusal");
  button.disabled = false;
  told.textContent = inner === undefined ? form.dataset.unreachable : "";
  if (inner === undefined) return;
  // too much, too often: the server read nothing, what was typed and chosen is here alone
  if (refusal && [413, 429].includes(answer.status)) {
    page.querySelector(".refusal")?.remove();
    form.before(refusal);
  } else {
    document.title = came.title;
    put(inner, answer.status === 200);
  }
  const first = page.querySelector(".refusal") ?? page.querySelector("h1");
  first.tabIndex = -1;
  first.focus();
});

if (history.state?.receipt) put(history.state.receipt);
else ready();
