// 桌面的手感: keys, drafts, repeatable rows, uploads. Every page works without it; nothing here decides anything.
import { pickers } from "./pick.js";
import { send } from "./send.js";

const body = document.body;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];

// --- keys: ↑ ↓ walk the rows, / goes to the field, Esc leaves
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "Escape") {
    const form = event.target.closest("#act-place form");
    if (form) closeForm(form);
    else if (typing) typing.blur();
    all(".me[open]").forEach((menu) => menu.removeAttribute("open"));
    return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const beside = document.querySelector(`a[data-key="${event.key}"]`);
  if (beside) { event.preventDefault(); beside.click(); return; }
  if (event.key === "/") {
    const field = document.querySelector(".find input");
    if (field) { event.preventDefault(); field.focus(); field.select(); }
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    const rows = all("[data-rows] .line");
    if (!rows.length) return;
    event.preventDefault();
    const at = rows.indexOf(document.activeElement);
    const next = event.key === "ArrowDown" ? Math.min(at + 1, rows.length - 1) : Math.max(at - 1, 0);
    rows[next].focus();
  }
});

// --- drafts: what is typed stays on this machine until it is recorded, two weeks at most; personal data only while this window is open
const PREFIX = "yifa.draft.";
const KEPT_FOR = 14 * 24 * 3600 * 1000;
for (const key of Object.keys(localStorage)) {
  if (key.startsWith(PREFIX) && !(JSON.parse(localStorage.getItem(key))?.at > Date.now() - KEPT_FOR)) localStorage.removeItem(key);
}
const keyOf = (form) => PREFIX + [body.dataset.user, form.getAttribute("action").match(/[0-9a-f-]{36}/)?.[0] || "new", form.dataset.act].join(".");
const isKept = (field) => field.name && field.type !== "file" && !["csrfmiddlewaretoken", "_seen", "words"].includes(field.name);

function keep(form) {
  const open = [], secret = [];
  for (const field of form.elements) {
    if (!isKept(field) || ((field.type === "checkbox" || field.type === "radio") && !field.checked)) continue;
    (field.hasAttribute("data-private") ? secret : open).push([field.name, field.value]);
  }
  try {
    localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), fields: open }));
    sessionStorage.setItem(keyOf(form), JSON.stringify(secret));
  } catch { /* no room or not allowed: the form itself still holds it */ }
}

function bring(form) {
  let kept;
  try {
    kept = [...(JSON.parse(localStorage.getItem(keyOf(form)))?.fields || []), ...(JSON.parse(sessionStorage.getItem(keyOf(form))) || [])];
  } catch { return; }
  if (!kept.length || form.querySelector(".refusal")) return;
  const questions = form.querySelector("[data-questions]");
  if (questions) {
    const wanted = Math.max(0, ...kept.map(([name]) => Number(name.match(/^\w+\.(\d+)\./)?.[1] ?? -1) + 1));
    while (all(".question", questions).length < wanted) addRow(questions);
  }
  const values = new Map();
  kept.forEach(([name, value]) => values.set(name, [...(values.get(name) || []), value]));
  for (const field of form.elements) {
    if (!isKept(field) || (field.name === "_evidence" && field.type === "hidden")) continue;
    const given = values.get(field.name);
    if (field.type === "checkbox" || field.type === "radio") field.checked = Boolean(given?.includes(field.value));
    else if (given) field.value = given.length > 1 ? given.shift() : given[0];
  }
  const digests = values.get("_evidence") || [];
  const chips = form.querySelector("[data-chips]");
  if (chips) digests.filter((digest) => !form.querySelector(`[name=_evidence][value="${digest}"]`)).forEach((digest) => chips.append(chip({ digest, name: digest.slice(0, 8) }, form)));
  form.querySelector(".held:has(:checked)")?.setAttribute("open", "");
  const note = document.createElement("p");
  note.className = "note";
  note.textContent = body.dataset.draft;
  const drop = document.createElement("button");
  drop.type = "button";
  drop.className = "small";
  drop.textContent = body.dataset.draftDrop;
  drop.addEventListener("click", () => { forget(keyOf(form)); form.reset(); all("[data-chips] li", form).forEach((one) => one.remove()); note.remove(); form.dataset.dropped = "1"; });
  note.append(drop);
  form.prepend(note);
}

