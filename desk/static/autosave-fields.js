// What stands in the controls of a form, by their names; each a list, since a name may stand for several.
"use strict";

window.formFields = (() => {
  const SKIPPED = new Set(["csrf_token", "revision", "source_version"]);

  const controls = (form, name) =>
    [...form.elements].filter((one) => one.name && (!name || one.name === name) && !SKIPPED.has(one.name)
      && !["submit", "button", "file", "fieldset", "hidden"].includes(one.type));

  const isTicked = (control) => control.type === "checkbox" || control.type === "radio";

  const read = (form) => {
    const found = {};
    for (const one of controls(form)) {
      found[one.name] ??= [];
      if (!isTicked(one) || one.checked) found[one.name].push(one.value);
    }
    return found;
  };

  // The server says words, a truth, or a list.
  const asList = (value) => {
    if (Array.isArray(value)) return value.map(String);
    if (value === true) return ["1"];
    if (value === false) return [];
    return [value === null || value === undefined ? "" : String(value)];
  };

  // Spaces at the ends are not kept by the server either.
  const tidy = (values) => values.map((one) => one.replace(/\r\n?/g, "\n").replace(/[^\S\n]+\n/g, "\n").trim());
  const same = (one, other) => JSON.stringify(tidy(asList(one ?? []))) === JSON.stringify(tidy(asList(other ?? [])));

  // Whether there were as many controls as values.
  const write = (form, name, value) => {
    const values = asList(value);
    const found = controls(form, name);
    if (found.some(isTicked)) {
      for (const one of found) one.checked = values.includes(one.value);
      return true;
    }
    found.forEach((one, place) => {
      one.value = values[place] ?? "";
    });
    return found.length === values.length;
  };

  // As somebody reads it: the words of a choice, yes or no.
  const show = (form, name, value, said) => {
    const values = asList(value);
    const [first] = controls(form, name);
    if (first?.type === "checkbox" && controls(form, name).length === 1) return values.length ? said.yes : said.no;
    const words = first?.options
      ? values.map((one) => [...first.options].find((option) => option.value === one)?.text ?? one)
      : values;
    return words.join(", ") || said.nothing;
  };

  return { controls, read, same, write, show };
})();
