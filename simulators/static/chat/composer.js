/* Where one writes: words, commands, a search after the bot's name, a picture, a voice note. */

import { shrink } from "./pictures.js";
import { Recorder } from "./recorder.js";
import { element } from "./words.js";

const SEARCH_PAUSE = 350;

export class Composer {
  constructor(root, username, act) {
    this.find = (name) => root.querySelector(`[data-${name}]`);
    this.username = username;
    this.act = act;
    this.commands = [];
    this.edited = 0;
    this.replied = 0;
    this.recorder = new Recorder(this.find("recorder"), act.voice, () => this.open("composer"), act.trouble);
    this.listen();
  }

  listen() {
    const text = this.find("text");
    this.find("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    text.addEventListener("keydown", (event) => this.key(event));
    text.addEventListener("input", () => this.typed());
    this.find("commands").addEventListener("click", () => this.toggleCommands());
    this.find("picture").addEventListener("click", () => this.find("picture-file").click());
    this.find("picture-file").addEventListener("change", () => this.choosePicture());
    this.find("picture-send").addEventListener("click", () => this.sendPicture());
    this.find("picture-end").addEventListener("click", () => this.open("composer"));
    this.find("voice").addEventListener("click", () => this.record());
    this.find("context-end").addEventListener("click", () => this.leave());
  }

  /** Show one of composer, picture-draft, recorder. */
  open(name) {
    for (const one of ["composer", "picture-draft", "recorder"]) this.find(one).hidden = one !== name;
    if (name === "composer") this.find("text").focus();
  }

  key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.send();
    }
    if (event.key === "Escape") this.close();
    if (event.key === "ArrowUp" && !this.find("list").hidden) this.find("list").querySelector("button:last-of-type")?.focus();
  }

  typed() {
    const text = this.find("text");
    text.style.height = "";
    text.style.height = `${Math.min(160, text.scrollHeight + 2)}px`;
    clearTimeout(this.searching);
    const asked = text.value.match(new RegExp(`^@${this.username}\\s(.*)$`, "is"));
    if (asked) this.searching = setTimeout(() => this.search(asked[1].trim()), SEARCH_PAUSE);
    else if (/^\/\w*$/.test(text.value)) this.listCommands(text.value.slice(1));
    else this.close();
  }

  send() {
    const text = this.find("text");
    if (!text.value.trim()) return;
    this.act.say(text.value, this.edited, this.replied);
    text.value = "";
    this.leave();
    this.typed();
  }

  /** Put words into the field, to be finished and sent. */
  suggest(words) {
    const text = this.find("text");
    text.value = words;
    text.focus();
    this.typed();
  }

  correct(message) {
    this.edited = message.id;
    this.context("Changing what you wrote");
    this.suggest(message.text || message.caption || "");
  }

  reply(message) {
    this.replied = message.id;
    this.context(`Replying to ${message.from}`);
    this.find("text").focus();
  }

  context(words) {
    this.find("context-words").textContent = words;
    this.find("context").hidden = false;
  }

  leave() {
    if (this.edited) this.find("text").value = "";
    this.edited = this.replied = 0;
    this.find("context").hidden = true;
  }

  toggleCommands() {
    if (this.find("commands").getAttribute("aria-expanded") === "true") return this.close();
    this.listCommands("");
    return this.find("list").querySelector("button")?.focus();
  }

  listCommands(start) {
    const fitting = this.commands.filter((one) => one.command.startsWith(start));
    const rows = fitting.map((one) => [`/${one.command}`, one.description, () => this.act.say(`/${one.command}`)]);
    this.list(rows, start ? null : "The museum has not listed any commands yet.");
    this.find("commands").setAttribute("aria-expanded", "true");
  }

  async search(text) {
    const found = await this.act.search(text);
    if (!this.find("text").value.startsWith("@")) return;
    const rows = found.results.map((one) => [one.title, one.description, () => this.act.share(found.id, one.id)]);
    this.list(rows, found.is_answered ? "Nothing was found." : "The museum did not answer the search.");
  }

  list(rows, nothing) {
    const list = this.find("list");
    list.replaceChildren(...rows.map((row) => this.row(...row)));
    if (!rows.length && nothing) list.append(element("p", "soft", nothing));
    list.hidden = !list.childNodes.length;
    list.onkeydown = (event) => this.move(event);
  }

  row(title, words, run) {
    const button = element("button", "chat-list-row");
    button.type = "button";
    for (const [name, text] of [["b", title], ["span", words]]) {
      const part = element(name, "", text);
      part.dir = "auto";
      button.append(part);
    }
    button.addEventListener("click", () => {
      this.find("text").value = "";
      this.close();
      run();
      this.find("text").focus();
    });
    return button;
  }

  move(event) {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (event.key === "Escape") this.close();
    if (event.key === "Escape" || (step && !event.target[step])) this.find("text").focus();
    else if (step) event.target[step].focus();
    if (step) event.preventDefault();
  }

  close() {
    this.find("list").hidden = true;
    this.find("commands").setAttribute("aria-expanded", "false");
  }

  async choosePicture() {
    const [file] = this.find("picture-file").files;
    this.find("picture-file").value = "";
    if (!file) return;
    try {
      this.picture = await shrink(file);
    } catch {
      this.act.trouble("This file is no picture that the browser can read.");
      return;
    }
    this.find("picture-preview").src = URL.createObjectURL(this.picture);
    this.find("caption").value = "";
    this.open("picture-draft");
    this.find("caption").focus();
  }

  sendPicture() {
    this.act.picture(this.picture, this.find("caption").value);
    URL.revokeObjectURL(this.find("picture-preview").src);
    this.open("composer");
  }

  record() {
    this.open("recorder");
    this.recorder.start().then(() => {
      if (!this.recorder.recorder) this.open("composer");
    });
  }
}
