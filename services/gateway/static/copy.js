// Buttons that copy: <button class="copy" data-copy="E11.9" hidden>. Without this file, or where the browser may
// not write to the clipboard, they stay hidden. `data-copy` beginning with # is the address of that part of the page.

const SAID_MS = 1500;

function text(button) {
  const wanted = button.dataset.copy;
  return wanted.startsWith("#") ? new URL(wanted, document.baseURI).href : wanted;
}

async function copy(button) {
  const said = [...button.childNodes];
  try {
    await navigator.clipboard.writeText(text(button));
    button.textContent = "Copied";
  } catch {
    button.textContent = "Not copied";
  }
  button.disabled = true;
  setTimeout(() => {
    button.replaceChildren(...said);
    button.disabled = false;
    button.focus();
  }, SAID_MS);
}

if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", () => copy(button));
  }
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
