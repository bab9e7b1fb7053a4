// One leg of a call: asks the exchange, tells it how time passes, and hands each new effect to whoever performs it.

async function ask(path, body) {
  const options = body === undefined ? {} : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`/telephone${path}`, options);
  const answer = await response.json().catch(() => ({ error: "The practice telephone does not answer." }));
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

export class Line {
  #told = performance.now();
  #stop = () => {};
  #last = 0;
  #queue = Promise.resolve();

  constructor({ perform, changed, trouble }) {
    this.perform = perform;
    this.changed = changed;
    this.trouble = trouble;
    this.state = null;
  }

  get now() {
    return this.state?.now ?? { kind: "idle" };
  }

  get isLive() {
    return Boolean(this.state) && !this.state.over;
  }

  get path() {
    return `/calls/${this.state.sid}`;
  }

  dial(caller) {
    this.#told = performance.now();
    return this.#then(() => ask("/calls", caller));
  }

  adopt(state) {
    this.#told = performance.now();
    this.#take({ ...state, timeline: [] });
    return this.refresh();
  }

  refresh() {
    return this.#then(() => ask(`${this.path}?since=${this.#last}`));
  }

  // Nothing is said twice: each event waits for the one before, and a stale turn is ignored by the exchange.
  event(event, more = {}) {
    const turn = this.state.turn;
    return this.#then(() => ask(`${this.path}/events`, { event, turn, elapsed_seconds: this.#elapsed(), since: this.#last, ...more }));
  }

  say(seconds, text) {
    return this.#then(() => ask(`${this.path}/sound`, { seconds, text, elapsed_seconds: this.#elapsed(), since: this.#last }));
  }

  async upload(wav) {
    await fetch(`/telephone${this.path}/sound?elapsed_seconds=${this.#elapsed()}`, { method: "POST", headers: { "Content-Type": "audio/wav" }, body: wav });
  }

  leave() {
    this.#stop();
    this.#stop = () => {};
  }

  #elapsed() {
    const now = performance.now();
    const seconds = (now - this.#told) / 1000;
    this.#told = now;
    return Math.round(seconds * 100) / 100;
  }

  #then(request) {
    this.#queue = this.#queue.then(request).then((state) => this.#take(state), (error) => this.trouble(error));
    return this.#queue;
  }

  #take(state) {
    const before = this.state;
    if (before && before.sid === state.sid && state.turn < before.turn) return;
    const fresh = state.timeline.filter((entry) => entry.n > this.#last || before?.sid !== state.sid);
    if (before?.sid !== state.sid) this.#last = 0;
    for (const entry of fresh) this.#last = Math.max(this.#last, entry.n);
    this.state = state;
    this.changed(state, fresh);
    if (!before || before.sid !== state.sid || before.turn !== state.turn || before.now.kind !== state.now.kind) {
      this.#stop();
      this.#stop = this.perform(state.now, () => this.isLive && this.event("finished")) ?? (() => {});
    }
  }
}

export const askExchange = ask;
