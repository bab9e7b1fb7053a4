// Sends pieces in order, as often as it takes: a lost connection only makes it later.
"use strict";

(() => {
  const PIECE = 1 << 20;
  const WAITS = [1000, 2000, 4000, 8000, 15000];

  class Refused extends Error {
    constructor(status, body) {
      super(`refused with ${status}`);
      this.status = status;
      this.body = body;
    }
  }

  const headers = () => ({
    ...JSON.parse(document.body.getAttribute("hx-headers")),
    "HX-Request": "true", // who is no longer signed in is told so, not sent to another page
  });

  // Until the house answers. What it refuses is the caller's to decide; a lost connection and a tired server are not.
  const ask = async (method, address, body, onwait) => {
    const isJson = body && body.constructor === Object;
    const options = {
      method,
      headers: { ...headers(), ...(isJson ? { "Content-Type": "application/json" } : {}) },
      body: isJson ? JSON.stringify(body) : body,
    };
    for (let tries = 0; ; tries += 1) {
      try {
        const answer = await fetch(address, options);
        const known = answer.headers.get("Content-Type") === "application/json";
        if (answer.ok) return known ? await answer.json() : null;
        if (answer.status < 500) throw new Refused(answer.status, known ? await answer.json() : null);
      } catch (error) {
        if (error instanceof Refused) throw error;
      }
      if (onwait) onwait();
      await rest(WAITS[Math.min(tries, WAITS.length - 1)]);
    }
  };

  const rest = (milliseconds) =>
    new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        window.removeEventListener("online", done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      window.addEventListener("online", done);
    });

  // One recording on its way. `read(number)` gives a piece; `tell({ sent, total, offline })` hears how far it is.
  class Sender {
    constructor(uploads, take, read, tell) {
      this.uploads = uploads;
      this.take = take;
      this.read = read;
      this.tell = tell;
      this.sent = new Set();
      this.wanted = 0;
      this.running = null;
      this.stopped = false;
    }

    // There are so many pieces by now; those that are not there yet are sent.
    more(pieces) {
      this.wanted = Math.max(this.wanted, pieces);
      this.running = this.running || this.run().finally(() => (this.running = null));
      return this.running;
    }

    async run() {
      if (!this.begun) await this.begin();
      for (let number = 0; number < this.wanted && !this.stopped && !this.take.arrived; number += 1) {
        if (this.sent.has(number)) continue;
        const bytes = await this.read(number);
        await ask("PUT", `${this.uploads}/${this.take.token}/${number}`, bytes, () => this.report(true));
        this.sent.add(number);
        this.report(false);
      }
    }

    async begin() {
      const { token, name, language, item, prompt } = this.take;
      const what = item ? { item } : { prompt };
      const found = await ask("POST", this.uploads, { token, name, language, ...what }, () => this.report(true));
      found.pieces.forEach((number) => this.sent.add(number));
      if (found.recording) this.take.arrived = true; // it became a recording before: nothing is sent twice
      this.begun = true;
    }

    report(offline) {
      if (!this.stopped) this.tell({ sent: this.sent.size, total: this.wanted, offline });
    }

    // Everything is recorded: once all of it is there the house makes one recording of it.
    async finish(pieces) {
      for (;;) {
        await this.more(pieces);
        if (this.sent.size < pieces && !this.take.arrived) continue;
        try {
          const address = `${this.uploads}/${this.take.token}/finish`;
          return await ask("POST", address, { pieces }, () => this.report(true));
        } catch (error) {
          if (error.status !== 409 || !error.body) throw error;
          error.body.missing.forEach((number) => this.sent.delete(number));
        }
      }
    }

    stop() {
      this.stopped = true;
    }
  }

  // A file in pieces of a megabyte; the same file sent again goes on where it was cut off.
  const sendFile = async (uploads, file, target, tell) => {
    const pieces = Math.max(1, Math.ceil(file.size / PIECE));
    const token = await name(file, target);
    const take = { ...target, token, name: file.name };
    const read = (number) => file.slice(number * PIECE, (number + 1) * PIECE);
    const sender = new Sender(uploads, take, read, ({ sent, offline }) =>
      tell({ sent: Math.min(file.size, sent * PIECE), total: file.size, offline }),
    );
    return sender.finish(pieces);
  };

  // The token of a file: the same for the same file, target and day, so that a cut-off upload is found again.
  const name = async (file, target) => {
    const day = new Date().toISOString().slice(0, 10);
    const told = [file.name, file.size, file.lastModified, day, JSON.stringify(target)];
    if (!crypto.subtle) return window.recorder.token();
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(told.join("\n")));
    return Array.from(new Uint8Array(digest).slice(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
  };

  Object.assign(window.recorder, { ask, Sender, sendFile, megabytes: (bytes) => (bytes / 1e6).toFixed(1) });
})();
