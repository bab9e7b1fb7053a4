// The recorder: one round button, a countdown, pause, listen, again, keep. Nothing recorded is lost.
"use strict";

(() => {
  const { store, Sender, Meter, clock, fill } = window.recorder;
  const PIECE = 2000; // milliseconds; so much is lost at most when the machine dies
  const KINDS = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
  const VOICE = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const box = document.querySelector("[data-recorder]");
  if (!box) return;

  const kept = document.getElementById("kept");
  const words = JSON.parse(kept.dataset.words);
  const part = (name) => box.querySelector(`[data-${name}]`);
  const [round, roundWords, time, fillBar, level, levelWords, told, progress] = [
    "round", "round-words", "time", "fill", "level", "level-words", "told", "progress",
  ].map(part);
  const buttons = Object.fromEntries(["pause", "listen", "again", "keep", "undo"].map((name) => [name, part(name)]));

  let state = "idle"; // idle, asking, countdown, recording, paused, stopped, sending
  let stream, meter, machine, take, sender, player, wake, release;
  let before = 0; // milliseconds recorded before the last pause
  let since = 0; // when it went on
  let number = 0;
  let writing = Promise.resolve();
  let ticking = 0;
  let thrown = null;

  const seconds = () => (before + (state === "recording" ? performance.now() - since : 0)) / 1000;

  const say = (name, values = {}) => {
    told.textContent = fill(words[name], values);
  };

  const SHOWN = { recording: ["pause"], paused: ["pause"], stopped: ["listen", "again", "keep"] };
  const ROUND = { idle: "record", asking: "cancel", countdown: "cancel", recording: "stop", paused: "stop" };

  const become = (next) => {
    state = next;
    box.dataset.state = next;
    const shown = SHOWN[next] || [];
    Object.entries(buttons).forEach(([name, button]) => (button.hidden = !shown.includes(name)));
    buttons.undo.hidden = !(next === "idle" && thrown);
    round.hidden = !ROUND[next];
    level.hidden = !["countdown", "recording", "paused"].includes(next);
    if (ROUND[next]) roundWords.textContent = words[ROUND[next]];
    buttons.pause.textContent = words[next === "paused" ? "go_on" : "pause"];
    progress.hidden = next !== "sending";
    time.textContent = clock(seconds());
  };

  // No word of this is spoken by a screen reader while one records: it would be in the recording.
  const showLevel = ({ width, word }) => {
    fillBar.style.width = `${Math.round(width * 100)}%`;
    level.dataset.word = word;
    if (levelWords.textContent !== words[word]) levelWords.textContent = words[word];
    if (state !== "countdown") time.textContent = clock(seconds());
  };

  const begin = async () => {
    thrown = null;
    before = 0;
    become("asking");
    say("asking");
    if (!navigator.mediaDevices || !window.MediaRecorder) return fail("no_recorder");
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: VOICE });
    } catch {
      return fail("no_microphone");
    }
    if (state !== "asking") return quieten();
    meter = new Meter(stream, showLevel);
    countDown(3);
  };

  const countDown = (left) => {
    if (left === 0) return record();
    become("countdown");
    say("countdown", { left });
    time.textContent = String(left);
    ticking = setTimeout(() => countDown(left - 1), 1000);
  };

  const fail = (why) => {
    quieten();
    become("idle");
    say(why);
  };

  // The microphone, its light and the screen's lock are given back.
  const quieten = () => {
    clearTimeout(ticking);
    if (stream) stream.getTracks().forEach((track) => track.stop());
    if (meter) meter.close();
    if (wake) wake.release();
    stream = meter = wake = null;
  };

  const record = async () => {
    const mime = KINDS.find((kind) => MediaRecorder.isTypeSupported(kind)) || "";
    machine = new MediaRecorder(stream, { mimeType: mime, audioBitsPerSecond: 128000 });
    take = describe(machine.mimeType || mime);
    number = 0;
    release = await store.hold(take.token);
    sender = new Sender(kept.dataset.uploads, take, (one) => store.piece(take.token, one), tellSent);
    machine.ondataavailable = (event) => event.data.size && keepPiece(take, sender, number++, event.data);
    machine.onstop = () => finishRecording();
    stream.getAudioTracks()[0].onended = () => stop("ended");
    machine.start(PIECE);
    since = performance.now();
    become("recording");
    say("recording");
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
    if (navigator.wakeLock) navigator.wakeLock.request("screen").then((lock) => (wake = lock), () => {});
  };

  const describe = (mime) => ({
    token: window.recorder.token(),
    person: kept.dataset.person,
    page: kept.dataset.page,
    uploads: kept.dataset.uploads, // an answer to a visitor goes elsewhere than an item's recording
    title: document.querySelector("h1").textContent.trim(),
    item: Number(box.dataset.item) || null,
    prompt: box.dataset.prompt || null,
    language: box.dataset.language,
    name: `museline-recording.${/mp4/.test(mime) ? "m4a" : /ogg/.test(mime) ? "ogg" : "webm"}`,
    mime,
    begun: Date.now(),
    seconds: 0,
    pieces: 0,
  });

  // First onto the disk, then on its way; both in order.
  const keepPiece = (mine, by, place, data) => {
    const length = seconds();
    writing = writing.then(async () => {
      Object.assign(mine, { pieces: place + 1, seconds: length });
      await store.add(mine, place, await data.arrayBuffer());
      by.more(mine.pieces).catch(() => {}); // a refusal is told when it is to be kept
    });
  };

  const pause = () => {
    before = seconds() * 1000;
    machine.pause();
    become("paused");
    say("paused");
  };

  const goOn = () => {
    machine.resume();
    since = performance.now();
    become("recording");
    say("recording");
  };

  let why = "stopped";
  const stop = (reason = "stopped") => {
    if (state !== "recording" && state !== "paused") return;
    before = seconds() * 1000;
    why = reason;
    become("stopped");
    machine.stop();
  };

  const finishRecording = async () => {
    quieten();
    await writing;
    become("stopped");
    say(why, { length: clock(before / 1000) });
    buttons.listen.focus();
  };

  const listen = async () => {
    if (player) return hush();
    player = new Audio(URL.createObjectURL(await store.sound(take)));
    player.onended = hush;
    player.ontimeupdate = () => player && (time.textContent = clock(player.currentTime));
    buttons.listen.textContent = words.stop_listening;
    await player.play();
  };

  const hush = () => {
    if (!player) return;
    player.pause();
    URL.revokeObjectURL(player.src);
    player = null;
    buttons.listen.textContent = words.listen;
    time.textContent = clock(before / 1000);
  };

  const again = async () => {
    hush();
    sender.stop();
    take.thrown = true;
    await store.put(take);
    thrown = { take, before };
    release();
    before = 0;
    become("idle");
    say("thrown");
    round.focus();
  };

  const undo = async () => {
    ({ take, before } = thrown);
    thrown = null;
    take.thrown = false;
    await store.put(take);
    release = await store.hold(take.token);
    become("stopped");
    say("stopped", { length: clock(before / 1000) });
    buttons.listen.focus();
  };

  const tellSent = ({ sent, total, offline }) => {
    progress.max = Math.max(1, total);
    progress.value = sent;
    if (state === "sending") say(offline ? "offline" : "sending", { sent, total });
    else if (state === "recording" || state === "paused") box.classList.toggle("offline", offline);
  };

  const keep = async () => {
    hush();
    become("sending");
    say("sending", { sent: sender.sent.size, total: take.pieces });
    sender = new Sender(kept.dataset.uploads, take, (one) => store.piece(take.token, one), tellSent);
    try {
      await sender.finish(take.pieces);
    } catch (error) {
      become("stopped");
      return say(error.status === 401 ? "signed_out" : "refused");
    }
    await store.remove(take.token);
    release();
    before = 0;
    become("idle");
    say("sent");
    window.recorder.renew();
    round.focus();
  };

  // What is thrown away while a page is open can be had back; the next page forgets it.
  round.addEventListener("click", () => {
    if (state === "idle") begin();
    else if (state === "asking" || state === "countdown") fail("ready");
    else stop();
  });
  buttons.pause.addEventListener("click", () => (state === "paused" ? goOn() : pause()));
  buttons.listen.addEventListener("click", listen);
  buttons.again.addEventListener("click", again);
  buttons.keep.addEventListener("click", keep);
  buttons.undo.addEventListener("click", undo);

  // A closing lid or a page that is left gets the last words onto the disk.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && machine && machine.state === "recording") machine.requestData();
  });
  window.addEventListener("beforeunload", (event) => {
    if (["recording", "paused", "sending"].includes(state)) event.preventDefault();
  });

  box.querySelector(".stage").hidden = false;
  become("idle");
})();
