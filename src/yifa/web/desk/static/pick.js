// 选择框: a long list becomes a field that one can type into. The select stays what it was: it holds the value and is sent.
const LONG = 12;
const MOST = 60;
let made = 0;

/** Makes every long select under ``root`` a field to type into; on the pages of the public a phone's own list is better. */
export function pickers(root) {
  if (!document.body.dataset.pick) return;
  for (const select of root.querySelectorAll("select:not([multiple], [data-picked])")) if (select.options.length > LONG) make(select);
}

function make(select) {
  select.dataset.picked = "1";
  const box = document.createElement("span"), field = document.createElement("input"), list = document.createElement("ul");
  box.className = "picker";
  field.id = `pick-${++made}`;
  field.autocomplete = "off";
  field.placeholder = document.body.dataset.pick;
  for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", `${field.id}-list`], ["aria-autocomplete", "list"]]) field.setAttribute(name, value);
  for (const name of ["aria-invalid", "aria-describedby", "aria-label"]) if (select.hasAttribute(name)) field.setAttribute(name, select.getAttribute(name));
  list.id = `${field.id}-list`;
  list.setAttribute("role", "listbox");
  list.hidden = true;
  const label = select.labels?.[0];
  if (label?.htmlFor) { label.htmlFor = field.id; list.setAttribute("aria-label", label.textContent); }
  select.tabIndex = -1;
  select.setAttribute("aria-hidden", "true");
  select.removeAttribute("aria-invalid");
  select.before(box);
  box.append(field, list, select);
  let at = -1, found = [];

  const chosen = () => { const one = select.selectedOptions[0]; field.value = one?.value ? one.label : ""; };
  const groupOf = (option) => (option.parentElement.matches("optgroup") ? option.parentElement.label : "");

  /** What holds every word; where nothing does, what holds every single sign. */
  function search() {
    const words = field.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const all = [...select.options].filter((one) => one.value && !one.disabled).map((one) => [one, `${one.label} ${groupOf(one)} ${one.value}`.toLowerCase()]);
    const every = (parts) => all.filter(([, text]) => parts.every((part) => text.includes(part))).map(([one]) => one);
    const hit = every(words);
    return hit.length ? hit : every([...words.join("")]);
  }

  function open(everything = false) {
    found = everything ? [...select.options].filter((one) => one.value && !one.disabled) : search();
    at = everything ? found.indexOf(select.selectedOptions[0]) : found.length ? 0 : -1;
    let group = "";
    const rows = [];
    for (const [number, one] of found.slice(0, MOST).entries()) {
      if (groupOf(one) !== group) {
        group = groupOf(one);
        if (group) rows.push(Object.assign(document.createElement("li"), { className: "pick-group", role: "presentation", textContent: group }));
      }
      const row = Object.assign(document.createElement("li"), { id: `${list.id}-${number}`, role: "option", textContent: one.label });
      row.addEventListener("mousedown", (press) => { press.preventDefault(); take(one); });
      rows.push(row);
    }
    if (!found.length) rows.push(Object.assign(document.createElement("li"), { className: "pick-group", role: "presentation", textContent: document.body.dataset.pickNone }));
    list.replaceChildren(...rows);
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    mark();
  }

  function mark() {
    const rows = list.querySelectorAll("[role=option]");
    rows.forEach((row, number) => row.setAttribute("aria-selected", number === at));
    if (rows[at]) { field.setAttribute("aria-activedescendant", rows[at].id); rows[at].scrollIntoView({ block: "nearest" }); }
    else field.removeAttribute("aria-activedescendant");
  }

  function close() {
    list.hidden = true;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function take(option) {
    close();
    if (select.value !== option.value) {
      select.value = option.value;
      select.dispatchEvent(new Event("change", { bubbles: true }));
    }
    chosen();
  }

  field.addEventListener("focus", () => { field.select(); });
  field.addEventListener("click", () => open(true));
  field.addEventListener("input", (event) => { event.stopPropagation(); open(); });
  field.addEventListener("change", (event) => event.stopPropagation());
  field.addEventListener("blur", () => {
    if (!field.value.trim() && select.value && select.querySelector('option[value=""]')) take(select.querySelector('option[value=""]'));
    close();
    chosen();
  });
  field.addEventListener("keydown", (event) => {
    const shown = Math.min(found.length, MOST);
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open(true);
      else if (shown) { at = (at + (event.key === "ArrowDown" ? 1 : shown - 1)) % shown; mark(); }
    } else if (event.key === "Enter" && !list.hidden) {
      event.preventDefault();
      if (found[at]) take(found[at]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.stopPropagation();
      close();
      chosen();
    }
  });
  select.addEventListener("change", chosen);
  select.form?.addEventListener("reset", () => setTimeout(chosen));
  chosen();
}
