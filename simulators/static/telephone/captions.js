// Words like subtitles: sentence by sentence, in the time the sound takes.

const current = document.getElementById("caption");
const before = document.getElementById("caption-before");

function sentences(text) {
  return text.match(/[^.!?…]+[.!?…]*[”"»)]*\s*/gu)?.map((part) => part.trim()).filter(Boolean) ?? [];
}

export function show(text, language = "") {
  if (!text || text === current.textContent) return;
  before.textContent = current.textContent;
  current.textContent = text;
  current.lang = language.slice(0, 2);
}

// Shows one sentence after another; gives a function that stops.
export function run(text, seconds, language) {
  const parts = sentences(text);
  const whole = parts.reduce((sum, part) => sum + part.length, 0);
  const timers = [];
  let spoken = 0;
  for (const part of parts) {
    timers.push(setTimeout(() => show(part, language), (seconds * 1000 * spoken) / whole));
    spoken += part.length;
  }
  return () => timers.forEach(clearTimeout);
}
