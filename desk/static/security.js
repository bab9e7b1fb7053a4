// Passkeys: what the server asks for goes to the browser, and what the browser answers goes back in a form.
// And a button that prints.
"use strict";

(() => {
  const toBytes = (text) => {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  };
  const toText = (buffer) => {
    const plain = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  };
  const named = (list) => (list || []).map((one) => ({ ...one, id: toBytes(one.id) }));

  const create = async (options) => {
    const publicKey = {
      ...options,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: named(options.excludeCredentials),
    };
    const made = await navigator.credentials.create({ publicKey });
    return {
      id: made.id, rawId: toText(made.rawId), type: made.type,
      extensions: JSON.stringify(made.getClientExtensionResults()),
      response: {
        attestationObject: toText(made.response.attestationObject),
        clientDataJSON: toText(made.response.clientDataJSON),
        transports: made.response.getTransports ? made.response.getTransports() : [],
      },
    };
  };

  const get = async (options) => {
    const publicKey = {
      ...options,
      challenge: toBytes(options.challenge),
      allowCredentials: named(options.allowCredentials),
    };
    const found = await navigator.credentials.get({ publicKey });
    const answer = found.response;
    return {
      id: found.id, rawId: toText(found.rawId), type: found.type,
      extensions: JSON.stringify(found.getClientExtensionResults()),
      response: {
        authenticatorData: toText(answer.authenticatorData),
        clientDataJSON: toText(answer.clientDataJSON),
        signature: toText(answer.signature),
        userHandle: answer.userHandle ? toText(answer.userHandle) : null,
      },
    };
  };

  const begin = async (form) => {
    const words = document.getElementById("passkey-words");
    try {
      const ask = form.dataset.passkey === "create" ? create : get;
      const credential = await ask(JSON.parse(form.dataset.options));
      form.elements.credential.value = JSON.stringify(credential);
      form.submit();
    } catch {
      words.textContent = form.dataset.failed;
      window.sayAloud(form.dataset.failed);
    }
  };

  const form = document.querySelector("[data-passkey]");
  if (form) {
    form.querySelector("[data-tries]").addEventListener("click", () => begin(form));
    begin(form);
  }

  const printing = document.querySelector("[data-prints]");
  if (printing) {
    printing.hidden = false;
    printing.addEventListener("click", () => window.print());
  }
})();
