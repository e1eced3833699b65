// Teilhabe-Lotse, widget 1.0.0: the button. It asks nobody and stores nothing; the rest is loaded when it is opened.
(() => {
  "use strict";
  const VERSION = "1.0.0";
  const PANEL = "sha384-9g4uDJmW4L2kcl/wFVt7Q3jF3RmXDITzFL1USWYdRSFz/jbAsi3xyBg78VACcOvB";
  const NAME = "teilhabe-lotse";
  const OPTIONS = ["partner", "level", "lang", "position", "accent", "on-accent", "label", "greeting", "theme"];
  const WORDS = {
    de: ["Fragen zu Arbeit und Behinderung?", "Wird geladen …", "Das hat nicht geklappt. Bitte noch einmal versuchen, oder hier fragen:"],
    leichter: ["Fragen zu Arbeit und Behinderung?", "Bitte kurz warten …", "Das hat nicht geklappt. Versuchen Sie es noch einmal. Oder fragen Sie hier:"],
    en: ["Questions about work and disability?", "Loading …", "That did not work. Please try again, or ask here:"],
  };
  const own = document.currentScript;
  const base = new URL("../../", own.src).href;
  const { fetch } = window; // as it is now, before scripts of the page change it

  const lit = (colour) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const part = parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  // Two colours that are hard to tell apart (WCAG: below 4.5 to 1) are not used.
  const readable = (one, other) => {
    if (![one, other].every((colour) => /^#[0-9a-f]{6}$/i.test(colour))) return false;
    const [a, b] = [lit(one), lit(other)];
    return Math.max(a, b) / Math.min(a, b) >= 4.5;
  };

  const styled = (css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    return sheet;
  };
  // The page around cannot reach in: inside, "!important" of :host is stronger than any of its own.
  const look = styled(`
:host{all:initial!important;display:block!important;direction:ltr!important;font:medium/1.5 system-ui,sans-serif!important;
--paper:#fdfcfa;--ink:#17201f;--accent:#0a4b52;--on-accent:#fff;color:var(--ink)!important}
:host([hidden]){display:none!important}
.open{box-sizing:border-box;min-height:3em;min-width:3em;max-width:100%;padding:.6em 1.25em;font:inherit;font-weight:700;text-align:left;
color:var(--on-accent);background:var(--accent);border:2px solid var(--on-accent);border-radius:.5em;cursor:pointer}
.open:hover{text-decoration:underline}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px;box-shadow:0 0 0 2px var(--paper)}
.bar{margin:.5em}
p{margin:0;background:var(--paper)}
:host>p:not(:empty){margin:.5em 0;padding:.5em .75em;border:1px solid}
a{color:inherit}
@media(min-width:40em) and (min-height:30em){
.bar{margin-bottom:5em}
.bar.right,.bar.left{position:fixed;z-index:2147483000;bottom:1em;margin:0;max-width:24em}
.bar.right{right:1em}.bar.left{left:1em}}
@media print{:host{display:none!important}}`);

  const taken = {};
  let tries = 0;

  // A page that demands Trusted Types lets a script in only through a policy, or through a link.
  const load = (url) => {
    const at = document.createElement("script");
    at.type = "module";
    try {
      at.src = window.trustedTypes
        ? trustedTypes.createPolicy(NAME, { __proto__: null, createScriptURL: () => url }).createScriptURL("")
        : url;
    } catch {
      return preloaded(url);
    }
    return came(at, url);
  };
  const preloaded = (url) => {
    const at = document.createElement("link");
    at.rel = "modulepreload";
    at.href = url;
    return came(at, url);
  };
  const came = (at, url) =>
    new Promise((done, failed) => {
      at.integrity = PANEL;
      at.crossOrigin = "anonymous";
      at.referrerPolicy = "no-referrer";
      at.onload = () => done(import(url));
      at.onerror = failed;
      document.head.append(at);
    }).finally(() => at.remove());

  class Lotse extends HTMLElement {
    #root; #bar; #button; #told; #panel; #busy;

    connectedCallback() {
      if (!this.#root) this.#draw();
      const side = this.option("position") || "right";
      // A second one on the same side stands where it is in the page, so that neither covers the other.
      if (!taken[side]?.isConnected) taken[side] = this;
      this.#bar.className = "bar " + (taken[side] === this ? side : "");
    }

    disconnectedCallback() {
      this.#panel?.close(false);
    }

    option(name) {
      return this.getAttribute(name) || "";
    }

    get #spoken() {
      const asked = this.option("language");
      return asked === "en" || asked === "leichter" ? asked : "de";
    }

    #draw() {
      const make = (tag, kind) => this.#bar.appendChild(Object.assign(document.createElement(tag), { className: kind }));
      this.#root = this.attachShadow({ __proto__: null, mode: "open" });
      this.#bar = document.createElement("div");
      this.#root.append(this.#bar);
      this.#told = make("p", "");
      this.#told.setAttribute("role", "status");
      this.#button = make("button", "open");
      this.#button.type = "button";
      this.#button.setAttribute("aria-expanded", "false");
      this.#button.onclick = () => this.#toggle();
      const place = document.createElement("div");
      place.id = "lotse";
      this.#root.append(place);
      this.#button.setAttribute("aria-controls", place.id);
      this.#root.adoptedStyleSheets = [look];
      this.word(this.#spoken);
      this.paint(this.option("accent"), this.option("on-accent"));
    }

    word(lang) {
      this.#bar.lang = lang === "en" ? "en" : "de";
      this.#button.textContent = this.option("label") || WORDS[lang][0];
    }

    paint(accent, onAccent) {
      if (!readable(accent, onAccent)) return;
      this.#root.adoptedStyleSheets = [...this.#root.adoptedStyleSheets, styled(`:host{--accent:${accent};--on-accent:${onAccent}}`)];
    }

    async #toggle() {
      if (this.#panel) return this.#panel.toggle();
      if (this.#busy) return;
      this.#busy = true;
      const words = WORDS[this.#spoken];
      this.#told.textContent = words[1];
      try {
        // A file that failed once stays failed under its address.
        const { mount } = await load(`${base}widget/${VERSION}/panel.js${tries ? "?" + tries : ""}`);
        this.#panel = await mount({ __proto__: null, host: this, root: this.#root, button: this.#button, base, fetch, styled });
        this.#told.textContent = "";
        this.#panel.toggle();
      } catch {
        tries++;
        const link = document.createElement("a");
        link.href = base;
        link.target = "_blank";
        link.rel = "noopener";
        link.textContent = new URL(base).host;
        this.#told.replaceChildren(words[2] + " ", link);
      }
      this.#busy = false;
    }
  }
  if (!customElements.get(NAME)) customElements.define(NAME, Lotse);

  if (own.dataset.partner) {
    const place = () => {
      const one = document.createElement(NAME);
      for (const name of OPTIONS) {
        const value = own.getAttribute("data-" + name);
        if (value) one.setAttribute(name === "lang" ? "language" : name, value);
      }
      document.body.append(one);
    };
    if (document.body) place();
    else addEventListener("DOMContentLoaded", place);
  }
})();
