// A form that saves itself a second after typing stops. What was typed stays in the browser until the server has it.
"use strict";

(() => {
  const PAUSE = 1000;
  const AGAIN = 10000;

  class Kept {
    constructor(form) {
      this.key = `museline ${form.dataset.autosave}`;
    }

    put(fields, revision) {
      try {
        localStorage.setItem(this.key, JSON.stringify({ fields, revision }));
      } catch { /* full or forbidden: then only the page itself keeps it */ }
    }

    get() {
      try {
        return JSON.parse(localStorage.getItem(this.key));
      } catch {
        return null;
      }
    }

    drop() {
      try {
        localStorage.removeItem(this.key);
      } catch { /* nothing was kept */ }
    }
  }

  class Autosave {
    constructor(form) {
      this.form = form;
      this.said = JSON.parse(form.dataset.said);
      this.kept = new Kept(form);
      this.known = formFields.read(form);
      this.running = null;
      form.addEventListener("input", () => this.changed());
      form.addEventListener("change", () => this.changed());
      form.addEventListener("submit", () => clearTimeout(this.timer));
      window.addEventListener("online", () => this.isDirty() && this.save());
      window.addEventListener("pagehide", () => this.isDirty() && this.canSave() && this.send(true).catch(() => {}));
      this.bringBack();
    }

    get revision() {
      return this.form.elements.revision;
    }

    isDirty() {
      const now = formFields.read(this.form);
      return Object.keys(now).some((name) => !formFields.same(now[name], this.known[name]));
    }

    canSave() {
      return !meetings.areOpen(this.form);
    }

    changed() {
      this.kept.put(formFields.read(this.form), this.revision.value);
      this.plan(PAUSE);
    }

    plan(delay) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), delay);
    }

    // What a lost connection left behind is put into the form and merged by the server as if it had never been away.
    bringBack() {
      const kept = this.kept.get();
      if (!kept) return;
      const isNew = Object.entries(kept.fields).some(([name, values]) => !formFields.same(values, this.known[name]));
      if (!isNew) {
        this.kept.drop();
        return;
      }
      for (const [name, values] of Object.entries(kept.fields)) formFields.write(this.form, name, values);
      this.revision.value = kept.revision;
      this.tell(this.said.kept);
      this.plan(PAUSE);
    }

    // Saves what is there; whoever waits is told when nothing is left to save (true), or that it did not work.
    async save() {
      clearTimeout(this.timer);
      if (this.running) await this.running;
      if (!this.isDirty()) {
        this.kept.drop();
        return true;
      }
      if (!this.canSave()) {
        this.tell(this.said.choose, true);
        return false;
      }
      this.running = this.attempt();
      const done = await this.running;
      this.running = null;
      return done;
    }

    async attempt() {
      this.tell(this.said.saving);
      const sent = formFields.read(this.form);
      try {
        const answer = await this.send();
        return await this.hear(answer, sent);
      } catch {
        this.wait(this.said.offline);
        return false;
      }
    }

    send(isLast = false) {
      const headers = { "X-Autosave": "1", "HX-Request": "true", "X-CSRFToken": this.form.elements.csrf_token.value };
      return fetch(this.form.action, { method: "POST", body: new FormData(this.form), headers, keepalive: isLast });
    }

    async hear(answer, sent) {
      if (answer.status === 409) {
        this.meet(await answer.json(), sent);
        return false;
      }
      if (!answer.ok) {
        this.wait(answer.status === 401 ? this.said.signedOut : answer.status < 500 ? this.said.refused : this.said.offline);
        return false;
      }
      this.settle(await answer.json(), sent);
      return true;
    }

    wait(words) {
      this.kept.put(formFields.read(this.form), this.revision.value);
      this.tell(words, true);
      this.plan(AGAIN);
    }

    settle(answer, sent) {
      const others = this.takeOver(answer, sent);
      this.tell(others ? this.said.merged.replace("{said}", answer.said) : answer.said);
      for (const [id, html] of Object.entries(answer.parts)) {
        const part = document.getElementById(id);
        if (part) part.innerHTML = html;
      }
      if (this.isDirty()) this.changed();
      else this.kept.drop();
    }

    meet(answer, sent) {
      this.takeOver(answer, sent);
      this.known = {};
      this.kept.put(formFields.read(this.form), this.revision.value);
      this.tell(this.said.choose, true);
      meetings.show(this.form, this.said, answer, () => this.changed());
      window.sayAloud(answer.said);
    }

    // The fields as the server has them now, except where somebody typed on; whether others had a part in them.
    takeOver(answer, sent) {
      let others = false;
      const now = formFields.read(this.form);
      this.known = {};
      for (const [name, value] of Object.entries(answer.fields)) {
        this.known[name] = [value].flat().length && value !== false ? [value === true ? "1" : value].flat().map((one) => String(one ?? "")) : [];
        if (formFields.same(value, sent[name]) || !formFields.same(now[name], sent[name])) continue;
        others = true;
        if (!formFields.write(this.form, name, value)) window.sayAloud(this.said.reload);
        formFields.controls(this.form, name).forEach((one) => one.classList.add("from-others"));
      }
      this.revision.value = answer.revision;
      return others;
    }

    tell(words, waits = false) {
      for (const place of this.form.querySelectorAll("[data-saved]")) {
        place.textContent = words;
        place.classList.toggle("waits", waits);
      }
    }
  }

  const saves = [...document.querySelectorAll("form[data-autosave]")].map((form) => new Autosave(form));

  // Publishing comes after saving: nobody publishes words that are not kept yet.
  for (const form of document.querySelectorAll("form[data-after-saving]")) {
    form.addEventListener("submit", async (event) => {
      if (!saves.some((one) => one.isDirty())) return;
      event.preventDefault();
      const done = await Promise.all(saves.map((one) => one.save()));
      if (done.every(Boolean)) form.requestSubmit(event.submitter);
    });
  }
})();
