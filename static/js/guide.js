// The guide's page: beginnings of sentences put in at the cursor, Ctrl+Enter to send, seconds left to undo.

function putIn(button) {
  const letter = document.getElementById(button.dataset.into);
  const before = letter.value.slice(0, letter.selectionStart);
  const gap = before && !/\s$/.test(before) ? "\n\n" : "";
  letter.setRangeText(gap + button.dataset.opener, letter.selectionStart, letter.selectionEnd, "end");
  letter.dispatchEvent(new Event("input", { bubbles: true }));
  letter.focus();
}

// Before she has clicked in the letter, the cursor is where she would go on writing: at the end.
for (const id of new Set([...document.querySelectorAll("[data-into]")].map((button) => button.dataset.into))) {
  const letter = document.getElementById(id);
  letter.setSelectionRange(letter.value.length, letter.value.length);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-opener]");
  if (!button) return;
  event.preventDefault();
  putIn(button);
});

// Only inside the letter, and never a single key: that would get in the way of speech input.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const send = event.target.closest("form")?.querySelector("[data-send]");
  if (!send || event.target.tagName !== "TEXTAREA") return;
  event.preventDefault();
  send.form.requestSubmit(send);
});

for (const note of document.querySelectorAll("[data-undo]")) {
  let left = Number(note.dataset.undo);
  const tick = setInterval(() => {
    left -= 1;
    note.querySelector("[data-left]").textContent = `(${left} s)`;
    if (left > 0) return;
    clearInterval(tick);
    note.querySelector("form").remove();
  }, 1000);
}
