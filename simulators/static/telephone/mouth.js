// What is said: the microphone as 8 kHz WAV, ended by silence as the carrier ends it.

import { audioContext } from "./ear.js";

const RATE = 8000;
const QUIET = 0.012;

export class Mouth {
  #chunks = [];
  #nodes = [];
  #stream = null;
  #lastLoud = 0;
  #heard = false;

  // Resolves to whether there is a microphone; `level` is told 0 to 1, `silent` when nobody has spoken for `timeout` seconds.
  async open({ timeout, level, silent }) {
    this.close();
    if (!navigator.mediaDevices?.getUserMedia) return false;
    try {
      const audio = audioContext();
      this.#stream = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, noiseSuppression: true } });
      await audio.audioWorklet.addModule(new URL("microphone.js", import.meta.url));
      const source = audio.createMediaStreamSource(this.#stream);
      const tap = new AudioWorkletNode(audio, "microphone");
      tap.port.onmessage = ({ data }) => this.#collect(data, timeout, level, silent);
      source.connect(tap);
      this.#nodes = [source, tap];
      this.#lastLoud = performance.now();
      return true;
    } catch {
      this.close();
      return false;
    }
  }

  #collect(samples, timeout, level, silent) {
    this.#chunks.push(samples);
    const loudness = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
    level(Math.min(loudness * 6, 1));
    const now = performance.now();
    if (loudness > QUIET) {
      this.#lastLoud = now;
      this.#heard = true;
    } else if (timeout && now - this.#lastLoud > timeout * 1000) {
      this.#lastLoud = Infinity;
      silent();
    }
  }

  // The sound so far, or null when nobody spoke.
  take() {
    const wav = this.#heard ? wavOf(this.#chunks, audioContext().sampleRate) : null;
    this.close();
    return wav;
  }

  close() {
    for (const node of this.#nodes) node.disconnect();
    for (const track of this.#stream?.getTracks() ?? []) track.stop();
    this.#nodes = [];
    this.#stream = null;
    this.#chunks = [];
    this.#heard = false;
  }
}

// Averages as many samples as fall into one of 8 kHz: plain, and good enough for a telephone.
function wavOf(chunks, rate) {
  const all = new Float32Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0));
  chunks.reduce((offset, chunk) => { all.set(chunk, offset); return offset + chunk.length; }, 0);
  const step = rate / RATE;
  const count = Math.floor(all.length / step);
  const view = new DataView(new ArrayBuffer(44 + count * 2));
  const write = (offset, text) => [...text].forEach((letter, i) => view.setUint8(offset + i, letter.charCodeAt(0)));
  write(0, "RIFF");
  view.setUint32(4, 36 + count * 2, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, "data");
  view.setUint32(40, count * 2, true);
  for (let i = 0; i < count; i += 1) {
    const start = Math.floor(i * step);
    const end = Math.max(start + 1, Math.floor((i + 1) * step));
    let sum = 0;
    for (let n = start; n < end; n += 1) sum += all[n];
    view.setInt16(44 + i * 2, Math.max(-1, Math.min(1, sum / (end - start))) * 32767, true);
  }
  return view.buffer;
}
