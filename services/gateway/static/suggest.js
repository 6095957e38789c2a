// Suggestions below the search box while a reader types: an ARIA combobox (APG, list autocomplete
// with manual selection). Without this file the box searches all the same.

const PAUSE_MS = 120;

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function spans(pieces) {
  return pieces.map((piece) => (piece.matched ? element("mark", {}, piece.text) : piece.text));
}

class Suggestions {
  constructor(input) {
    this.input = input;
    this.list = element("ul", { id: "suggestions", role: "listbox", class: "suggestions", "aria-label": "Codes" });
    this.status = element("p", { role: "status", class: "unseen" });
    this.list.hidden = true;
    this.chosen = -1;
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "suggestions" };
    for (const [key, value] of Object.entries(attributes)) input.setAttribute(key, value);
    input.form.append(this.list, this.status);
    input.addEventListener("input", () => this.wait());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => this.open(event.target.closest("li")));
  }

  wait() {
    clearTimeout(this.timer);
    this.request?.abort();
    if (this.input.value.trim() === "") return this.close();
    this.timer = setTimeout(() => this.ask(), PAUSE_MS);
  }

  async ask() {
    this.request = new AbortController();
    const { signal } = this.request;
    try {
      const address = `/api/v1/suggest?q=${encodeURIComponent(this.input.value.trim())}`;
      const answer = await fetch(address, { signal });
      if (!answer.ok) return this.close();
      const { hits } = await answer.json();
      if (!signal.aborted) this.show(hits);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(hits) {
    this.choose(-1);
    this.list.replaceChildren(...hits.map((hit, number) => this.option(hit, number)));
    this.status.textContent = hits.length === 1 ? "1 suggestion" : `${hits.length} suggestions`;
    this.expand(hits.length > 0);
  }

  option(hit, number) {
    const words = hit.title_spans.length ? spans(hit.title_spans) : [hit.title];
    const item = element(
      "li",
      { id: `suggestion-${number}`, role: "option", "aria-selected": "false" },
      element("span", { class: "code" }, hit.code),
      element("span", {}, " ", ...words, ...this.also(hit)),
    );
    item.dataset.url = hit.url;
    return item;
  }

  // The name by which the code was found, where its title does not say it.
  also(hit) {
    if (!hit.term_spans.length) return [];
    return [element("span", { class: "also" }, " Also called: ", ...spans(hit.term_spans))];
  }

  key(event) {
    const options = this.list.children.length;
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && !this.list.hidden && this.chosen >= 0) {
      event.preventDefault();
      this.open(this.list.children[this.chosen]);
    } else if (options && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.expand(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      // The box itself is one more place, before the first option and after the last.
      const places = options + 1;
      this.choose(((this.chosen + 1 + step + places) % places) - 1);
    }
  }

  choose(number) {
    this.list.children[this.chosen]?.setAttribute("aria-selected", "false");
    this.chosen = number;
    const option = this.list.children[number];
    if (option) {
      option.setAttribute("aria-selected", "true");
      this.input.setAttribute("aria-activedescendant", option.id);
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  open(option) {
    if (option) location.assign(option.dataset.url);
  }

  expand(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
  }

  close() {
    clearTimeout(this.timer);
    this.request?.abort();
    this.choose(-1);
    this.expand(false);
  }
}

for (const input of document.querySelectorAll("[data-suggest]")) new Suggestions(input);
