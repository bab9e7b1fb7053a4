// What every page of the desk does by itself: the menu on small screens, and a word when the connection is gone.
"use strict";

document.documentElement.classList.add("js");

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-opens]");
  if (!button) return;
  const opened = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(opened));
  document.getElementById(button.dataset.opens).classList.toggle("opened", opened);
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("[data-opens][aria-expanded='true']");
  if (open) {
    open.click();
    open.focus();
  }
});

// A refused part of a page is shown in its place: it says what is wrong and what to do.
document.addEventListener("htmx:beforeSwap", (event) => {
  const status = event.detail.xhr.status;
  if ([400, 409, 413, 422].includes(status)) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

// Tell it to who can't see it.
window.sayAloud = (words) => {
  document.getElementById("said").textContent = words;
};
