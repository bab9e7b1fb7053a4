// When the carrier misbehaves: telephones nobody sits at, refused requests, and callbacks that go astray.

import { askExchange } from "./line.js";

const form = document.getElementById("troubles");
const told = document.getElementById("troubles-now");
const mend = document.getElementById("mend");
const WELL = { faults: [], numbers: {}, callbacks: [] };
const chosen = new Set(); // what somebody chooses while the page still asks how things stand stays

function label(name, value) {
  return form.elements[name].querySelector(`option[value="${CSS.escape(value)}"]`)?.textContent ?? value;
}

function name(number) {
  const chosen = document.querySelector(`input[name=caller][value="${CSS.escape(number)}"]`);
  return chosen?.closest("label").querySelector("strong").textContent ?? number;
}

function sentences({ faults, numbers, callbacks }) {
  return [
    ...Object.entries(numbers).map(([number, manner]) => `The telephone of ${name(number)} ${label("manner", manner)}.`),
    ...faults.map((one) => `The next call or text ${label("fault", one.kind)}.`),
    ...callbacks.map((kind) => `How it went ${label("callbacks", kind)}.`),
  ];
}

function put(name, value) {
  if (!chosen.has(name)) form.elements[name].value = value ?? "";
}

function show(state, number) {
  const words = sentences(state);
  told.textContent = words.join(" ") || "Everything works.";
  mend.hidden = !words.length;
  put("manner", state.numbers[number]);
  put("fault", state.faults[0]?.kind);
  put("callbacks", state.callbacks[0]);
}

export async function refresh({ from, withheld }) {
  document.getElementById("whose").textContent = name(from);
  form.elements.manner.disabled = withheld;
  chosen.clear();
  show(await askExchange("/troubles"), from);
}

export function listen(caller) {
  form.addEventListener("change", ({ target }) => chosen.add(target.name));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { from } = caller();
    const { manner, fault, callbacks } = Object.fromEntries(new FormData(form));
    const { numbers } = await askExchange("/troubles");
    chosen.clear();
    if (manner) numbers[from] = manner;
    else delete numbers[from];
    const faults = fault ? [{ kind: fault, what: "*" }] : [];
    show(await askExchange("/troubles", { faults, numbers, callbacks: callbacks ? [callbacks] : [] }), from);
  });
  mend.addEventListener("click", async () => {
    chosen.clear();
    show(await askExchange("/troubles", WELL), caller().from);
    form.querySelector("button[type=submit]").focus();
  });
  const look = () => refresh(caller()).catch(() => {});
  form.closest("details").addEventListener("toggle", look);
  document.getElementById("callers").addEventListener("change", look);
}
