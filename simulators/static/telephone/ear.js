// What is heard: sounds of the museum, the browser's voice, key tones and the ringing of a line.

const DTMF = { 1: [697, 1209], 2: [697, 1336], 3: [697, 1477], 4: [770, 1209], 5: [770, 1336], 6: [770, 1477], 7: [852, 1209], 8: [852, 1336], 9: [852, 1477], "*": [941, 1209], 0: [941, 1336], "#": [941, 1477] };

let context = null;

export function audioContext() {
  context ??= new AudioContext();
  if (context.state === "suspended") context.resume();
  return context;
}

function after(seconds, done) {
  const timer = setTimeout(done, seconds * 1000);
  return () => clearTimeout(timer);
}

export class Ear {
  constructor({ voiceOn, tonesOn }) {
    this.voiceOn = voiceOn;
    this.tonesOn = tonesOn;
    this.audio = new Audio();
    window.speechSynthesis?.getVoices();
  }

  hear(now, done) {
    if (now.kind === "play") return this.#play(now, done);
    if (now.kind === "say") return this.#say(now, done);
    if (now.kind === "tones") for (const key of now.digits) if (DTMF[key]) this.key(key);
    return after(now.seconds, done);
  }

  key(key) {
    this.#tones(DTMF[key] ?? [], 0.14);
  }

  beep() {
    this.#tones([800], 0.5);
    return this.tonesOn() ? 600 : 0;
  }

  ring() {
    this.#tones([425], 0.9);
  }

  #tones(frequencies, seconds) {
    if (!this.tonesOn()) return;
    const audio = audioContext();
    for (const frequency of frequencies) {
      const oscillator = new OscillatorNode(audio, { frequency });
      const gain = new GainNode(audio, { gain: 0.06 });
      oscillator.connect(gain).connect(audio.destination);
      oscillator.start();
      oscillator.stop(audio.currentTime + seconds);
    }
  }

  // A sound that this browser cannot play takes its time all the same.
  #play(now, done) {
    let stopTimer = () => {};
    const audio = this.audio;
    const fail = () => { stopTimer(); stopTimer = after(now.seconds, done); };
    audio.onended = () => { stopTimer(); done(); };
    audio.onerror = fail;
    audio.src = now.audio;
    audio.play().catch((error) => { if (error.name !== "AbortError") fail(); });
    return () => {
      stopTimer();
      audio.onended = audio.onerror = null;
      audio.pause();
    };
  }

  #say(now, done) {
    const voice = this.#voiceFor(now.language);
    if (!this.voiceOn() || !voice || !now.text) return after(now.seconds, done);
    const speech = Object.assign(new SpeechSynthesisUtterance(now.text), { lang: now.language, voice, rate: 0.95 });
    let over = false;
    const finish = () => { if (!over) { over = true; stopTimer(); done(); } };
    const stopTimer = after(now.seconds * 2 + 5, finish);
    speech.onend = speech.onerror = finish;
    window.speechSynthesis.speak(speech);
    return () => { over = true; stopTimer(); window.speechSynthesis.cancel(); };
  }

  #voiceFor(language) {
    const voices = window.speechSynthesis?.getVoices() ?? [];
    return voices.find((voice) => voice.lang.replace("_", "-") === language) ?? voices.find((voice) => voice.lang.slice(0, 2) === language.slice(0, 2));
  }
}
