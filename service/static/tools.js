// What only a script can do with an answer: read it aloud, copy it with its sources, count whether it helped.

function readAloud(button) {
  const label = button.textContent;
  button.hidden = !("speechSynthesis" in window);
  button.addEventListener("click", () => {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel();
      return;
    }
    const told = [...document.getElementById(button.dataset.read).querySelectorAll(".answer .lines, .lead")];
    const voice = new SpeechSynthesisUtterance(told.map((piece) => piece.textContent).join("\n"));
    voice.lang = "de-DE";
    voice.onend = voice.onerror = () => { button.textContent = label; };
    button.textContent = button.dataset.stop;
    speechSynthesis.speak(voice);
  });
}

function copy(button, say) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const { copied, notCopied } = document.getElementById("state").dataset;
    const body = new URLSearchParams(new FormData(button.form));
    body.set("format", "markdown");
    try {
      const response = await fetch(button.form.action, { method: "POST", body });
      if (!response.ok) throw new Error(String(response.status));
      await navigator.clipboard.writeText(await response.text());
      say(copied);
    } catch {
      say(notCopied);
    }
  });
}

function countHelped(form, say) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const sent = new FormData(form, event.submitter);
    const body = new URLSearchParams(["helped", "level", "status"].map((name) => [name, sent.get(name)]));
    // Whoever answered is thanked, also where it could not be counted.
    await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } }).catch(() => null);
    const heading = form.closest("section").querySelector("h2");
    heading.tabIndex = -1;
    heading.focus();
    form.nextElementSibling.remove(); // the hint
    form.remove();
    say(document.getElementById("state").dataset.thanks);
  });
}

export function wireTools(say) {
  const fresh = (selector) => [...document.querySelectorAll(`${selector}:not([data-wired])`)];
  const wire = (selector, act) => {
    for (const element of fresh(selector)) {
      element.dataset.wired = "";
      act(element, say);
    }
  };
  wire("[data-read]", readAloud);
  wire("[data-copy]", copy);
  wire("form[data-helped]", countHelped);
}
