/* One bubble for one message: words, picture, sound, buttons. */

import { player } from "./player.js";
import { clock, dress, element, hour } from "./words.js";

const DIGIT = /^(\d{1,2}|[#*])\s+(.+)$/su;

function spoken(message) {
  const words = element("p", "chat-words");
  words.dir = "auto";
  return words;
}

function picture(message) {
  const anchor = element("a", "chat-picture");
  anchor.href = message.photo.url;
  anchor.target = "_blank";
  const image = element("img");
  image.src = message.photo.url;
  image.width = message.photo.width;
  image.height = message.photo.height;
  image.alt = message.caption || "A picture without words";
  image.loading = "lazy";
  anchor.append(image);
  return anchor;
}

function sound(message) {
  const one = message.audio || message.voice;
  const box = element("div", "chat-sound");
  const title = one.title || (message.voice ? "Voice note" : one.file_name || "A recording");
  box.append(element("p", "chat-sound-title", title));
  const by = [one.performer, one.duration ? clock(one.duration) : ""].filter(Boolean).join(", ");
  if (by) box.append(element("p", "chat-sound-by soft", by));
  box.append(player(one, title));
  return box;
}

function file(message) {
  const anchor = element("a", "chat-file", message.document.file_name || "A file");
  anchor.href = message.document.url;
  return anchor;
}

function place(message) {
  const { latitude, longitude } = message.location;
  const words = `A place: ${latitude.toFixed(3)}, ${longitude.toFixed(3)}`;
  return element("p", "chat-words", words);
}

function content(message, act) {
  const parts = [];
  if (message.via) parts.push(element("p", "chat-via soft", `shared from @${message.via}`));
  if (message.photo) parts.push(picture(message));
  if (message.audio || message.voice) parts.push(sound(message));
  if (message.document) parts.push(file(message));
  if (message.sticker) parts.push(element("p", "chat-sticker", message.sticker.emoji || "A sticker"));
  if (message.location) parts.push(place(message));
  const text = message.text || message.caption;
  if (text) {
    const words = spoken(message);
    words.append(dress(text, message.entities || message.caption_entities, act.command));
    parts.push(words);
  }
  return parts;
}

function label(button, text) {
  const [, digit, words] = DIGIT.exec(text) || [null, "", text];
  if (digit) button.append(element("kbd", "", digit), " ");
  button.append(element("span", "", words));
}

function keyboard(message, waiting, act) {
  const rows = element("div", "chat-keys");
  rows.setAttribute("role", "group");
  rows.setAttribute("aria-label", "Choices");
  for (const row of message.buttons) {
    const line = element("div", "chat-keys-row");
    for (const one of row) {
      const button = element("button", "chat-key");
      button.type = "button";
      button.dir = "auto";
      label(button, one.text);
      if (one.url) button.append(element("span", "visually-hidden", " (opens a page)"));
      if (waiting.has(`${message.id} ${one.callback_data}`)) button.setAttribute("aria-busy", "true");
      button.addEventListener("click", () => act.press(message, one, button));
      line.append(button);
    }
    rows.append(line);
  }
  return rows;
}

function foot(message, act) {
  const line = element("p", "chat-foot-line");
  line.append(element("span", "", hour(message.date)));
  if (message.is_edited) line.append(element("span", "", "changed"));
  const deed = act.deedFor(message);
  if (deed) {
    const button = element("button", "chat-quiet", deed.words);
    button.type = "button";
    button.addEventListener("click", deed.run);
    line.append(button);
  }
  return line;
}

/** The element of a message; `waiting` names the buttons that were pressed and not answered. */
export function bubble(message, waiting, act) {
  if (message.service) return element("p", "chat-service", message.service);
  const side = message.is_mine ? "mine" : "theirs";
  const article = element("article", `chat-message ${side}`);
  article.setAttribute("aria-label", message.is_mine ? "You" : message.from);
  const body = element("div", "chat-bubble");
  if (act.isGroup && !message.is_mine) body.append(element("p", "chat-from", message.from));
  body.append(...content(message, act), foot(message, act));
  article.append(body);
  if (message.buttons.length) article.append(keyboard(message, waiting, act));
  return article;
}
