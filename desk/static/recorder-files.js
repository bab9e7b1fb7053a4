// Many files at once: dropped, matched by the number in their names, sent piece by piece.
"use strict";

(() => {
  const { ask, sendFile, megabytes, fill } = window.recorder;
  const form = document.querySelector("[data-files]");
  if (!form) return;
  const queue = document.querySelector("[data-queue]");
  const list = queue.querySelector("[data-queue-list]");
  const told = queue.querySelector("[data-queue-told]");
  const words = JSON.parse(queue.dataset.words);
  const chosen = form.querySelector("input[type=file]");
  const language = form.querySelector("select");
  let under = 0;
  let all = 0;
  let done = 0;
  let line = Promise.resolve(); // one file after the other: the telephone line of a museum is narrow

  const count = () => {
    told.textContent = fill(words.count, { done, all });
    under = all - done;
  };

  const take = async (files) => {
    if (!files.length) return;
    queue.hidden = false;
    const rows = files.map((file) => show(file));
    all += files.length;
    count();
    const names = files.map((file) => file.name);
    const found = await match(names, language.value, rows);
    found.forEach((target, place) => (target.asks ? askFor(files[place], rows[place], target) : add(files[place], rows[place], target)));
  };

  const match = async (names, code, rows) => {
    const address = form.dataset.match;
    try {
      return await ask("POST", address, { names, language: code }, () => rows.forEach((row) => say(row, words.offline)));
    } catch (error) {
      const why = words[error.status === 401 ? "signed_out" : "refused"];
      rows.forEach((row) => say(row, why));
      return [];
    }
  };

  const show = (file) => {
    const row = document.getElementById("queued").content.cloneNode(true).firstElementChild;
    row.querySelector("[data-name]").textContent = file.name;
    list.append(row);
    return row;
  };

  const say = (row, text) => (row.querySelector("[data-said]").textContent = text);

  const askFor = (file, row, { asks, language: code }) => {
    const box = row.querySelector("[data-ask]");
    const number = box.querySelector("[data-ask-number]");
    number.id = `ask-${window.recorder.token()}`;
    box.querySelector("[data-ask-label]").htmlFor = number.id;
    box.querySelector("[data-ask-label]").textContent = words.number;
    say(row, asks);
    box.hidden = false;
    box.onsubmit = async (event) => {
      event.preventDefault();
      const [target] = await match([`${number.value}-${code}`], code, [row]);
      if (!target) return;
      if (target.asks) return say(row, target.asks);
      box.hidden = true;
      add(file, row, target);
    };
  };

  const add = (file, row, target) => {
    const link = document.createElement("a");
    link.href = target.page;
    link.textContent = target.title;
    row.querySelector("[data-of]").replaceChildren("→ ", link);
    say(row, words.waits);
    line = line.then(() => send(file, row, target));
  };

  const send = async (file, row, { item, prompt, language: code }) => {
    const bar = row.querySelector("progress");
    bar.hidden = false;
    bar.setAttribute("aria-label", file.name);
    const tell = ({ sent, total, offline }) => {
      bar.value = total ? sent / total : 1;
      say(row, fill(words[offline ? "offline" : "sending"], { sent: megabytes(sent), total: megabytes(total) }));
    };
    try {
      await sendFile(form.dataset.uploads, file, { item, prompt, language: code }, tell);
    } catch (error) {
      return say(row, words[error.status === 401 ? "signed_out" : "refused"]);
    }
    bar.hidden = true;
    say(row, words.sent);
    done += 1;
    count();
    window.recorder.renew();
  };

  chosen.addEventListener("change", () => {
    take([...chosen.files]);
    chosen.value = "";
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[data-needless]").hidden = true;

  ["dragenter", "dragover"].forEach((name) =>
    document.addEventListener(name, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      form.classList.add("over");
    }),
  );
  document.addEventListener("dragleave", (event) => event.relatedTarget || form.classList.remove("over"));
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    take([...event.dataTransfer.files]);
  });
  window.addEventListener("beforeunload", (event) => under && event.preventDefault());
})();
