// Listening to versions, and trimming their ends on a waveform.
"use strict";

(() => {
  const HEADER = 58; // bytes before the sound of a telephone rendition
  const RATE = 8000;

  // ITU-T G.711, table 2: what the telephone plays, for browsers that don't know it.
  const linear = (byte) => {
    const code = ~byte & 0xff;
    const size = ((((code & 0x0f) << 3) + 132) << ((code >> 4) & 7)) - 132;
    return code & 0x80 ? -size : size;
  };

  const plain = async (address) => {
    const bytes = new Uint8Array(await (await fetch(address)).arrayBuffer());
    const count = new DataView(bytes.buffer).getUint32(HEADER - 4, true);
    const made = new DataView(new ArrayBuffer(44 + 2 * count));
    const text = (at, words) => [...words].forEach((letter, place) => made.setUint8(at + place, letter.charCodeAt(0)));
    text(0, "RIFF");
    made.setUint32(4, 36 + 2 * count, true);
    text(8, "WAVEfmt ");
    made.setUint32(16, 16, true);
    made.setUint16(20, 1, true);
    made.setUint16(22, 1, true);
    made.setUint32(24, RATE, true);
    made.setUint32(28, 2 * RATE, true);
    made.setUint16(32, 2, true);
    made.setUint16(34, 16, true);
    text(36, "data");
    made.setUint32(40, 2 * count, true);
    for (let place = 0; place < count; place += 1) made.setInt16(44 + 2 * place, linear(bytes[HEADER + place]), true);
    return new Blob([made.buffer], { type: "audio/wav" });
  };

  document.addEventListener("click", async (event) => {
    const link = event.target.closest("[data-plays]");
    if (!link) return;
    event.preventDefault();
    const audio = link.closest("[data-player]").querySelector("audio");
    const isShown = link.getAttribute("aria-pressed") === "true";
    if (isShown) return audio.paused ? audio.play() : audio.pause();
    document.querySelectorAll("audio").forEach((other) => other.pause());
    link.closest("[data-player]").querySelectorAll("[data-plays]").forEach((other) => other.setAttribute("aria-pressed", String(other === link)));
    audio.hidden = false;
    audio.onerror = async () => {
      audio.onerror = null;
      audio.src = URL.createObjectURL(await plain(link.href));
      await audio.play();
    };
    audio.src = link.href;
    await audio.play().catch(() => {});
  });

  // A link that plays is a button once there is a script.
  const prepare = (within) => {
    within.querySelectorAll("[data-plays]").forEach((link) => {
      link.setAttribute("role", "button");
      link.setAttribute("aria-pressed", "false");
    });
    within.querySelectorAll("[data-trim]").forEach((details) => details.addEventListener("toggle", () => details.open && draw(details), { once: true }));
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || !event.target.matches("[data-plays]")) return;
    event.preventDefault();
    event.target.click();
  });

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const tenth = (seconds) => Math.round(seconds * 10) / 10;

  const draw = async (details) => {
    const form = details.querySelector("form");
    const [from, to] = [form.elements.start, form.elements.end];
    const regions = window.WaveSurfer.Regions.create();
    const wave = window.WaveSurfer.create({
      container: form.querySelector("[data-wave]"), height: 96, plugins: [regions], normalize: true,
      waveColor: colour("--border"), progressColor: colour("--brass"), cursorColor: colour("--wrong"), cursorWidth: 2,
      cspNonce: document.getElementById("sounds").dataset.nonce,
    });
    await wave.loadBlob(await plain(details.dataset.trim));
    const length = wave.getDuration();
    const region = regions.addRegion({ start: 0, end: length, drag: false, resize: true, color: "rgba(31, 107, 58, 0.16)", minLength: 0.5 });
    region.on("update", () => {
      from.value = tenth(region.start);
      to.value = tenth(Math.max(0, length - region.end));
    });
    const mark = () => region.setOptions({ start: Number(from.value) || 0, end: Math.max(0.5, length - (Number(to.value) || 0)) });
    [from, to].forEach((field) => field.addEventListener("input", mark));
    steer(form, wave, region, { from, to, length, mark });
  };

  const steer = (form, wave, region, { from, to, length, mark }) => {
    const place = form.querySelector("[data-trim-place]");
    const show = () => (place.textContent = `${window.recorder.clock(wave.getCurrentTime())} / ${window.recorder.clock(length)}`);
    form.querySelector(".trim-play").hidden = false;
    form.querySelector("[data-trim-play]").addEventListener("click", () => (wave.isPlaying() ? wave.pause() : region.play(true)));
    form.querySelector("[data-trim-begin]").addEventListener("click", () => {
      from.value = tenth(wave.getCurrentTime());
      mark();
    });
    form.querySelector("[data-trim-end]").addEventListener("click", () => {
      to.value = tenth(length - wave.getCurrentTime());
      mark();
    });
    wave.on("timeupdate", show);
    show();
  };

  document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
  prepare(document);
})();
