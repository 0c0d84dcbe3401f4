// Saves forms with data-autosave while they are written in: two seconds after the last key (or data-pause milliseconds), on leaving a field, on leaving the page.
// Nothing is kept in the browser. The address in data-autosave takes the form as it is and answers
//   200 {"version": 5, "saved_at": "14.32"}   409 changed elsewhere   401 signed out (header X-Text-Kept: yes or no)   413 too long
// Words come from the data attributes of the save state, in the page's language.

const PAUSE = 2000;
const LONGEST_WAIT = 60000;
const KEEPALIVE_LIMIT = 60000; // browsers refuse more in a request that outlives its page

class Autosave {
  constructor(form) {
    this.form = form;
    this.places = [...form.querySelectorAll("[data-save-state]")];
    this.dirty = false;
    this.stopped = false;
    this.wait = this.pause = Number(form.dataset.pause) || PAUSE;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("rows", () => this.changed());
    form.addEventListener("focusout", (event) => event.relatedTarget?.type !== "submit" && this.save());
    form.addEventListener("submit", (event) => this.beforeSubmit(event));
    addEventListener("online", () => this.save());
    addEventListener("pagehide", () => this.save(true));
    document.addEventListener("visibilitychange", () => document.hidden && this.save(true));
    addEventListener("beforeunload", (event) => this.dirty && this.failing && event.preventDefault());
  }

  changed() {
    this.dirty = true;
    this.plan(this.pause);
  }

  plan(after) {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.save(), after);
  }

  // One save at a time, so that the version each begins from is the one the last left.
  save(leaving = false) {
    if (!this.dirty || this.stopped || this.running) return this.running;
    clearTimeout(this.timer);
    this.dirty = false;
    this.show("saving");
    this.running = this.send(leaving).finally(() => {
      this.running = null;
      if (this.dirty && !this.failing) this.plan(this.pause);
    });
    return this.running;
  }

  async send(leaving) {
    const data = new FormData(this.form);
    data.delete("once"); // belongs to the button, not to the draft
    const body = new URLSearchParams(data);
    const token = data.get("csrf_token") || "";
    try {
      const answer = await fetch(this.form.dataset.autosave, {
        method: "PUT", body, credentials: "same-origin", redirect: "error",
        keepalive: leaving && body.toString().length < KEEPALIVE_LIMIT,
        headers: { "X-CSRFToken": token, Accept: "application/json" },
      });
      await this.heard(answer);
    } catch {
      this.retry();
    }
  }

  async heard(answer) {
    const said = (answer.headers.get("Content-Type") || "").includes("json") ? await answer.json() : {};
    if (answer.ok) return this.saved(said);
    if (answer.status === 409) return this.stop("conflict");
    if (answer.status === 401) return this.stop(answer.headers.get("X-Text-Kept") === "yes" ? "signedOut" : "signedOutUnsaved");
    if (answer.status >= 500 || answer.status === 429 || answer.status === 408) return this.retry();
    this.dirty = true;
    this.failing = true;
    this.show("failed", answer.status === 413 || answer.status === 422 ? "tooLong" : "refused");
  }

  saved(said) {
    const version = this.form.elements.namedItem("version");
    if (version && said.version !== undefined) version.value = said.version;
    this.wait = PAUSE;
    this.failing = false;
    this.show("saved", "saved", said.saved_at || clock());
    this.form.dispatchEvent(new CustomEvent("saved", { detail: said }));
  }

  retry() {
    this.dirty = true;
    this.failing = true;
    this.show("failed", "failed");
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    this.plan(this.wait);
  }

  stop(words) {
    this.stopped = true;
    this.show(words === "conflict" ? "conflict" : "signed-out", words);
  }

  // A button pressed while a save is under way waits for it: else its version would look old and answer 409.
  beforeSubmit(event) {
    clearTimeout(this.timer);
    this.failing = false;
    if (!this.running) return (this.dirty = false);
    event.preventDefault();
    const submitter = event.submitter;
    const patience = new Promise((done) => setTimeout(done, 3000));
    Promise.race([this.running, patience]).then(() => {
      this.dirty = this.running = null;
      this.form.requestSubmit(submitter);
    });
  }

  show(state, words, time = "") {
    for (const place of this.places) {
      place.dataset.state = state;
      if (!words) continue;
      const out = place.querySelector("[data-words]");
      const text = place.dataset[words].replace("{time}", time);
      if (out.textContent !== text) out.textContent = text;
      const link = place.dataset[words + "Link"];
      if (link) out.append(" ", words === "conflict" ? this.button(link) : anchor(link, place.dataset.signIn));
    }
  }

  // Sending the form answers with the page that shows both texts.
  button(label) {
    const button = document.createElement("button");
    button.className = "plain";
    button.textContent = label;
    return button;
  }
}

function anchor(label, url) {
  const link = document.createElement("a");
  link.className = "link";
  link.href = url;
  link.textContent = label;
  return link;
}

function clock() {
  const time = new Date().toTimeString().slice(0, 5);
  return document.documentElement.lang === "nb" ? time.replace(":", ".") : time;
}

document.querySelectorAll("form[data-autosave]").forEach((form) => new Autosave(form));
