/* A player for one sound: a large button, the title, a bar to move in, the time. Only one plays at a time. */

import { clock, element } from "./words.js";

let playing = null;

function shape(isPlaying) {
  return isPlaying ? "M6 4h3v12H6zM11 4h3v12h-3z" : "M6 3.5v13l10.5-6.5z";
}

function icon() {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  svg.append(document.createElementNS(space, "path"));
  return svg;
}

/** An element for an audio or a voice note; `name` is what it is called aloud. */
export function player(sound, name) {
  const box = element("div", "chat-player");
  const audio = new Audio();
  audio.preload = "none";
  audio.src = sound.url;
  const button = element("button", "chat-play");
  button.type = "button";
  const drawing = icon();
  button.append(drawing);
  const bar = element("input");
  bar.type = "range";
  bar.min = 0;
  bar.step = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", `Place in ${name}`);
  const time = element("span", "chat-played");
  const length = () => (Number.isFinite(audio.duration) && audio.duration) || sound.duration || 0;

  const show = () => {
    drawing.firstChild.setAttribute("d", shape(!audio.paused));
    button.setAttribute("aria-label", `${audio.paused ? "Play" : "Pause"} ${name}`);
    bar.max = Math.max(1, Math.round(length()));
    if (document.activeElement !== bar || !audio.paused) bar.value = Math.round(audio.currentTime);
    bar.setAttribute("aria-valuetext", `${clock(audio.currentTime)} of ${clock(length())}`);
    time.textContent = `${clock(audio.currentTime)} / ${clock(length())}`;
  };
  button.addEventListener("click", () => {
    if (!audio.paused) return audio.pause();
    if (playing && playing !== audio) playing.pause();
    playing = audio;
    return audio.play().catch(() => (time.textContent = "This sound cannot be played here."));
  });
  bar.addEventListener("input", () => (audio.currentTime = Number(bar.value)));
  for (const event of ["play", "pause", "timeupdate", "ended", "loadedmetadata"]) audio.addEventListener(event, show);
  show();
  box.append(button, bar, time);
  return box;
}
