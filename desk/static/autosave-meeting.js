// Two people wrote into the same field: both versions side by side, until one is chosen. Neither is lost, and the
// choice can be turned round as long as the page is open.
"use strict";

window.meetings = (() => {
  const make = (tag, words = "", attributes = {}) => {
    const element = Object.assign(document.createElement(tag), { textContent: words });
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };

  const side = (title, words, lang, label) => {
    const part = make("div");
    const quote = make("blockquote", words, lang ? { lang, dir: "auto" } : {});
    const button = make("button", label, { type: "button", class: "quiet", "aria-pressed": "false" });
    part.append(make("p", title, { class: "whose" }), quote, button);
    return [part, button];
  };

  // `answer` is what the server says; `chosen` is called after each choice.
  const show = (form, said, answer, chosen) => {
    for (const [name, theirs] of Object.entries(answer.theirs)) {
      const mine = formFields.read(form)[name];
      const [control] = formFields.controls(form, name);
      const box = make("div", "", { class: "overtaken", role: "group", "aria-label": answer.said, "data-meeting": name });
      const sides = make("div", "", { class: "sides" });
      const versions = [[said.yours, mine, said.keepMine], [said.theirs, theirs, said.takeTheirs]];
      const buttons = versions.map(([title, value, label]) => {
        const [part, button] = side(title, formFields.show(form, name, value, said), control.lang, label);
        sides.append(part);
        button.addEventListener("click", () => {
          for (const one of buttons) one.setAttribute("aria-pressed", String(one === button));
          formFields.write(form, name, value);
          box.dataset.chosen = "";
          chosen();
        });
        return button;
      });
      form.querySelector(`[data-meeting="${CSS.escape(name)}"]`)?.remove();
      box.append(make("p", answer.said), sides);
      (control.closest("[data-field]") ?? control).append(box);
    }
    const first = form.querySelector(".overtaken:not([data-chosen])");
    first?.scrollIntoView({ block: "center" });
  };

  const areOpen = (form) => form.querySelector(".overtaken:not([data-chosen])") !== null;

  return { show, areOpen };
})();
