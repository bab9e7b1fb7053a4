// The part of the page where one speaks: with the microphone, or by letting the telephone speak for one.

import { Mouth } from "./mouth.js";

const box = document.getElementById("speaking");
const words = document.getElementById("speaking-words");
const meter = document.getElementById("level");
const form = document.getElementById("speak-for-me");
const text = document.getElementById("words");
const mouth = new Mouth();

let line = null;
let silence = 0;

// Begins to record; gives a function that leaves the recording.
export function begin(now, theLine, beepMilliseconds) {
  line = theLine;
  box.hidden = false;
  words.textContent = "One moment ...";
  const start = setTimeout(() => listen(now), beepMilliseconds);
  return () => {
    clearTimeout(start);
    clearTimeout(silence);
    mouth.close();
    box.hidden = true;
    meter.style.transform = "";
  };
}

async function listen(now) {
  const hasMicrophone = await mouth.open({
    timeout: now.seconds,
    level: (loud) => { meter.style.transform = `scaleX(${loud})`; },
    silent: () => finish("silence"),
  });
  if (box.hidden) return mouth.close();
  words.textContent = hasMicrophone ? `Speak now. ${now.seconds} seconds of silence end it, or the hash key.` : "There is no microphone here: type your words, or press the hash key.";
  silence = setTimeout(() => finish("silence"), (hasMicrophone ? now.max_length : 60) * 1000);
}

// Hands over what was said, then tells what ended it.
export async function finish(event, more = {}) {
  clearTimeout(silence);
  const wav = mouth.take();
  if (wav) await line.upload(wav);
  await line.event(event, more);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const said = text.value.trim() || "Hello, this is a test.";
  clearTimeout(silence);
  mouth.close();
  await line.say(Math.max(2, (said.split(/\s+/).length * 60) / 140), said);
  text.value = "";
  words.textContent = "Said. Press the hash key when you have done, or wait five seconds.";
  silence = setTimeout(() => finish("silence"), 5000);
});

document.getElementById("done-speaking").addEventListener("click", () => finish("key", { digit: "#" }));
