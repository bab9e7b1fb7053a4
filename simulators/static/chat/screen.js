/* What stands around the conversation: title, state, rooms, notes, suggested answers, short notices. */

import { element } from "./words.js";

const ACTIONS = {
  typing: "is writing", record_voice: "is recording", upload_voice: "is sending a recording",
  upload_photo: "is sending a picture", upload_document: "is sending a file",
};
const TOAST = 6000;
const ACTION = 5000;

export class Screen {
  constructor(root, say) {
    this.root = root;
    this.find = (name) => root.querySelector(`[data-${name}]`);
    this.say = say;
    this.answered = null;
  }

  /** Another person or another room: notices given before are old. */
  reset() {
    this.answered = null;
  }

  show(view) {
    this.find("title").textContent = view.chat.kind === "private" ? view.bot.name : view.chat.title;
    this.find("about").textContent = view.person.about ? `${view.person.name}: ${view.person.about}.` : "";
    this.find("list").lang = view.person.language || "";
    this.showRooms(view);
    this.showState(view);
    this.showFoot(view);
    this.showAnswers(view);
  }

  showRooms(view) {
    const rooms = view.chats.filter((one) => one.id > 0 || !view.chats.some((other) => other.id === one.migrated_to));
    this.find("where").hidden = rooms.length < 2;
    const options = rooms.map((one) => new Option(one.id > 0 ? "the chat with the museum" : `the group “${one.title}”`, one.id));
    this.refill(this.find("room"), options);
    this.find("room").value = String(view.chat.id);
  }

  showState(view) {
    clearTimeout(this.acting);
    if (view.chat.action) {
      this.state(ACTIONS[view.chat.action] || "is busy", "busy");
      this.acting = setTimeout(() => this.showState({ ...view, chat: { ...view.chat, action: "" } }), ACTION);
    } else if (view.trouble) this.state("does not answer; it is being tried again", "gone");
    else if (!view.bot.is_listening) this.state("is not here yet", "gone");
    else if (view.chat.kind !== "private") this.state(`${[...view.chat.members].join(", ")} and the museum`, "here");
    else this.state("is here", "here");
  }

  state(words, kind) {
    const line = this.find("state");
    if (line.textContent !== words) line.textContent = words;
    line.dataset.kind = kind;
  }

  showFoot(view) {
    const { chat, messages } = view;
    const isUninvited = chat.kind !== "private" && !chat.has_bot;
    const isNew = chat.kind === "private" && !messages.length && !chat.is_blocked;
    this.find("blocked").hidden = !chat.is_blocked;
    this.find("uninvited").hidden = !isUninvited;
    this.find("start").hidden = !isNew;
    this.root.classList.toggle("is-shut", chat.is_blocked);
    const rows = chat.keyboard?.keyboard || [];
    this.find("bottom").hidden = !rows.length || chat.is_blocked;
    this.refill(this.find("bottom"), rows.flat().map((one) => this.answer(one.text || one)));
  }

  /** Exchange what is inside only where it reads differently: somebody may be standing there. */
  refill(box, fresh) {
    const words = (all) => [...all].map((one) => one.textContent).join("\n");
    if (words(box.children) !== words(fresh)) box.replaceChildren(...fresh);
  }

  answer(words) {
    const button = element("button", "", words);
    button.type = "button";
    button.addEventListener("click", () => this.say(words));
    return button;
  }

  toast(words) {
    const box = this.find("toast");
    box.textContent = words;
    clearTimeout(this.toasting);
    this.toasting = setTimeout(() => (box.textContent = ""), TOAST);
  }

  showAnswers(view) {
    const known = this.answered || new Set(view.answers.map((one) => one.query));
    for (const one of view.answers.filter((other) => !known.has(other.query))) {
      if (one.alert) this.alert(one.text);
      else if (one.text) this.toast(one.text);
    }
    this.answered = new Set([...known, ...view.answers.map((one) => one.query)]);
  }

  alert(words) {
    this.find("alert-words").textContent = words;
    this.find("alert").showModal();
  }
}
