// Text messages to and from the museum.

import { askExchange } from "./line.js";

const box = document.getElementById("letters-box");
const list = document.getElementById("messages");
const form = document.getElementById("texting");
const text = document.getElementById("text");

export async function refresh(number) {
  const { messages } = await askExchange("/messages");
  const mine = messages.filter((one) => one.to === number || one.from === number).slice(0, 20);
  list.replaceChildren(...mine.map((one) => Object.assign(document.createElement("li"), { textContent: `${one.from === number ? "You" : "The museum"}: ${one.body}` })));
  if (mine.some((one) => one.to === number)) box.open = true;
}

export function listen(caller) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    await askExchange("/messages", { from: caller(), body: text.value });
    text.value = "";
    await refresh(caller());
  });
}
