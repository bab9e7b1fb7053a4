// The telephone on its table: lifting, pressing, listening, hanging up.

import * as captions from "./captions.js";
import * as journal from "./journal.js";
import * as messages from "./messages.js";
import * as others from "./others.js";
import * as speaking from "./speaking.js";
import * as troubles from "./troubles.js";
import { Ear } from "./ear.js";
import { Line, askExchange } from "./line.js";

const find = (id) => document.getElementById(id);
const apparatus = document.querySelector(".apparatus");
const receiver = find("receiver");
const display = find("window");
const wordForm = find("words-wanted");
const ear = new Ear({ voiceOn: () => find("voice-switch").checked, tonesOn: () => find("sound-switch").checked });

let waiting = null;
let lifted = false;
let ticking = 0;

const line = new Line({ perform, changed, trouble: (error) => { put(`${error.message}`); rest(); } });

function put(text) {
  if (display.textContent !== text) display.textContent = text;
}

function caller() {
  const chosen = document.querySelector("input[name=caller]:checked");
  return { from: chosen.value, withheld: chosen.dataset.withheld !== undefined };
}

// performing

function perform(now, done) {
  clearInterval(ticking);
  wordForm.hidden = !now.speech;
  const stops = [];
  if (["play", "say", "pause", "tones"].includes(now.kind)) {
    if (now.text) stops.push(captions.run(now.text, now.seconds, now.language));
    stops.push(ear.hear(now, done));
    put(now.interruptible ? "On the line. You may press a key." : "On the line. Listen.");
  } else if (now.kind === "listen") {
    stops.push(count(now, done));
  } else if (now.kind === "record") {
    stops.push(speaking.begin(now, line, now.beep ? ear.beep() : 0));
    put("Recording: speak now");
  } else if (now.kind === "dial") {
    put("The museum rings somebody for you ...");
    const timer = setTimeout(done, now.seconds * 1000);
    stops.push(() => clearTimeout(timer));
  } else if (now.kind === "talk") {
    put("You are connected with a person.");
  } else if (now.kind === "ended") {
    captions.show(`(The call is over: ${now.reason}.)`);
    rest();
  }
  return () => stops.forEach((stop) => stop());
}

function count(now, done) {
  const end = performance.now() + now.seconds * 1000;
  const tick = () => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    put(`${now.digits ? `${now.digits} - ` : ""}Waiting for a key, ${left} s. Or just wait.`);
  };
  tick();
  ticking = setInterval(tick, 1000);
  const timer = setTimeout(done, now.seconds * 1000);
  return () => { clearTimeout(timer); clearInterval(ticking); };
}

function changed(state, fresh) {
  journal.write(fresh);
  if (state.over) return;
  lifted = state.now.kind !== "ringing";
  pose(lifted ? "talking" : "ringing");
}

// the receiver

function pose(state) {
  apparatus.dataset.state = state;
  receiver.setAttribute("aria-pressed", String(state === "talking"));
  find("receiver-words").textContent = { idle: "Lift the receiver", ringing: "It rings: lift the receiver", talking: "Put it down" }[state];
  find("redial").disabled = find("callers").disabled = state !== "idle";
}

async function lift() {
  if (lifted) return;
  lifted = true;
  pose("talking");
  if (waiting) {
    const call = waiting;
    waiting = null;
    await line.adopt(call);
    await line.event("answer");
    return;
  }
  journal.clear();
  put("Ringing the museum ...");
  captions.show("(It rings.)");
  ear.ring();
  await new Promise((resolve) => { setTimeout(resolve, find("sound-switch").checked ? 1100 : 0); });
  if (lifted) await line.dial(caller());
}

async function hangUp() {
  if (!lifted) return;
  lifted = false;
  if (line.now.kind === "record") await speaking.finish("hangup");
  else if (line.isLive) await line.event("hangup");
  else rest();
}

function rest() {
  clearInterval(ticking);
  line.leave();
  lifted = false;
  wordForm.hidden = true;
  pose("idle");
  put("Ready to ring the museum");
}

async function press(key) {
  const button = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  button.classList.add("is-down");
  setTimeout(() => button.classList.remove("is-down"), 140);
  ear.key(key);
  if (!lifted || !line.isLive) return put("Lift the receiver first, then press.");
  const ends = line.now.kind === "record" && line.now.finish_on_key.includes(key);
  await (ends ? speaking.finish("key", { digit: key }) : line.event("key", { digit: key }));
}

receiver.addEventListener("click", () => (lifted ? hangUp() : lift()));
find("redial").addEventListener("click", lift);
for (const button of document.querySelectorAll(".key")) button.addEventListener("click", () => press(button.dataset.key));

// Typing in a field stays typing; a focused button keeps its own Enter.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.closest("[data-chat]")) return;
  if (event.key === "Escape") return hangUp();
  if (event.target.closest("input[type=text], textarea, select")) return;
  if (/^[0-9*#]$/.test(event.key)) {
    event.preventDefault();
    press(event.key);
  } else if (event.key === "Enter" && !event.target.closest("button, a, summary")) {
    lift();
  }
});

wordForm.addEventListener("submit", (event) => {
  event.preventDefault();
  line.event("speech", { text: find("word").value });
  find("word").value = "";
});

// what happens elsewhere

async function lookAround() {
  if (line.isLive) await line.refresh();
  const { calls } = await askExchange("/ringing");
  others.show(calls.filter((call) => call.direction === "outbound-dial"));
  await others.refresh();
  const incoming = calls.find((call) => call.direction === "outbound-api");
  if (incoming && !lifted && incoming.sid !== waiting?.sid) {
    waiting = incoming;
    pose("ringing");
    put(`The museum rings ${incoming.to}`);
  } else if (!incoming && waiting) {
    waiting = null;
    rest();
  }
  await messages.refresh(caller().from);
}

async function watch() {
  let version = 0;
  for (;;) {
    try {
      await lookAround();
      ({ version } = await askExchange(`/watch?version=${version}`));
    } catch {
      await new Promise((resolve) => { setTimeout(resolve, 3000); });
    }
  }
}

messages.listen(() => caller().from);
troubles.listen(caller);
window.addEventListener("pagehide", () => {
  if (line.isLive) navigator.sendBeacon(`/telephone${line.path}/events`, new Blob([JSON.stringify({ event: "hangup" })], { type: "application/json" }));
});
watch();
