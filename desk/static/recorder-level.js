// How loud somebody speaks, as a length between 0 and 1 and a word for it.
"use strict";

(() => {
  const FAINTEST = -60; // dBFS at the left end of the bar
  const QUIET = -38; // dBFS of the loudest tenth in two seconds; the checks call this quiet, too
  const CLIPPED = 0.985; // of full scale
  const REMEMBERED = 20; // tenths of a second
  const FALL = 0.94; // a tenth: the bar sinks gently between the words

  class Meter {
    constructor(stream, tell) {
      this.context = new AudioContext();
      this.analyser = this.context.createAnalyser();
      this.analyser.fftSize = 4096;
      this.context.createMediaStreamSource(stream).connect(this.analyser);
      this.samples = new Float32Array(this.analyser.fftSize);
      this.heard = [];
      this.width = 0;
      this.timer = setInterval(() => tell(this.read()), 100);
    }

    read() {
      this.analyser.getFloatTimeDomainData(this.samples);
      let power = 0;
      let peak = 0;
      for (const sample of this.samples) {
        power += sample * sample;
        peak = Math.max(peak, Math.abs(sample));
      }
      const level = 10 * Math.log10(power / this.samples.length + 1e-12);
      this.heard = [...this.heard.slice(1 - REMEMBERED), { level, peak }];
      this.width = Math.max(Math.min(1, 1 - level / FAINTEST), this.width * FALL, 0);
      return { width: this.width, word: this.judge() };
    }

    judge() {
      if (this.heard.some((one) => one.peak >= CLIPPED)) return "loud";
      const loudest = Math.max(...this.heard.map((one) => one.level));
      return loudest < FAINTEST ? "silent" : loudest < QUIET ? "quiet" : "good";
    }

    close() {
      clearInterval(this.timer);
      this.context.close();
    }
  }

  window.recorder.Meter = Meter;
})();
