// Runs beside the page: passes the microphone's samples on in pieces of about a tenth of a second.

class Microphone extends AudioWorkletProcessor {
  #pieces = [];

  process([[channel]]) {
    if (channel) this.#pieces.push(channel.slice());
    if (this.#pieces.length >= 32) {
      const whole = new Float32Array(this.#pieces.length * 128);
      this.#pieces.forEach((piece, i) => whole.set(piece, i * 128));
      this.port.postMessage(whole);
      this.#pieces = [];
    }
    return true;
  }
}

registerProcessor("microphone", Microphone);
