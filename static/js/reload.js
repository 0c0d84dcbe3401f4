// A preview that loads itself anew when a file was saved: the server answers as soon as there is something newer.

const AFTER_A_FAULT = 1000;
const seen = document.querySelector("[data-stamp]").dataset.stamp;

async function wait() {
  try {
    const answer = await fetch(`/stamp?seen=${seen}`, { cache: "no-store" });
    if (answer.ok && (await answer.text()) !== seen) return location.reload();
  } catch {
    await new Promise((done) => setTimeout(done, AFTER_A_FAULT)); // the server is being started again
  }
  wait();
}

wait();
