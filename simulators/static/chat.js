/* The practice chat: who one is, what is on the screen, and what happens when something is pressed. */

import { Composer } from "./chat/composer.js";
import { Log } from "./chat/log.js";
import * as network from "./chat/network.js";
import { Screen } from "./chat/screen.js";
import { Stage } from "./chat/stage.js";
import { element } from "./chat/words.js";

const REMEMBERED = "practice-chat-person";
const AGAIN = 2000;
const STICKER = "🐌";
const HERE = { latitude: 48.2082, longitude: 16.3738 };

class Chat {
  constructor(root) {
    this.root = root;
    this.find = (name) => root.querySelector(`[data-${name}]`);
    this.log = new Log(this.find("log"), this.find("below"));
    this.screen = new Screen(root, (words) => this.guard(() => this.seat.send({ text: words })));
    this.composer = new Composer(root, root.dataset.username, this.deeds());
    this.stage = new Stage(root, this.stageDeeds());
    this.people = [];
    this.find("person").addEventListener("change", (event) => this.sit(event.target.value));
    this.find("room").addEventListener("change", (event) => this.sit(this.seat.key, Number(event.target.value)));
    this.find("start").addEventListener("click", () => this.guard(() => this.seat.send({ start: "" })));
    root.addEventListener("click", (event) => {
      const name = event.target.closest("[data-do]")?.dataset.do;
      if (name) this.guard(() => this.does(name));
    });
  }

  /* What the composer and the stage ask for. */

  deeds() {
    const send = (values) => this.guard(() => this.seat.send(values));
    return {
      say: (text, edit = 0, reply_to = 0) => send(edit ? { edit, text } : { text, reply_to }),
      voice: (sound, seconds) => this.guard(() => this.seat.upload("voice", sound, "voice", { seconds })),
      picture: (blob, caption) => this.guard(() => this.seat.upload("photo", blob, "photo.jpg", { caption })),
      search: (text) => this.seat.search(text),
      share: (query, result) => this.guard(() => this.seat.share(query, result)),
      trouble: (words) => this.screen.toast(words),
    };
  }

  stageDeeds() {
    return {
      guard: (run) => this.guard(run),
      come: async (name, language) => {
        const person = await network.addPerson({ name, language });
        await this.meet(person.key);
      },
      found: async (title, members) => {
        const group = await network.addGroup({ title, members: [this.seat.key, ...members] });
        this.sit(this.seat.key, group.chat);
      },
      open: (payload) => this.seat.send({ start: payload }),
      refuse: (refuses_voice) =>
        this.guard(() => {
          const { name, language } = this.view.person;
          return network.addPerson({ name, language: language || "", refuses_voice });
        }),
      file: (file) => this.guard(() => this.seat.upload("document", file, file.name)),
    };
  }

  async does(name) {
    if (name === "mend") return this.stage.mend();
    if (name === "sticker") return this.seat.send({ sticker: STICKER });
    if (name === "location") return this.seat.send({ location: HERE });
    if (name === "search") return this.composer.suggest(`@${this.root.dataset.username} `);
    if (["invite", "remove", "upgrade"].includes(name)) {
      const group = await this.seat.deed(`group/${name}`);
      return this.sit(this.seat.key, group.chat);
    }
    return this.seat.deed(name);
  }

  async guard(run) {
    this.log.expect();
    try {
      return await run();
    } catch (error) {
      this.screen.toast(error instanceof network.NotPossible ? error.message : "The practice chat did not answer. Is it still running?");
      return null;
    }
  }

  /* Who one is. */

  async meet(key = null) {
    this.people = await network.people();
    const select = this.find("person");
    select.replaceChildren(...this.people.map((one) => new Option(this.introduce(one), one.key)));
    const known = this.people.map((one) => one.key);
    const wanted = key || localStorage.getItem(REMEMBERED);
    this.sit(known.includes(wanted) ? wanted : known[0]);
  }

  introduce(person) {
    if (!person.language) return `${person.name}, language unknown`;
    const name = new Intl.DisplayNames(["en"], { type: "language" }).of(person.language);
    return `${person.name}, ${name}`;
  }

  sit(key, chat = 0) {
    localStorage.setItem(REMEMBERED, key);
    this.find("person").value = key;
    this.seat = new network.Seat(key, chat);
    this.screen.reset();
    this.composer.leave();
    this.composer.close();
    this.waitingCall?.abort();
    this.waitingCall = new AbortController();
    this.watch(this.seat, this.waitingCall.signal);
  }

  /* What is on the screen. */

  async watch(seat, signal) {
    let version = null;
    while (!signal.aborted) {
      try {
        const view = await seat.view(version, signal);
        if (signal.aborted) return;
        version = view.version;
        this.show(view);
      } catch (error) {
        if (signal.aborted) return;
        this.screen.state("not reachable, trying again", "gone");
        version = null;
        await new Promise((done) => setTimeout(done, AGAIN));
      }
    }
  }

  show(view) {
    this.view = view;
    this.screen.show(view);
    this.showMessages(view);
    this.composer.commands = view.commands;
    this.stage.show(view, this.people);
  }

  showMessages(view) {
    const waiting = new Set(view.waiting.map((one) => `${one.message} ${one.data}`));
    const words = (one) => one.text || one.caption || "/";
    const mine = view.messages.filter((one) => one.is_mine && !one.via && !words(one).startsWith("/")).at(-1);
    const isGroup = view.chat.kind !== "private";
    const offer = (message) => (message === mine ? "Change" : isGroup && message.is_bot ? "Reply" : "");
    const act = {
      isGroup,
      command: (words) => this.guard(() => this.seat.send({ text: words })),
      press: (message, one, button) => this.press(message, one, button),
      stamp: offer,
      deedFor: (message) =>
        offer(message) && {
          words: offer(message),
          run: () => (message.is_mine ? this.composer.correct(message) : this.composer.reply(message)),
        },
    };
    this.log.show(`${view.person.key} ${view.chat.id}`, view.messages, waiting, act);
    this.showWelcome(view);
  }

  showWelcome(view) {
    this.find("log").querySelector(".chat-welcome")?.remove();
    if (view.messages.length || view.chat.kind !== "private") return;
    const box = element("div", "chat-welcome");
    box.append(element("p", "chat-welcome-words", view.bot.description || view.bot.about || "Say hello to the museum."));
    box.append(element("p", "soft", "Press Start below to begin."));
    this.find("log").append(box);
  }

  async press(message, one, button) {
    button.setAttribute("aria-busy", "true");
    const done = await this.guard(() => this.seat.press(message.id, one.text));
    if (!done?.query) button.removeAttribute("aria-busy");
    const search = done?.switch_inline_query_current_chat ?? done?.switch_inline_query;
    if (search !== undefined) this.composer.suggest(`@${this.root.dataset.username} ${search}`);
    if (done?.url) window.open(done.url, "_blank", "noreferrer");
    if (done?.copy_text) navigator.clipboard.writeText(done.copy_text.text).then(() => this.screen.toast("Copied."));
  }
}

for (const root of document.querySelectorAll("[data-chat]")) {
  const chat = new Chat(root);
  chat.meet().catch(() => chat.screen.state("not reachable", "gone"));
}
