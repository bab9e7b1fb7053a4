/* "More to try": other people, groups, files, printed codes, and a network that misbehaves. */

import * as network from "./network.js";
import { element } from "./words.js";

const FAULTS = {
  429: "the museum is told to slow down", 500: "sending fails", timeout: "sending takes too long",
  lost: "an answer gets lost", duplicate: "a message arrives twice", late: "a press arrives too late",
};

export class Stage {
  constructor(root, act) {
    this.find = (name) => root.querySelector(`[data-${name}]`);
    this.act = act;
    this.on("new-person", (form) => act.come(form.get("name"), form.get("language")));
    this.on("new-group", (form) => act.found(form.get("title"), form.getAll("member")));
    this.on("link", (form) => act.open(form.get("payload")));
    this.on("fault", async (form) => this.showFaults(await network.addFault(form.get("kind"))));
    this.find("refuses").addEventListener("change", (event) => act.refuse(event.target.checked));
    this.find("document").addEventListener("click", () => this.find("document-file").click());
    this.find("document-file").addEventListener("change", (event) => this.sendFile(event.target));
    this.find("more").addEventListener("toggle", () => this.refresh());
  }

  on(name, run) {
    const form = this.find(name);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.act.guard(() => run(new FormData(form)));
    });
  }

  sendFile(input) {
    const [file] = input.files;
    input.value = "";
    if (file) this.act.file(file);
  }

  async refresh() {
    if (this.find("more").open) this.showFaults(await network.faults());
  }

  showFaults({ on }) {
    const words = on.map((one) => FAULTS[one.kind]);
    this.find("faults").textContent = words.length ? `Next time ${words.join(", and ")}.` : "Everything works.";
    this.find("mend").hidden = !words.length;
  }

  async mend() {
    this.showFaults(await network.endFaults());
    this.find("more").querySelector("summary").focus();
  }

  /** Keep the forms fitting to who one is and where. */
  show(view, people) {
    this.find("refuses").checked = view.person.refuses_voice;
    this.find("block").hidden = view.chat.is_blocked;
    this.find("group-deeds").hidden = view.chat.kind === "private" || !view.chat.has_bot;
    const others = people.filter((one) => one.key !== view.person.key);
    const stamp = others.map((one) => one.key).join();
    if (stamp === this.others) return;
    this.others = stamp;
    const fields = this.find("members");
    fields.replaceChildren(fields.querySelector("legend"), ...others.map((one) => this.member(one)));
  }

  member(person) {
    const label = element("label", "chat-check");
    const box = element("input");
    box.type = "checkbox";
    box.name = "member";
    box.value = person.key;
    label.append(box, ` ${person.name}`);
    return label;
  }
}
