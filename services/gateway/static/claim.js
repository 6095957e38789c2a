// Adds rows to a claim without asking the server; without this, the button does.

const rows = document.querySelector("[data-rows]");
const more = document.querySelector("[data-more]");

function add() {
  const last = rows.lastElementChild;
  const number = rows.children.length + 1;
  const row = last.cloneNode(true);
  row.id = `line-${number}`;
  row.firstElementChild.textContent = number;
  for (const error of row.querySelectorAll(".error")) error.remove();
  for (const input of row.querySelectorAll("input")) {
    input.value = "";
    input.removeAttribute("aria-invalid");
    input.removeAttribute("aria-describedby");
    input.setAttribute("aria-label", input.getAttribute("aria-label").replace(/\d+$/, number));
  }
  rows.append(row);
  return row;
}

more?.addEventListener("click", (event) => {
  event.preventDefault();
  const first = add();
  for (let count = 0; count < 3; count += 1) add();
  first.querySelector("input").focus();
});

// After an answer a reader is taken to it, by keyboard too.
document.getElementById("findings")?.focus();
