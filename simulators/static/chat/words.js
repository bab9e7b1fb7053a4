/* Plain words with entities, as the Bot API gives them, become elements; never HTML from outside. */

const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", spoiler: "span", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

export function element(tag, className = "", text = null) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== null) made.textContent = text;
  return made;
}

function link(url) {
  const anchor = element("a");
  if (/^(https?:|tg:|tel:|mailto:)/.test(url)) anchor.href = url;
  anchor.rel = "noreferrer";
  anchor.target = "_blank";
  return anchor;
}

function shell(entity, text, onCommand) {
  if (entity.type === "text_link") return link(entity.url);
  if (entity.type === "url") return link(text);
  if (entity.type === "bot_command") {
    const button = element("button", "chat-command");
    button.type = "button";
    button.addEventListener("click", () => onCommand(text));
    return button;
  }
  const made = element(TAGS[entity.type] || "span");
  if (entity.type === "spoiler") made.className = "chat-spoiler";
  return made;
}

/** Elements for a text; offsets count UTF-16 units, as strings here do. */
export function dress(text, entities = [], onCommand = () => {}) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const fill = (parent, start, end, inner) => {
    let at = start;
    while (inner.length) {
      const entity = inner.shift();
      const stop = Math.min(end, entity.offset + entity.length);
      if (entity.offset < at) continue;
      parent.append(text.slice(at, entity.offset));
      const made = shell(entity, text.slice(entity.offset, stop), onCommand);
      const nested = [];
      while (inner.length && inner[0].offset < stop) nested.push(inner.shift());
      fill(made, entity.offset, stop, nested);
      parent.append(made);
      at = stop;
    }
    parent.append(text.slice(at, end));
  };
  const whole = document.createDocumentFragment();
  fill(whole, 0, text.length, sorted);
  return whole;
}

export const clock = (seconds) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

export const hour = (date) =>
  new Date(date * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