function forget(key) { localStorage.removeItem(key); sessionStorage.removeItem(key); }
function forgetPrivate() { Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).forEach((key) => sessionStorage.removeItem(key)); }

document.addEventListener("input", (event) => { const form = event.target.closest(".act-form"); if (form) keep(form); });
document.addEventListener("change", (event) => { const form = event.target.closest(".act-form"); if (form) keep(form); });
document.addEventListener("submit", (event) => {
  if (event.target.matches("[data-forget]")) forgetPrivate();
  const form = event.target.closest(".act-form");
  if (!form) return;
  keep(form);
  const state = form.querySelector(".sending");
  // an act is recorded with all its files or not yet
  if (uploading.get(form)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting.add(form);
    state.textContent = body.dataset.uploading;
    return;
  }
  form.classList.add("busy");
  if (state) state.textContent = body.dataset.sending;
}, true);

// --- forms that came in: draft, first fault, focus
/** Asked for in place: the whole form where it fits, else its beginning; who came by keys goes on in its first field. */
function bringUp(form) {
  const byKeys = document.activeElement?.matches(".step:focus-visible, .additions a:focus-visible");
  form.scrollIntoView({ block: form.getBoundingClientRect().height < innerHeight * 0.7 ? "nearest" : "start" });
  if (byKeys) form.querySelector("input:not([type=hidden]), select, textarea, button")?.focus({ preventScroll: true });
}
function arrived(root) {
  for (const form of all(".act-form", root)) {
    if (form.dataset.ready) continue;
    form.dataset.ready = "1";
    bring(form);
    // a select that moves into its picker loses the focus
    pickers(form);
    const first = form.querySelector("[aria-invalid=true]") || form.querySelector(".error[tabindex]");
    const refusal = form.querySelector(".refusal");
    // its id may be another now
    if (refusal) keep(form);
    if (first) first.focus();
    if (refusal && !first) { refusal.tabIndex = -1; refusal.focus(); }
    else if (form.closest("#act-place") && document.querySelector("[data-docket]") && !first) bringUp(form);
  }
  pickers(root);
}
// what was recorded needs no draft: the page that says so is another, and beside a map there is none
const done = document.querySelector("[data-done]");
if (done) {
  forget(PREFIX + [body.dataset.user, done.dataset.docket, done.dataset.done].join("."));
  if (done.dataset.done === "register_lead") forget(PREFIX + [body.dataset.user, "new", "register_lead"].join("."));
}
document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => {
  if (ctx.sourceElement?.matches?.(".act-form") && ctx.response.status < 400) forget(keyOf(ctx.sourceElement));
});
arrived(document);
document.querySelector(".proposal-form [aria-invalid=true]")?.focus();
new MutationObserver((changes) => changes.forEach((change) => change.addedNodes.forEach((node) => { if (node.nodeType === 1) arrived(node.parentElement || document); }))).observe(body, { childList: true, subtree: true });

function closeForm(form) {
  const place = form.closest("#act-place");
  if (!place) return;
  place.replaceChildren();
  all(".step.opened").forEach((step) => { step.classList.remove("opened"); step.focus(); });
}

// --- clicks: close, open and shut, rows, chips, print, large type
document.addEventListener("click", (event) => {
  const at = (selector) => event.target.closest(selector);
  if (at("[data-close]")) closeForm(at("form"));
  if (at(".step")) { all(".step.opened").forEach((step) => step.classList.remove("opened")); at(".step").classList.add("opened"); }
  if (at("[data-print]")) window.print();
  if (at("[data-add]")) addRow(at("[data-questions]"));
  if (at("[data-remove]")) { const form = at("form"); at("li").remove(); keep(form); }
  if (at("[data-large]")) {
    const large = document.documentElement.classList.toggle("large");
    document.cookie = `yifa_large=${large ? 1 : 0}; path=/; max-age=31536000; samesite=lax`;
    location.reload();
  }
  const menu = document.querySelector(".me[open]");
  if (menu && !menu.contains(event.target)) menu.removeAttribute("open");
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-toggle]");
  const place = link && document.getElementById(link.dataset.toggle);
  if (!place) return;
  link.closest("li").querySelector(".says")?.classList.toggle("open", !place.hasChildNodes());
  if (place.hasChildNodes()) { event.preventDefault(); event.stopImmediatePropagation(); place.replaceChildren(); }
}, true);

