// On every page: leaving quickly, trying out light and dark.

// Leaving: the screen goes blank at once, the session ends by itself, and Back does not lead here.
function leave(link) {
  document.documentElement.classList.add("leaving");
  if (!link.dataset.exit) return location.replace(link.href);
  fetch(link.href, { keepalive: true, redirect: "manual" }).catch(() => {});
  location.replace(link.dataset.exit);
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-exit]");
  if (!link || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  leave(link);
});

// Shift three times leaves too, for those who asked for the button.
if (document.body.hasAttribute("data-exit-keys")) {
  let presses = 0;
  let forget;
  addEventListener("keyup", (event) => {
    presses = event.key === "Shift" ? presses + 1 : 0;
    clearTimeout(forget);
    forget = setTimeout(() => (presses = 0), 2000);
    if (presses === 3) leave(document.querySelector("a[data-exit]"));
  });
}

// Light or dark is tried at once; the form beside it saves the choice.
document.addEventListener("change", (event) => {
  if (event.target.name === "appearance") document.documentElement.dataset.colorScheme = event.target.value;
});
