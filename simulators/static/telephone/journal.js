// What just happened, for technicians: each request with its answer, each key, each complaint.

const list = document.getElementById("journal");
const empty = document.getElementById("journal-empty");
const KINDS = { heard: "heard", pressed: "key", said: "said", asked: "request", note: "note", warning: "warning", error: "error" };

export function clear() {
  list.replaceChildren();
  empty.hidden = false;
}

export function write(entries) {
  for (const entry of entries) list.prepend(row(entry));
  empty.hidden = list.children.length > 0;
}

function part(tag, className, text) {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

function row(entry) {
  const item = document.createElement("li");
  item.dataset.kind = entry.kind;
  const code = entry.code ? ` ${entry.code}` : "";
  item.append(part("span", "when", `${entry.at.toFixed(1)} s`), part("span", "kind", KINDS[entry.kind] + code), " ", part("span", "words", entry.text));
  if (entry.url) item.append(" ", part("span", "soft", path(entry.url)));
  if (entry.body) item.append(folded(entry));
  return item;
}

function path(url) {
  const address = new URL(url, location.href);
  return address.pathname + address.search;
}

function folded(entry) {
  const box = document.createElement("details");
  const params = Object.entries(entry.params ?? {}).map(([name, value]) => `${name}=${value}`).join("\n");
  box.append(part("summary", "", "What was sent and answered"), part("pre", "", [params, entry.body].filter(Boolean).join("\n\n")));
  return box;
}
