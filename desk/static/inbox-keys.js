// Keys of the inbox: one letter reaches or presses what carries it. None of them works while somebody types, and they
// can be turned off: who speaks to a computer says letters all day long.
"use strict";

(() => {
  const KEPT = "museline-inbox-keys";
  const TYPED_IN = "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=range])";
  const list = document.querySelector("[data-keys]");
  if (!list) return;
  const wanted = list.querySelector("[data-keys-wanted]");

  const remembered = () => {
    try {
      return localStorage.getItem(KEPT) !== "off";
    } catch {
      return true; // a browser that keeps nothing for anybody
    }
  };

  const remember = () => {
    try {
      localStorage.setItem(KEPT, wanted.checked ? "on" : "off");
    } catch {
      // It holds for this page, then.
    }
  };

  const lines = () => [...document.querySelectorAll("#lines .title, #lines .more a")];

  const step = (by) => {
    const all = lines();
    const at = all.indexOf(document.activeElement);
    all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]?.focus();
  };

  const find = (key) => document.querySelector(`[data-key="${CSS.escape(key)}"]`);

  // Fields are reached and buttons pressed; what must not happen by a slip of the finger is only reached.
  const use = (target) => {
    target.closest("details")?.setAttribute("open", "");
    target.scrollIntoView({ block: "nearest" });
    if (target.matches("a, button, summary") && !("keyReaches" in target.dataset)) target.click();
    else target.focus();
  };

  const show = () => {
    for (const row of list.querySelectorAll("[data-of]")) {
      const key = row.dataset.of;
      row.hidden = "jk".includes(key) ? !lines().length : !find(key);
    }
  };

  const steps = { j: () => step(1), k: () => step(-1) };

  document.addEventListener("keydown", (event) => {
    if (!wanted.checked || event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.repeat) return;
    if (event.defaultPrevented || event.target.closest?.(TYPED_IN)) return;
    const key = event.key.toLowerCase();
    const target = key.length === 1 ? find(key) : null;
    if (!target && !(key in steps && lines().length)) return;
    event.preventDefault();
    if (key in steps) steps[key]();
    else use(target);
  });

  wanted.checked = remembered();
  wanted.addEventListener("change", remember);
  list.addEventListener("toggle", show);
  list.hidden = false;
  show();
})();
