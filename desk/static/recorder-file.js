// One file on the page of what it is a recording of: sent in pieces, so that its size does not matter.
"use strict";

(() => {
  const { sendFile, megabytes, fill } = window.recorder;
  const form = document.querySelector("[data-file-form]");
  const box = document.querySelector("[data-recorder]");
  if (!form || !box) return;
  const words = JSON.parse(document.getElementById("kept").dataset.words);
  const told = form.querySelector("[data-file-told]");
  const bar = form.querySelector("[data-file-progress]");
  const uploads = document.getElementById("kept").dataset.uploads;

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const file = form.elements.file.files[0];
    const { item, prompt, language } = box.dataset;
    const target = item ? { item: Number(item), language } : { prompt, language };
    bar.hidden = false;
    const tell = ({ sent, total, offline }) => {
      bar.value = total ? sent / total : 1;
      told.textContent = fill(words[offline ? "offline" : "megabytes"], { sent: megabytes(sent), total: megabytes(total) });
    };
    try {
      await sendFile(uploads, file, target, tell);
    } catch (error) {
      told.textContent = words[error.status === 401 ? "signed_out" : "refused"];
      return;
    } finally {
      bar.hidden = true;
    }
    told.textContent = words.sent;
    form.reset();
    window.recorder.renew();
  });
})();
