/* The conversation: bubbles are kept, added and exchanged one by one, and the eye is led to what is new. */

import { bubble } from "./bubbles.js";

const NEAR = 80;

export class Log {
  constructor(root, below) {
    this.root = root;
    this.below = below;
    this.kept = new Map();
    this.place = "";
    this.follow = true;
    this.first = null;
    root.addEventListener("scroll", () => this.look(), { passive: true });
    for (const event of ["wheel", "touchmove", "keydown"]) root.addEventListener(event, () => (this.follow = false), { passive: true });
    below.firstElementChild.addEventListener("click", () => this.end());
    new ResizeObserver(() => this.lead()).observe(root);
  }

  /** After an own deed: what comes next is followed from its beginning. */
  expect() {
    this.follow = true;
    this.first = null;
  }

  look() {
    const isAtEnd = this.root.scrollHeight - this.root.scrollTop - this.root.clientHeight < NEAR;
    if (isAtEnd) this.follow = true;
    this.below.hidden = isAtEnd;
  }

  end() {
    this.first = null;
    this.follow = true;
    this.lead();
    this.root.focus({ preventScroll: true });
  }

  /** Show these messages; a change of place starts afresh and is not read aloud. */
  show(place, messages, waiting, act) {
    const isFresh = place !== this.place;
    if (isFresh) this.clear();
    this.place = place;
    const seen = new Set(messages.map((message) => message.id));
    for (const [id, one] of this.kept) if (!seen.has(id)) this.drop(id, one);
    const changed = messages.map((message) => this.put(message, waiting, act)).filter(Boolean);
    if (isFresh) this.expect();
    else this.first = this.choose(changed.filter((one) => one.isNew).map((one) => one.element));
    if (isFresh || changed.length) this.lead();
  }

  /** Where reading begins: at the first answer, or at one's own words until there is one. */
  choose(added) {
    const isAnswer = (one) => one?.isConnected && !one.classList.contains("mine");
    return isAnswer(this.first) ? this.first : added.find(isAnswer) || added[0] || this.first;
  }

  clear() {
    this.root.setAttribute("aria-live", "off");
    this.root.replaceChildren();
    this.kept.clear();
    setTimeout(() => this.root.removeAttribute("aria-live"), 300);
  }

  drop(id, one) {
    one.element.remove();
    this.kept.delete(id);
  }

  put(message, waiting, act) {
    const busy = message.buttons.flat().filter((one) => waiting.has(`${message.id} ${one.callback_data}`));
    const stamp = JSON.stringify([message, busy.map((one) => one.callback_data), act.stamp(message)]);
    const old = this.kept.get(message.id);
    if (old?.stamp === stamp) return null;
    const fresh = { stamp, element: bubble(message, waiting, act), isNew: !old };
    if (old) this.exchange(old.element, fresh.element);
    else this.root.append(fresh.element);
    this.kept.set(message.id, fresh);
    return fresh;
  }

  /** Put a bubble in another's place; who stood on a button stands on one again. */
  exchange(old, fresh) {
    const buttons = [...old.querySelectorAll(".chat-key")];
    const at = buttons.indexOf(document.activeElement);
    const words = at >= 0 ? buttons[at].textContent : "";
    old.replaceWith(fresh);
    if (at < 0) return;
    const now = [...fresh.querySelectorAll(".chat-key")];
    (now.find((one) => one.textContent === words) || now[0] || this.root).focus({ preventScroll: true });
  }

  /** Scroll so far that the first new bubble is seen from its beginning, unless somebody reads elsewhere. */
  lead() {
    const end = this.root.scrollHeight - this.root.clientHeight;
    const top = this.first?.isConnected ? this.first.offsetTop - this.root.offsetTop - 16 : end;
    if (this.follow) this.root.scrollTop = Math.min(end, top);
    this.look();
  }
}
