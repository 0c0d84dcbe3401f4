// The author's text: numbers follow the lines, messages and outline come back with every save, the lesson beside it is drawn anew.
// All of it works without this file: «Check» saves and loads the page, «Show» draws the lesson.

const source = document.querySelector(".source");
const text = source.querySelector("textarea");
const lines = source.querySelector("ol");
const panel = document.querySelector("[data-panel]");
const frame = document.querySelector("#preview");
const choices = document.querySelector("[data-preview]");

// --- numbers

function number() {
  const written = text.value.split("\n");
  while (lines.children.length > written.length) lines.lastElementChild.remove();
  written.forEach((line, index) => {
    const item = lines.children[index] || lines.appendChild(lineItem(index + 1));
    if (item.firstChild.textContent !== line) item.firstChild.textContent = line;
  });
}

function lineItem(at) {
  const item = document.createElement("li");
  item.id = `line-${at}`;
  item.append(document.createElement("span"));
  return item;
}

function mark() {
  const wrong = new Set([...panel.querySelectorAll("[data-wrong]")].map((link) => link.dataset.line));
  [...lines.children].forEach((item, index) => item.classList.toggle("is-wrong", wrong.has(String(index + 1))));
}

// --- to a line

function goTo(line) {
  const written = text.value.split("\n");
  const start = written.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  text.focus({ preventScroll: true });
  text.setSelectionRange(start, start);
  lines.children[Math.min(line, lines.children.length) - 1].scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-line]");
  if (!link) return;
  event.preventDefault();
  goTo(Number(link.dataset.line));
  follow();
});

// --- the lesson beside it

let shown, wished; // addresses: what stood there when the last page was asked for, and that page

function draw() {
  const asked = new FormData(choices);
  const page = asked.get("page");
  const address = new URL(choices.dataset.preview.replace(/999$/, page), location.href);
  address.searchParams.set("of", "edition");
  address.searchParams.set("framed", "1");
  address.searchParams.set("language", asked.get("language"));
  for (const name of ["dark", "large"]) if (asked.has(name)) address.searchParams.set(name, "1");
  frame.toggleAttribute("sandbox", asked.has("plain"));
  if (asked.has("plain")) frame.setAttribute("sandbox", "allow-same-origin allow-forms");
  const place = frame.contentWindow.location;
  shown = place.href;
  wished = address.href;
  if (shown === wished) place.reload(); // which stays where one has scrolled to
  else place.replace(wished);
}

// A page that was on its way may come in place of the one asked for after it.
frame?.addEventListener("load", () => {
  const place = frame.contentWindow.location;
  if (place.href === shown && shown !== wished) place.replace(wished);
});

// The page the cursor stands on.
function follow() {
  if (!choices || choices.elements.language.selectedIndex !== 0) return;
  const line = text.value.slice(0, text.selectionStart).split("\n").length;
  const before = [...panel.querySelectorAll("[data-page]")].filter((link) => Number(link.dataset.line) <= line);
  const page = Math.max(1, Number(before.at(-1)?.dataset.page || 1));
  if (choices.elements.page.value === String(page)) return;
  choices.elements.page.value = page;
  draw();
}

function fillPages() {
  const pages = [...panel.querySelectorAll(".is-page [data-page]")];
  const list = choices.elements.page;
  const [chosen, last] = [list.value, list.lastElementChild];
  list.replaceChildren(...pages.map((link) => new Option(`${link.dataset.page}. ${link.textContent}`, link.dataset.page)), last);
  last.value = pages.length + 1;
  list.value = [...list.options].some((one) => one.value === chosen) ? chosen : "1";
}

source.classList.add("is-live");
number();
mark();
text.addEventListener("input", number);
let given; // the messages and the outline as they last came
text.form.addEventListener("saved", (event) => {
  if (event.detail.panel === undefined) return;
  if (event.detail.panel !== given) panel.innerHTML = event.detail.panel; // a link must not go away under a press
  given = event.detail.panel;
  mark();
  if (choices) {
    fillPages();
    draw();
  }
});
if (choices) {
  choices.querySelector("[data-show]").hidden = true;
  choices.addEventListener("change", draw);
  choices.addEventListener("submit", (event) => {
    event.preventDefault();
    draw();
  });
  text.addEventListener("click", follow);
  text.addEventListener("keyup", (event) => event.key.startsWith("Arrow") && follow());
}
const wanted = /^#line-(\d+)$/.exec(location.hash);
if (wanted) goTo(Number(wanted[1]));
