// Who else has this page open.
"use strict";

(() => {
  const EVERY = 15000;
  const place = document.querySelector("[data-presence]");
  if (!place) return;
  const headers = { ...JSON.parse(document.body.getAttribute("hx-headers")), "HX-Request": "true" };

  const ask = async () => {
    if (document.hidden) return;
    try {
      const body = new URLSearchParams({ page: place.dataset.page });
      const answer = await fetch(place.dataset.presence, { method: "POST", body, headers });
      const { said } = await answer.json();
      if (place.textContent !== said) place.textContent = said;
      place.hidden = !said;
    } catch { /* no connection: the next time */ }
  };

  ask();
  setInterval(ask, EVERY);
  document.addEventListener("visibilitychange", ask);
})();
