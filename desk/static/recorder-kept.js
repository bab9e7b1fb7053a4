// What was recorded here before and never arrived: a lid was closed, a page left, a connection lost.
"use strict";

(() => {
  const { store, Sender, ask, clock, fill } = window.recorder;
  const place = document.getElementById("kept");
  if (!place) return;
  const words = JSON.parse(place.dataset.words);

  const make = (name, text, kind = "") => {
    const made = document.createElement(name);
    made.textContent = text;
    made.className = kind;
    return made;
  };

  const when = (moment) => {
    const date = new Date(moment);
    const isToday = date.toDateString() === new Date().toDateString();
    const hour = date.toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
    const day = isToday ? words.today : date.toLocaleDateString(document.documentElement.lang, { day: "numeric", month: "long" });
    return `${day} ${hour}`;
  };

  const show = (take) => {
    const notice = make("section", "", "notice warn kept");
    const told = make("p", fill(words.here, { length: clock(take.seconds), when: when(take.begun) }));
    told.setAttribute("role", "status");
    if (take.page !== place.dataset.page) {
      const link = make("a", take.title);
      link.href = take.page;
      told.append(" ", link);
    }
    const row = make("div", "", "row");
    const [send, hear, away] = ["send", "listen", "throw_away"].map((name) => make("button", words[name], name === "send" ? "" : "quiet"));
    [send, hear, away].forEach((button) => (button.type = "button"));
    row.append(send, hear, away);
    notice.append(told, row);
    place.append(notice);
    send.addEventListener("click", () => deliver(take, notice, told, row));
    hear.addEventListener("click", () => listen(take, hear));
    away.addEventListener("click", () => throwAway(take, notice, told, row));
  };

  const deliver = async (take, notice, told, row) => {
    row.hidden = true;
    const release = await store.hold(take.token);
    const tell = ({ sent, total, offline }) => (told.textContent = fill(words[offline ? "offline" : "sending"], { sent, total }));
    const sender = new Sender(take.uploads, take, (number) => store.piece(take.token, number), tell);
    try {
      await sender.finish(take.pieces);
    } catch (error) {
      release();
      row.hidden = false;
      told.textContent = words[error.status === 401 ? "signed_out" : "refused"];
      return;
    }
    await store.remove(take.token);
    release();
    told.textContent = words.sent;
    notice.className = "notice done kept";
    window.recorder.renew();
  };

  let player = null;
  const listen = async (take, button) => {
    if (player) {
      player.pause();
      player = null;
      button.textContent = words.listen;
      return;
    }
    player = new Audio(URL.createObjectURL(await store.sound(take)));
    player.onended = () => {
      player = null;
      button.textContent = words.listen;
    };
    button.textContent = words.stop_listening;
    await player.play();
  };

  const throwAway = async (take, notice, told, row) => {
    const said = told.textContent;
    await store.put({ ...take, thrown: true });
    told.textContent = words.thrown;
    row.hidden = true;
    const undo = make("button", words.undo, "quiet");
    undo.type = "button";
    notice.append(undo);
    undo.focus();
    undo.addEventListener("click", async () => {
      await store.put({ ...take, thrown: false });
      told.textContent = said;
      row.hidden = false;
      undo.remove();
      row.firstElementChild.focus();
    });
  };

  // Thrown away on an earlier page: gone here, and there.
  const forget = async (take) => {
    const away = `${take.uploads}/${take.token}/away`;
    ask("POST", away).catch(() => {});
    await store.remove(take.token);
  };

  // Asks for the versions anew: there is one more.
  window.recorder.renew = () => {
    const shown = document.getElementById("takes") ? "#takes" : "#progress";
    const address = document.querySelector(shown).id === "takes" ? place.dataset.page : location.pathname;
    window.htmx.ajax("GET", address, { target: shown, swap: "outerHTML" });
  };

  store.waiting(place.dataset.person).then(
    (takes) => takes.forEach((take) => (take.thrown ? forget(take) : show(take))),
    () => {},
  );
})();
