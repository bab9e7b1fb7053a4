/* A voice note from the microphone: record, listen, send or throw away. */

import { clock } from "./words.js";

const LOUD = 85;
const QUIET = 8;

export class Recorder {
  constructor(root, onSend, onEnd, onTrouble) {
    this.find = (name) => root.querySelector(`[data-record-${name}]`);
    this.onSend = onSend;
    this.onEnd = onEnd;
    this.onTrouble = onTrouble;
    this.find("stop").addEventListener("click", () => this.stop());
    this.find("end").addEventListener("click", () => this.end());
    this.find("send").addEventListener("click", () => this.send());
  }

  async start() {
    try {
      this.stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      this.onTrouble("The microphone did not open. Allow it for this page in the browser, then try again.");
      return;
    }
    const type = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus"].find((one) => MediaRecorder.isTypeSupported(one));
    this.parts = [];
    this.recorder = new MediaRecorder(this.stream, { mimeType: type, audioBitsPerSecond: 32000 });
    this.recorder.addEventListener("dataavailable", (event) => this.parts.push(event.data));
    this.recorder.addEventListener("stop", () => this.finished());
    this.recorder.start(250);
    this.begun = Date.now();
    this.isThrownAway = false;
    this.watch();
    this.show(true);
  }

  watch() {
    this.context = new AudioContext();
    const analyser = this.context.createAnalyser();
    this.context.createMediaStreamSource(this.stream).connect(analyser);
    const data = new Uint8Array(analyser.fftSize);
    this.timer = setInterval(() => {
      analyser.getByteTimeDomainData(data);
      const level = Math.min(100, Math.max(...data.map((one) => Math.abs(one - 128))) * 1.2);
      this.find("level").value = level;
      this.find("time").textContent = clock((Date.now() - this.begun) / 1000);
      const words = level > LOUD ? "too loud" : level < QUIET ? "too quiet" : "good";
      this.find("words").textContent = `Recording, ${words}`;
    }, 250);
  }

  show(isRecording) {
    this.find("stop").hidden = !isRecording;
    this.find("level").hidden = !isRecording;
    this.find("audio").hidden = isRecording;
    this.find("send").hidden = isRecording;
    (isRecording ? this.find("stop") : this.find("send")).focus();
  }

  stop() {
    this.seconds = Math.max(1, Math.round((Date.now() - this.begun) / 1000));
    this.recorder.stop();
  }

  finished() {
    clearInterval(this.timer);
    this.context.close();
    this.stream.getTracks().forEach((track) => track.stop());
    if (this.isThrownAway) return;
    this.sound = new Blob(this.parts, { type: this.recorder.mimeType });
    this.find("audio").src = URL.createObjectURL(this.sound);
    this.find("words").textContent = "Listen, then send it or throw it away";
    this.show(false);
  }

  send() {
    this.onSend(this.sound, this.seconds);
    this.end();
  }

  end() {
    this.isThrownAway = true;
    if (this.recorder?.state === "recording") this.recorder.stop();
    const audio = this.find("audio");
    audio.pause();
    if (audio.src) URL.revokeObjectURL(audio.src);
    audio.removeAttribute("src");
    this.onEnd();
  }
}