function addRow(list) {
  const rows = all(".question", list);
  const row = rows.at(-1).cloneNode(true);
  const number = rows.length;
  for (const part of all(".field", row)) {
    const field = part.querySelector("input, select, textarea");
    field.value = "";
    field.name = field.name.replace(/\.\d+\./, `.${number}.`);
    field.id = `f-${field.name.replaceAll(".", "-")}-added`;
    field.removeAttribute("aria-invalid");
    field.removeAttribute("aria-describedby");
    part.querySelector("label").htmlFor = field.id;
  }
  all(".error", row).forEach((error) => error.remove());
  rows.at(-1).after(row);
  row.querySelector("textarea, input")?.focus();
}

// --- money: what is not money is said when the field is left
document.addEventListener("focusout", (event) => {
  if (!event.target.matches("[data-yuan]")) return;
  const text = event.target.value.replace(/[,，元\s]/g, "");
  if (/^\d+(\.\d{1,2})?$/.test(text)) event.target.value = text;
});

// --- uploads: as soon as chosen, with their progress; the digest comes back from the server
function chip(file, form) {
  const item = document.createElement("li");
  const hidden = Object.assign(document.createElement("input"), { type: "hidden", name: "_evidence", value: file.digest });
  const name = Object.assign(document.createElement("span"), { textContent: file.name });
  const small = Object.assign(document.createElement("small"), { textContent: ` ${file.size ? Math.max(1, Math.round(file.size / 1024)) + " KB · " : ""}${file.digest.slice(0, 8)} ` });
  const remove = Object.assign(document.createElement("button"), { type: "button", className: "small", textContent: form.querySelector("[data-remove-word]").dataset.removeWord });
  remove.dataset.remove = "";
  item.append(hidden, name, small, remove);
  return item;
}
//: how many files of a form are on their way, and the forms that go out as soon as all are there
const uploading = new Map(), waiting = new Set();
addEventListener("beforeunload", (event) => { if (waiting.size) event.preventDefault(); });
document.addEventListener("change", async (event) => {
  if (!event.target.matches("[data-upload] input[type=file]")) return;
  const input = event.target, form = input.closest("form"), state = form.querySelector(".upload-state");
  const files = [...input.files];
  input.value = "";
  if (!uploading.get(form)) state.textContent = "";
  uploading.set(form, (uploading.get(form) ?? 0) + files.length);
  for (const file of files) {
    const line = document.createElement("span");
    state.append(line);
    try {
      const row = await upload(file, form, (part) => { line.textContent = `${file.name} ${part}%　`; });
      const there = form.querySelector(`[name=_evidence][value="${row.digest}"]`);
      if (there) there.checked = true;
      else form.querySelector("[data-chips]").append(chip(row, form));
      line.remove();
      keep(form);
    } catch (refusal) {
      line.className = "bad";
      line.textContent = `${file.name}：${refusal.message}`;
    }
    uploading.set(form, uploading.get(form) - 1);
  }
  if (uploading.get(form)) return;
  uploading.delete(form);
  if (!waiting.delete(form) || !form.isConnected) return;
  if (state.querySelector(".bad")) form.querySelector(".sending").textContent = body.dataset.notUploaded;
  else form.requestSubmit();
});
async function upload(file, form, progress) {
  const data = new FormData();
  data.set("file", file);
  data.set("body", form.querySelector("[name=_body]")?.value || form.dataset.body);
  data.set("place", form.querySelector("[name=_place]")?.value || form.dataset.place);
  const request = await send(form.dataset.evidence, data, { Accept: "application/json", "X-CSRFToken": form.querySelector("[name=csrfmiddlewaretoken]").value }, progress);
  let answer = {};
  try { answer = JSON.parse(request.responseText); } catch { /* no words came with it */ }
  if (request.status === 200) return answer;
  throw new Error([answer.title, answer.remedy].filter(Boolean).join("") || body.dataset.fileUnreachable);
}

