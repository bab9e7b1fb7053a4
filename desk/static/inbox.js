// Listening at the desk: speed, steps and keys; and a pause key for whoever writes down what is said.
"use strict";

(() => {
  const STEP = 5; // seconds
  const BREATH = 1.5; // seconds heard again after a pause, so that no word is lost

  const clock = (seconds) => {
    const whole = Math.floor(Number.isFinite(seconds) ? seconds : 0);
    return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
  };

  class Player {
    constructor(box) {
      this.box = box;
      this.audio = box.querySelector("audio");
      [this.playButton, this.place, this.time, this.speed] = ["play", "place", "time", "speed"].map((name) => box.querySelector(`[data-${name}]`));
      this.words = JSON.parse(this.playButton.dataset.words);
      this.audio.controls = false;
      box.tabIndex = 0;
      box.querySelector(".listen-bar").hidden = false;
      box.querySelector(".listen-keys").hidden = false;
      this.playButton.addEventListener("click", () => this.turn());
      box.querySelector("[data-back]").addEventListener("click", () => this.move(-STEP));
      box.querySelector("[data-on]").addEventListener("click", () => this.move(STEP));
      this.place.addEventListener("input", () => (this.audio.currentTime = (this.place.value / 1000) * this.length));
      this.speed.addEventListener("change", () => (this.audio.playbackRate = Number(this.speed.value)));
      ["play", "pause", "ended"].forEach((name) => this.audio.addEventListener(name, () => this.show()));
      ["timeupdate", "loadedmetadata", "durationchange"].forEach((name) => this.audio.addEventListener(name, () => this.show()));
      box.addEventListener("keydown", (event) => this.press(event));
      this.audio.preservesPitch = true;
    }

    get length() {
      return Number.isFinite(this.audio.duration) ? this.audio.duration : 0;
    }

    turn() {
      if (this.audio.paused) this.audio.play().catch(() => {});
      else this.audio.pause();
    }

    // From the keyboard of whoever types: what was just said is heard again.
    turnForTyping() {
      if (this.audio.paused) this.audio.currentTime = Math.max(0, this.audio.currentTime - BREATH);
      this.turn();
    }

    move(seconds) {
      this.audio.currentTime = Math.min(Math.max(0, this.audio.currentTime + seconds), this.length || Infinity);
    }

    hasten(step) {
      const next = this.speed.selectedIndex + step;
      if (next < 0 || next >= this.speed.options.length) return;
      this.speed.selectedIndex = next;
      this.speed.dispatchEvent(new Event("change"));
      window.sayAloud(this.speed.selectedOptions[0].textContent);
    }

    // Only while the player has the focus, and never instead of what its own controls do.
    press(event) {
      if (event.ctrlKey || event.altKey || event.metaKey) return;
      const onControl = event.target !== this.box;
      const keys = { ArrowLeft: () => this.move(-STEP), ArrowRight: () => this.move(STEP), "+": () => this.hasten(1), "-": () => this.hasten(-1) };
      if (!onControl) keys[" "] = () => this.turn();
      if (onControl && event.target.matches("select, input") && event.key.startsWith("Arrow")) return;
      if (!keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    }

    show() {
      this.playButton.textContent = this.audio.paused ? this.words.play : this.words.pause;
      this.time.textContent = this.length ? `${clock(this.audio.currentTime)} / ${clock(this.length)}` : clock(this.audio.currentTime);
      if (this.length && document.activeElement !== this.place) this.place.value = Math.round((this.audio.currentTime / this.length) * 1000);
      this.place.setAttribute("aria-valuetext", clock(this.audio.currentTime));
    }
  }

  const players = [...document.querySelectorAll("[data-listen-player]")].map((box) => new Player(box));

  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || !event.ctrlKey || !players.length || !event.target.matches("[data-transcript]")) return;
    event.preventDefault();
    players[0].turnForTyping();
  });
})();
