/* The chat's JSON API: one function for each thing a person does. */

export class NotPossible extends Error {}

async function read(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new NotPossible(body.error || `This did not work (${response.status}).`);
  return body;
}

function post(address, values) {
  const isForm = values instanceof FormData;
  return fetch(address, {
    method: "POST",
    headers: isForm ? {} : { "Content-Type": "application/json" },
    body: isForm ? values : JSON.stringify(values),
  }).then(read);
}

export const people = () => fetch("/chat/people").then(read);
export const addPerson = (values) => post("/chat/people", values);
export const addGroup = (values) => post("/chat/groups", values);
export const faults = () => fetch("/chat/faults").then(read);
export const addFault = (kind) => post("/chat/faults", { kind, seconds: 5 });
export const endFaults = () => fetch("/chat/faults", { method: "DELETE" }).then(read);

/** Everything one person does in one chat. */
export class Seat {
  constructor(key, chat = 0) {
    this.key = key;
    this.chat = chat;
    this.at = `/chat/people/${key}`;
  }

  view(after, signal) {
    const wait = after === null ? "" : `&after=${after}&wait=20`;
    return fetch(`${this.at}/view?chat=${this.chat}${wait}`, { signal }).then(read);
  }

  send(values) {
    return post(`${this.at}/messages`, { chat: this.chat, ...values });
  }

  upload(kind, file, name, values = {}) {
    const form = new FormData();
    form.append(kind, file, name);
    for (const [key, value] of Object.entries({ chat: this.chat, ...values })) form.append(key, value);
    return post(`${this.at}/messages`, form);
  }

  press(message, label) {
    return post(`${this.at}/presses`, { chat: this.chat, message, label });
  }

  deed(name) {
    return post(`${this.at}/${name}`, { chat: this.chat });
  }

  search(text) {
    return post(`${this.at}/inline`, { chat: this.chat, text, wait: 10 });
  }

  share(query, result) {
    return post(`${this.at}/inline/${query}/choice`, { chat: this.chat, result });
  }
}
