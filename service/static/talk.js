// The conversation without loading the page anew. The server renders every turn; this adds it to the log in one piece.

import { restore, remember } from "/static/kept.js";
import { wireTools } from "/static/tools.js";

const SLOW_MS = 15000;
const talk = document.getElementById("talk");
const form = document.getElementById("ask");
const field = document.getElementById("question");
const state = document.getElementById("state");
const pending = document.getElementById("pending");
const slow = document.getElementById("slow");
const jump = document.getElementById("jump");
const turns = document.getElementById("turns");

let asking = null; // what stops the question that is under way
let moved = false; // the reader scrolled since the question was sent

const say = (text) => { state.textContent = text; };

function asPiece(html) {
  // The server's own HTML, escaped there; DOMParser runs none of its scripts.
  const policy = asPiece.policy ??= window.trustedTypes?.createPolicy("lotse", { createHTML: (text) => text })
    ?? { createHTML: (text) => text };
  const body = new DOMParser().parseFromString(policy.createHTML(`<body>${html}`), "text/html").body;
  const piece = document.createDocumentFragment();
  piece.append(...body.children);
  return piece;
}

function fill(element, html) {
  element.replaceChildren(asPiece(html));
}

async function* events(response) {
  // Server-sent events: blocks of "name: value" lines, a blank line after each.
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const blocks = text.split("\n\n");
    text = blocks.pop();
    for (const block of blocks) {
      const fields = new Map(block.split("\n").map((line) => [line.slice(0, line.indexOf(":")), line.slice(line.indexOf(":") + 1).trim()]));
      if (fields.get("data")) yield [fields.get("event"), JSON.parse(fields.get("data"))];
    }
  }
}

function wrong(text) {
  const error = document.getElementById("error");
  error.hidden = !text;
  error.querySelector("span").textContent = text;
  field.closest(".field").classList.toggle("wrong", Boolean(text));
  if (text) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

function waiting(on) {
  for (const button of document.querySelectorAll("form[data-ask] button")) {
    if (on) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
  field.readOnly = on;
  pending.hidden = !on;
  slow.hidden = true;
  clearTimeout(waiting.timer);
  if (on) waiting.timer = setTimeout(tellSlow, SLOW_MS);
}

function tellSlow() {
  slow.hidden = false;
  say(state.dataset.slow);
}

function show(turn) {
  turns.append(asPiece(turn.turn));
  fill(document.getElementById("after"), turn.after);
  document.getElementById("switches").replaceWith(asPiece(turn.switches));
  for (const [name, value] of [["history", turn.history], ["n", turn.next]]) form.elements.namedItem(name).value = value;
  talk.classList.add("talking");
  form.querySelector("label").textContent = form.dataset.next;
  wireTools(say);
}

function arrived(turn) {
  const inLog = turns.contains(document.activeElement);
  show(turn);
  remember(turn);
  const added = turns.lastElementChild;
  say(state.dataset.done.replace("{n}", turn.sources));
  jump.hidden = false;
  jump.firstElementChild.hash = added.id;
  // At once and never gliding: over a long answer that would only make dizzy.
  if (!inLog && !moved) added.scrollIntoView({ block: "start", behavior: "instant" });
}

async function problemOf(response) {
  const body = await response.json().catch(() => ({}));
  return body.error ?? [body.title, body.detail].filter(Boolean).join(". ");
}

async function ask(sent) {
  const own = sent === form;
  const body = new URLSearchParams(new FormData(sent));
  wrong("");
  asking = new AbortController();
  moved = false;
  pending.firstElementChild.textContent = body.get("question");
  jump.hidden = true;
  waiting(true);
  say(state.dataset.sent);
  let failed = state.dataset.failed, done = false;
  try {
    const response = await fetch(sent.action, {
      method: "POST", body, signal: asking.signal, headers: { Accept: "text/event-stream" },
    });
    if (!response.ok) failed = (await problemOf(response)) || failed;
    else {
      for await (const [name, told] of events(response)) {
        if (name === "error") failed = told.error;
        if (name === "turn") {
          done = true;
          waiting(false);
          arrived(told);
        }
      }
    }
  } catch {
    failed = asking.signal.aborted ? state.dataset.cancelled : state.dataset.offline;
  }
  const stopped = asking.signal.aborted;
  asking = null;
  if (done) {
    if (own) { field.value = ""; counted(); }
    return;
  }
  waiting(false);
  if (!own && !field.value) field.value = body.get("question");
  if (stopped) say(failed);
  else { say(""); wrong(failed); field.focus(); }
}

function counted() {
  const count = document.getElementById("count"), limit = Number(form.dataset.limit), left = limit - field.value.length;
  count.hidden = left > limit / 5;
  count.textContent = (left < 0 ? form.dataset.over : form.dataset.count).replace("{n}", Math.abs(left));
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-ask]")) return;
  event.preventDefault();
  if (!asking) ask(event.target);
});
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (!asking) form.requestSubmit();
});
field.addEventListener("input", counted);
document.getElementById("wait").addEventListener("click", () => {
  slow.hidden = true;
  waiting.timer = setTimeout(tellSlow, SLOW_MS);
  field.focus();
});
document.getElementById("cancel").addEventListener("click", () => { asking?.abort(); field.focus(); });
for (const kind of ["wheel", "touchmove"]) addEventListener(kind, () => { moved = true; }, { passive: true });
jump.firstElementChild.addEventListener("click", (event) => {
  event.preventDefault();
  jump.hidden = true;
  turns.lastElementChild.querySelector("h2[tabindex]").focus();
});
// Whoever changes the level while typing keeps what was typed: the switch then posts it.
document.addEventListener("click", (event) => {
  const link = event.target.closest?.("#switches a");
  if (!link || !field.value.trim()) return;
  event.preventDefault();
  const typed = document.createElement("input");
  Object.assign(typed, { type: "hidden", name: "typed", value: "1" });
  form.append(typed);
  form.action = link.href;
  HTMLFormElement.prototype.submit.call(form);
});

restore(show);
wireTools(say);
counted();
