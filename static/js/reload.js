// A preview that loads itself anew when a file was saved: it asks five times a second whether there is something newer.

const EVERY = 200;
let stamp = document.querySelector("[data-stamp]").dataset.stamp;

async function ask() {
  try {
    const answer = await fetch("/stamp", { cache: "no-store" });
    const newest = await answer.text();
    if (answer.ok && newest !== stamp) return location.reload();
  } catch {
    // the server is being started again
  }
  setTimeout(ask, EVERY);
}

setTimeout(ask, EVERY);
