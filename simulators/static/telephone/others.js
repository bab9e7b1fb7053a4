// Other telephones that ring because of this call: the museum's staff, or whoever it passes somebody on to.

import { Line } from "./line.js";

const box = document.getElementById("others");
const lines = new Map();

export function show(calls) {
  for (const call of calls) if (!lines.has(call.sid)) add(call);
}

export async function refresh() {
  for (const { line } of lines.values()) await line.refresh();
}

function add(call) {
  const card = Object.assign(document.createElement("div"), { className: "other" });
  const words = document.createElement("p");
  const caption = document.createElement("p");
  const buttons = Object.assign(document.createElement("div"), { className: "buttons" });
  card.append(words, caption, buttons);
  box.append(card);
  let timer = 0;
  const line = new Line({
    perform(now, done) {
      caption.textContent = now.text ? `“${now.text}”` : "";
      if (["say", "play", "pause", "tones", "listen", "record"].includes(now.kind)) timer = setTimeout(done, now.seconds * 1000);
      return () => clearTimeout(timer);
    },
    changed(state) {
      if (state.over) return remove(call.sid);
      const talking = state.now.kind === "talk";
      const ringing = state.now.kind === "ringing";
      words.textContent = ringing ? `A telephone of the museum's staff rings (${call.to}).` : talking ? "Somebody of the staff talks with you now." : "Somebody of the staff has answered and hears:";
      buttons.replaceChildren(...(ringing ? [button("Answer it", () => line.event("answer")), button("Engaged", () => line.event("decline"))] : [...(talking ? [] : [button("Press 1", () => line.event("key", { digit: "1" }))]), button("Hang up there", () => line.event("hangup"))]));
    },
    trouble() { remove(call.sid); },
  });
  lines.set(call.sid, { line, card });
  line.adopt(call);
}

function remove(sid) {
  const found = lines.get(sid);
  lines.delete(sid);
  found?.line.leave();
  found?.card.remove();
}

function button(text, pressed) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: text });
  made.addEventListener("click", pressed);
  return made;
}
