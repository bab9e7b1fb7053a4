// What was recorded and is not safely with the house yet lies in this browser, piece by piece.
"use strict";

window.recorder = window.recorder || {};

(() => {
  const NAME = "museline-recordings";

  const opened = new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("takes", { keyPath: "token" });
      asked.result.createObjectStore("pieces", { keyPath: ["token", "number"] });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  opened.catch(() => {});

  // One transaction; its result is what `work` gave, once everything is on the disk.
  const change = async (stores, mode, work) => {
    const database = await opened;
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(stores, mode);
      const asked = work(...stores.map((name) => transaction.objectStore(name)));
      transaction.oncomplete = () => resolve(asked && asked.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  };

  const of = (token) => IDBKeyRange.bound([token, 0], [token, Infinity]);

  // While a page records or sends, others leave that recording alone; the lock goes with the page.
  const hold = (token) =>
    new Promise((resolve) => {
      if (!navigator.locks) return resolve(() => {});
      navigator.locks.request(`recording-${token}`, () => new Promise((release) => resolve(release)));
    });

  const held = async () => {
    if (!navigator.locks) return new Set();
    const found = await navigator.locks.query();
    return new Set(found.held.map((lock) => lock.name.replace("recording-", "")));
  };

  window.recorder.store = {
    put: (take) => change(["takes"], "readwrite", (takes) => takes.put(take)),
    get: (token) => change(["takes"], "readonly", (takes) => takes.get(token)),

    // A piece and the take's new length go in together: a page may close between any two moments.
    add: (take, number, bytes) =>
      change(["takes", "pieces"], "readwrite", (takes, pieces) => {
        pieces.put({ token: take.token, number, bytes });
        return takes.put(take);
      }),

    piece: async (token, number) => {
      const found = await change(["pieces"], "readonly", (pieces) => pieces.get([token, number]));
      return found && found.bytes;
    },

    sound: async (take) => {
      const found = await change(["pieces"], "readonly", (pieces) => pieces.getAll(of(take.token)));
      return new Blob(found.map((one) => one.bytes), { type: take.mime });
    },

    remove: (token) =>
      change(["takes", "pieces"], "readwrite", (takes, pieces) => {
        pieces.delete(of(token));
        return takes.delete(token);
      }),

    // What this person recorded here and nobody holds just now, the newest first.
    waiting: async (person) => {
      const busy = await held();
      const all = await change(["takes"], "readonly", (takes) => takes.getAll());
      return all
        .filter((take) => take.person === person && take.pieces > 0 && !busy.has(take.token))
        .sort((one, other) => other.begun - one.begun);
    },
    hold,
  };

  window.recorder.token = () =>
    Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

  window.recorder.clock = (seconds) => {
    const whole = Math.floor(seconds);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  };

  window.recorder.fill = (words, values) =>
    words.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
})();