// --- an answer that was asked for before an item was chosen would take the choice away
document.addEventListener("htmx:after:request", (event) => {
  const { sourceElement, request } = event.detail.ctx, choices = sourceElement.closest?.(".item-choice");
  if (!choices) return;
  const asked = new URL(request.action, location).searchParams.get("item") || "";
  const chosen = choices.querySelector("[name=item]:checked, [name=item][type=hidden]")?.value || "";
  if (asked !== chosen) event.preventDefault();
});

// --- what goes out is what stands there until the answer
const fieldsOf = (form) => all(":scope > :not(.buttons)", form);
document.addEventListener("htmx:before:request", ({ detail: { ctx } }) => {
  if (!ctx.sourceElement.matches?.(".act-form")) return;
  ctx.focus = document.activeElement;
  fieldsOf(ctx.sourceElement).forEach((part) => { part.inert = true; });
});
/** The form is one's own again, with ``said`` beside its button. */
function giveBack(form, said, focus) {
  form.classList.remove("busy");
  fieldsOf(form).forEach((part) => { part.inert = false; });
  const state = form.querySelector(".sending");
  if (state) state.textContent = said;
  if (document.activeElement === body) focus?.focus({ preventScroll: true });
}
addEventListener("pageshow", () => all(".act-form.busy").forEach((form) => giveBack(form, "")));

// --- who went on before the answer is told where it was no; what was typed is a draft
function tellLate(form, why) {
  const link = Object.assign(document.createElement("a"), { href: form.action, textContent: body.dataset.goBack });
  const close = Object.assign(document.createElement("button"), { type: "button", className: "small", textContent: body.dataset.closeWord });
  const note = Object.assign(document.createElement("p"), { className: "late-word", role: "alert" });
  const title = form.querySelector("h3")?.textContent ?? document.querySelector("h1")?.textContent ?? "";
  note.append(body.dataset.notRecorded.replace("{title}", title), why, " ", link, " ", close);
  close.addEventListener("click", () => note.remove());
  body.append(note);
}

// --- an answer that is not this form again (page expired, too large, a fault) stands under the form and takes nothing away
document.addEventListener("htmx:after:request", (event) => {
  const answer = event.detail.ctx, form = answer.sourceElement?.closest?.(".act-form");
  if (!form || answer.sourceElement !== form || answer.response.status < 400) return;
  if (!form.isConnected) {
    const told = new DOMParser().parseFromString(answer.text, "text/html").querySelector(".refusal-sentence");
    return tellLate(form, told?.textContent ?? body.dataset.unreachable);
  }
  if (answer.text.includes("act-form")) return;
  answer.target = form.querySelector(".complaint");
  answer.swap = "innerHTML";
  giveBack(form, "", answer.focus);
});

// --- no answer: say so, keep the form; a form that was asked for and did not come has no other in its place
document.addEventListener("htmx:error", (event) => {
  const place = event.detail.ctx?.target;
  if (place?.id === "act-place") {
    const note = Object.assign(document.createElement("p"), { className: "note", role: "alert", textContent: body.dataset.notOpened });
    place.replaceChildren(note);
    return;
  }
  const asking = event.detail.ctx?.sourceElement, form = asking?.closest?.(".act-form") ?? document.querySelector(".act-form");
  if (!form) return;
  if (form.isConnected) giveBack(form, body.dataset.unreachable, event.detail.ctx?.focus);
  else if (asking === form) tellLate(form, body.dataset.unreachable);
});

// --- on a phone what is long and beside the point of a page is folded, unless the address names it
if (matchMedia("(max-width: 56rem)").matches) all(".law-side details, details[data-folds]:not(:has(:target))").forEach((fold) => fold.removeAttribute("open"));
