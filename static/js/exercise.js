// Exercises in place: fields that depend on another, rows of a group, taking an answer away, paced steps.
// All of it works without this file: hidden fields are shown, buttons post, steps are a list.

// --- a field shown only when another has a certain value

function valueOf(form, name) {
  return new FormData(form).getAll(name);
}

function showFields(form) {
  for (const place of form.querySelectorAll("[data-show-field]")) {
    place.hidden = !valueOf(form, place.dataset.showField).includes(place.dataset.showValue);
  }
}

// --- rows of a group

function renumber(group) {
  const rows = [...group.querySelectorAll(":scope > [data-rows] > [data-row]")];
  rows.forEach((row, index) => {
    const write = (text) => text.replace("{n}", index + 1);
    row.querySelectorAll("[data-number]").forEach((place) => (place.textContent = write(place.dataset.number)));
    [row, ...row.querySelectorAll("[data-number-label]")].forEach((place) => place.setAttribute("aria-label", write(place.dataset.numberLabel)));
  });
  group.querySelector(":scope > [data-add]").hidden = rows.length >= Number(group.dataset.max || Infinity);
}

function newRow(group) {
  const id = "row" + crypto.getRandomValues(new Uint32Array(1))[0].toString(36);
  const holder = document.createElement("template");
  holder.innerHTML = group.querySelector(":scope > template").innerHTML.replaceAll("NEWROW", id);
  return holder.content.querySelector("[data-row]");
}

function changeRows(button) {
  const group = button.closest("[data-group]");
  const row = button.closest("[data-row]");
  let focus = button;
  if (button.hasAttribute("data-add")) {
    const added = newRow(group);
    group.querySelector(":scope > [data-rows]").append(added);
    focus = added.querySelector("textarea, input:not([type=hidden])");
  } else if (button.hasAttribute("data-remove")) {
    focus = (row.nextElementSibling || row.previousElementSibling)?.querySelector("[data-remove]") || group.querySelector("[data-add]");
    row.remove();
  } else if (button.dataset.move === "up") {
    row.previousElementSibling?.before(row);
  } else {
    row.nextElementSibling?.after(row);
  }
  renumber(group);
  focus.focus();
  if (getComputedStyle(focus).visibility === "hidden") row.querySelector("[data-move]:not([hidden])").focus();
}

function clearAnswer(button) {
  const inputs = [...button.closest("fieldset").querySelectorAll("input[type=radio]")];
  inputs.forEach((input) => (input.checked = false));
  inputs[0].focus();
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-add], [data-remove], [data-move], [data-clear]");
  if (!button?.form) return;
  event.preventDefault();
  const form = button.form; // gone once its row is removed
  if (button.hasAttribute("data-clear")) clearAnswer(button);
  else changeRows(button);
  form.dispatchEvent(new Event("rows"));
  showFields(form);
});

for (const form of document.querySelectorAll("form")) {
  if (!form.querySelector("[data-show-field], template")) continue;
  showFields(form);
  form.addEventListener("change", () => showFields(form));
}

// --- paced steps: silent, started and stopped by hand

function runTimer(box) {
  const steps = [...box.querySelectorAll("li")];
  const [now, bar, start] = [box.querySelector("[data-now]"), box.querySelector("progress"), box.querySelector("[data-start]")];
  const labels = { start: start.textContent, stop: start.dataset.stop };
  let tick;
  const show = (running) => {
    clearInterval(tick);
    box.toggleAttribute("data-running", running);
    now.hidden = bar.hidden = !running;
    start.textContent = running ? labels.stop : labels.start;
    steps.forEach((step) => step.removeAttribute("aria-current"));
  };
  const begin = (index) => {
    if (index === steps.length) {
      show(false);
      now.hidden = false;
      now.textContent = now.dataset.done;
      return;
    }
    const step = steps[index];
    const ends = Date.now() + step.dataset.seconds * 1000;
    steps.forEach((one) => (one === step ? one.setAttribute("aria-current", "step") : one.removeAttribute("aria-current")));
    now.textContent = step.firstChild.textContent.trim();
    tick = setInterval(() => {
      const left = ends - Date.now();
      bar.value = 1 - Math.max(left, 0) / (step.dataset.seconds * 1000);
      if (left <= 0) { clearInterval(tick); begin(index + 1); }
    }, 250);
  };
  start.hidden = false;
  start.addEventListener("click", () => {
    const running = box.hasAttribute("data-running");
    show(!running);
    if (!running) begin(0);
  });
}

document.querySelectorAll("[data-timer]").forEach(runTimer);
