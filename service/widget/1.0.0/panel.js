// Teilhabe-Lotse, widget 1.0.0: the conversation. Loaded when the button is pressed for the first time.
// Every text becomes a text node; nothing of an answer is ever read as HTML. Nothing is stored on the device.

// Each string in German, in easier German, in English.
const STRINGS = {
  "title": ["Teilhabe-Lotse", "Teilhabe-Lotse", "Teilhabe-Lotse"],
  "close": ["Schließen", "Zu-machen", "Close"],
  "human": ["Lieber einen Menschen fragen?", "Lieber einen Menschen fragen?", "Would you rather ask a person?"],
  "eutb": ["EUTB-Beratung suchen, kostenlos", "EUTB-Beratung suchen. Kostet nichts.", "Find EUTB counselling, free of charge"],
  "office": ["Behörden-Telefon 115", "Behörden-Telefon 115", "Public service line 115"],
  "program": ["Hier antwortet ein Computerprogramm.", "Hier antwortet ein Computer-Programm.", "A computer program answers here."],
  "checked": ["Die Antworten sind nicht juristisch geprüft. Sie sind Information über das Recht und keine Rechtsberatung. Jeder Satz nennt seine Quelle.", "Fachleute für Recht haben die Antworten nicht geprüft. Die Antworten sind keine Rechts-Beratung. Bei jedem Satz steht, woher er kommt.", "The answers have not been reviewed by a lawyer. They are information about the law and no legal advice. Every sentence names its source. The answers are in German."],
  "private": ["Ihre Fragen werden nicht gespeichert. Bitte nennen Sie keine Namen.", "Wir merken uns Ihre Fragen nicht. Schreiben Sie bitte keine Namen.", "Your questions are not stored. Please do not give any names."],
  "begin": ["Womit möchten Sie anfangen?", "Was möchten Sie wissen?", "Where would you like to start?"],
  "log": ["Verlauf", "Ihre Fragen und die Antworten", "Conversation"],
  "yours": ["Ihre Frage", "Ihre Frage", "Your question"],
  "answer": ["Antwort", "Antwort", "Answer"],
  "back_question": ["Rückfrage", "Eine Frage zurück", "A question back"],
  "none_fits": ["Passt nichts davon? Fragen Sie bitte noch einmal, mit anderen Worten.", "Passt nichts davon? Dann fragen Sie noch einmal. Nehmen Sie andere Wörter.", "Does none of these fit? Please ask again in other words."],
  "not_covered": ["Die Quellen, die hier geladen sind, sagen dazu nichts. Hier wird nicht geraten. Menschen in der Beratung wissen oft weiter.", "Dazu steht in unseren Texten nichts. Wir raten nicht. Menschen in der Beratung wissen oft mehr.", "The sources that are loaded here say nothing about this. Nothing is guessed. Counsellors often know more."],
  "signpost": ["Diese Frage beantwortet eine andere Stelle besser.", "Diese Frage kann jemand anders besser beantworten.", "Someone else answers this question better."],
  "helps": ["Wer Ihnen weiterhilft", "Wer Ihnen hilft", "Who can help you"],
  "phone": ["Telefon", "Telefon", "Telephone"],
  "sources": ["Quellen ({n})", "Woher wir das wissen ({n})", "Sources ({n})"],
  "source": ["Quelle {n}", "Quelle {n}", "Source {n}"],
  "official": ["Wortlaut der Quelle", "So steht es in der Quelle", "Wording of the source"],
  "summary": ["Zusammenfassung von uns, kein Wortlaut", "Das haben wir geschrieben. So steht es nicht in der Quelle.", "Our summary, not the wording"],
  "as_of": ["Stand: {n}", "Stand: {n}", "As of {n}"],
  "page": ["Seite {n}", "Seite {n}", "Page {n}"],
  "stale": ["Diese Stelle hat sich geändert, seit die Antwort geschrieben wurde. Bitte den aktuellen Text lesen.", "Dieser Text ist jetzt anders. Bitte lesen Sie den neuen Text.", "This place has changed since the answer was written. Please read today's text."],
  "read": ["im Gesetz ansehen", "im Gesetz lesen", "read it in the law"],
  "publisher": ["zur offiziellen Seite", "zur Seite vom Herausgeber", "to the official page"],
  "tab": ["(neues Fenster)", "(neues Fenster)", "(new window)"],
  "return": ["Zurück zur Antwort", "Zurück zur Antwort", "Back to the answer"],
  "more": ["Passende Fragen", "Fragen, die dazu passen", "Related questions"],
  "newest": ["Zur neuen Antwort", "Zur neuen Antwort", "Go to the new answer"],
  "field": ["Ihre Frage", "Ihre Frage", "Your question"],
  "hint": ["Eingabetaste: absenden. Umschalt und Eingabe: neue Zeile.", "Eingabe-Taste: absenden. Umschalt und Eingabe: neue Zeile.", "Enter: send. Shift and Enter: new line."],
  "count": ["{n} von 4.000 Zeichen", "{n} von 4.000 Zeichen", "{n} of 4,000 characters"],
  "level": ["Antworten", "Antworten", "Answers"],
  "leichter": ["Leichter lesen", "Leichter lesen", "Easier to read"],
  "standard": ["Standard", "Standard", "Standard"],
  "fach": ["Fachlich", "Fachlich", "Professional"],
  "send": ["Frage stellen", "Frage stellen", "Ask"],
  "whole": ["Auf ganzer Seite öffnen", "Auf ganzer Seite öffnen", "Open as a whole page"],
  "sent": ["Frage gesendet", "Ihre Frage ist unterwegs", "Question sent"],
  "writing": ["Antwort wird geschrieben", "Die Antwort kommt gleich", "The answer is being written"],
  "ready": ["Antwort fertig, {n} Quellen", "Die Antwort ist da, {n} Quellen", "Answer ready, {n} sources"],
  "ready_one": ["Antwort fertig, 1 Quelle", "Die Antwort ist da, 1 Quelle", "Answer ready, 1 source"],
  "ready_none": ["Antwort fertig", "Die Antwort ist da", "Answer ready"],
  "ready_back": ["Es gibt eine Rückfrage", "Es gibt eine Frage zurück", "There is a question back"],
  "slow": ["Die Antwort dauert länger als sonst. Möchten Sie weiter warten?", "Die Antwort dauert lange. Wollen Sie warten?", "The answer takes longer than usual. Would you like to wait?"],
  "wait": ["Weiter warten", "Weiter warten", "Keep waiting"],
  "cancel": ["Abbrechen", "Nicht mehr warten", "Cancel"],
  "cancelled": ["Abgebrochen. Ihre Frage steht noch im Feld.", "Wir haben angehalten. Ihre Frage ist noch da.", "Cancelled. Your question is still in the field."],
  "check": ["Die Frage ist noch nicht gesendet.", "Die Frage ist noch nicht weg.", "The question has not been sent yet."],
  "failed": ["Es gab einen Fehler. Ihre Frage steht noch im Feld.", "Das hat nicht geklappt. Ihre Frage ist noch da.", "There was an error. Your question is still in the field."],
  "error": ["Fehler:", "Fehler:", "Error:"],
  "empty": ["Bitte eine Frage eingeben.", "Bitte schreiben Sie eine Frage.", "Please enter a question."],
  "too_long": ["Die Frage ist zu lang. Bitte auf 4.000 Zeichen kürzen.", "Die Frage ist zu lang. Bitte schreiben Sie weniger.", "The question is too long. Please shorten it to 4,000 characters."],
  "offline": ["Keine Verbindung. Bitte noch einmal senden, wenn das Internet wieder geht.", "Das Internet geht gerade nicht. Bitte später noch einmal senden.", "No connection. Please send it again when you are online."],
  "too_many": ["Gerade fragen sehr viele. Bitte in {n} Sekunden noch einmal senden.", "Gerade fragen sehr viele. Bitte warten Sie {n} Sekunden. Dann noch einmal senden.", "Very many people are asking. Please send it again in {n} seconds."],
  "unavailable": ["Der Lotse kann im Moment nicht antworten. Bitte später noch einmal senden.", "Der Lotse kann gerade nicht antworten. Bitte später noch einmal senden.", "No answers at the moment. Please send it again later."],
  "broken": ["Im Programm ist etwas schiefgegangen. Das liegt nicht an Ihrer Frage. Bitte später noch einmal senden.", "Das Programm hat einen Fehler gemacht. Sie sind nicht schuld. Bitte später noch einmal senden.", "The program made an error. Your question is not the cause. Please send it again later."],
  "unreadable": ["Der Text enthält Zeichen, die kein Text sind. Bitte neu eintippen.", "Manche Zeichen können wir nicht lesen. Bitte schreiben Sie neu.", "The text contains characters that are not text. Please type it again."],
  "law": ["Gesetz", "Gesetz", "Act of parliament"],
  "ordinance": ["Verordnung", "Verordnung", "Ordinance"],
  "notice": ["Bekanntmachung", "Bekanntmachung", "Official notice"],
  "case_law": ["Rechtsprechung", "Urteil", "Case law"],
  "guidance": ["Orientierungshilfe der Träger – nicht bindend", "Empfehlung der Ämter. Nicht bindend.", "Guidance of the bodies that pay – not binding"],
  "association": ["Verbandsmitteilung", "Text von einem Verband", "Circular of an association"],
  "plan": ["Plan", "Plan", "Plan"],
  "study": ["Studie", "Studie", "Study"]
};
// What a reader has to see before the answer; every other notice stands behind it.
const URGENT = ["crisis", "help", "deadline", "former_law", "unknown_norm", "stale", "understood", "not_whole", "partly", "model_fallback"];
const LEVELS = ["leichter", "standard", "fach"];
const LONGEST = 4000;
const COUNTED_FROM = 3200;
const TURNS = 10;
const SOON = 700;
const PATIENCE = 20000;
const EUTB = "https://www.teilhabeberatung.de";
const WIDE = "(min-width:40em) and (min-height:38em)";
const DARK = "--paper:#111817;--ink:#eef3f2;--line:#8a9997;--soft:#1c2625;--quiet:#c2cdcb;--hair:#354341;--wrong:#ffb4ab;--link:#8fd9dc";
const CSS = `
:host{--line:#6e7b7a;--soft:#eef3f3;--quiet:#3f4a49;--hair:#d3dbda;--wrong:#8f1109;--link:#0a4b52}
@media(prefers-color-scheme:dark){:host(:not([theme=light])){${DARK}}}
:host([theme=dark]){${DARK}}
*{box-sizing:border-box}
[hidden]{display:none!important}
.panel{color:var(--ink);background:var(--paper);border:0;margin:0;padding:.8em max(1em,50% - 22em);overflow:auto;overscroll-behavior:contain;overflow-wrap:anywhere;
inset:0;width:100%;max-width:none;height:100%;max-height:none;color-scheme:light dark}
.panel::backdrop{background:var(--paper)}
h2,h3,h4,p,ol,ul{margin:0 0 .6em;padding:0;line-height:1.3}
p,li{line-height:1.55}
h2{font-size:1.15em;margin:0}
h3{font-size:1.05em;margin-top:.8em}
h4{font-size:1em;margin-top:.8em}
ol,ul{list-style:none}
a{color:var(--link);text-underline-offset:.2em}
.far{display:inline-block;padding:.65em 0}
button,select,textarea{font:inherit;color:inherit}
button{min-height:2.75em;min-width:2.75em;padding:.4em 1em;text-align:left;background:none;border:1px solid var(--line);border-radius:.4em;cursor:pointer}
button:hover{text-decoration:underline}
.send,.newest{font-weight:700;color:var(--on-accent);background:var(--accent);border-color:var(--on-accent)}
[aria-disabled=true]{opacity:.75;cursor:default}
:focus-visible{outline:3px solid var(--ink);outline-offset:2px;box-shadow:0 0 0 2px var(--paper)}
[tabindex="-1"]:focus{outline:0;box-shadow:none}
.vh{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.top{display:flex;flex-wrap:wrap;gap:.25em .5em;justify-content:space-between;align-items:center}
.human{margin:0;padding-bottom:.2em;border-bottom:1px solid var(--hair)}
.human{font-size:.95em;line-height:1.3}
.human .far{padding:.35em 0}
.body{padding:.8em 0}
.note,.notice,.helps,.source{padding:.6em .8em;background:var(--soft);border-left:4px solid var(--link);border-radius:.25em;margin-bottom:.8em}
.crisis,.help{border:2px solid var(--wrong);border-left-width:8px}
.note p:last-child,.notice:last-child{margin-bottom:0}
.many{display:grid;gap:.5em;margin-bottom:.8em}
.many button{width:100%}
.turn{padding-top:.4em;border-top:1px solid var(--hair)}
.asked{white-space:pre-line;padding-left:.7em;border-left:4px solid var(--hair)}
.lines{white-space:pre-line}
.leichter p{line-height:1.8}
.badge{display:inline-block;font-size:.85em;font-weight:400;padding:0 .6em;border:1px solid var(--line);border-radius:1em;color:var(--quiet)}
.cite{position:relative;display:inline-block;min-width:1.75em;margin-left:.35em;text-align:center;font-size:.9em;line-height:1.75;font-weight:700}
.cite::after{content:"";position:absolute;inset:-.7em -.5em}
.cite+.cite{margin-left:1.2em}
summary{min-height:2.75em;padding:.65em 0;cursor:pointer;font-weight:700}
.list a{display:inline-block;padding:.5em 0}
blockquote{margin:.5em 0;padding-left:.8em;border-left:4px solid var(--link);white-space:pre-line}
.quiet,.hint,.facts{color:var(--quiet)}
.hint{font-size:.9em}
.foot{display:flex;flex-wrap:wrap;gap:0 1em;justify-content:space-between;align-items:center}
label{font-weight:700}
textarea{display:block;width:100%;min-height:3.9em;padding:.5em .6em;margin:.2em 0;resize:vertical;background:var(--paper);border:2px solid var(--line);border-radius:.4em}
textarea[readonly]{background:var(--soft)}
textarea[aria-invalid=true]{border-color:var(--wrong)}
.hint,.error,.status{margin:0}
.error{color:var(--wrong)}
.row{display:flex;flex-wrap:wrap;gap:.5em 1em;align-items:center;margin-top:.4em}
.row label{display:inline-flex;gap:.5em;align-items:center;font-weight:400}
select{min-height:2.75em;padding:.3em .5em;background:var(--paper);border:1px solid var(--line);border-radius:.4em;max-width:100%}
.newest{position:sticky;bottom:.25em}
@media ${WIDE}{
.panel[open]{position:fixed;z-index:2147483001;inset:auto 1em 5em auto;width:min(33em,100vw - 2em);height:min(48em,100vh - 6em);padding:.8em 1em;
display:flex;flex-direction:column;overflow:hidden;border:1px solid var(--line);border-radius:.6em;box-shadow:0 .3em 1.5em rgba(0,0,0,.3)}
.left~div .panel[open]{inset:auto auto 5em 1em}
.body{flex:1;overflow:auto;min-height:0;margin:0 -1em;padding:.8em 1em;overscroll-behavior:contain}
.under{border-top:1px solid var(--hair);padding-top:.5em}}
@media(forced-colors:active){.cite,.badge{border-color:CanvasText}.note,.notice,.helps,.source{border:1px solid;border-left-width:4px}}`;

const put = (tag, known, ...inside) => {
  const node = document.createElement(tag);
  for (const name of Object.keys(known)) node.setAttribute(name, known[name]);
  node.append(...inside.flat().filter((one) => one));
  return node;
};
const web = (url) => /^https?:\/\//.test(url || "") && url;
// "Abs. 2" is never divided.
const bound = (place) => place.replace(/(§|Abs\.|Satz|Nr\.|Buchst\.|S\.) /g, "$1\u00a0");
// Easy reading asks for a line of its own for every sentence.
const lined = (text) => text.replace(/([.?!:]) (?=[A-ZÄÖÜ])/g, "$1\n");
const length = (text) => [...text].length;
// Some pages change what JSON.stringify makes of texts and lists, so it is written here.
const quoted = (text) =>
  `"${text.replace(/["\\\u0000-\u001f\u2028\u2029\ud800-\udfff]/g, (c) => "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"))}"`;

/** Fetch the settings of the partner and put the closed panel into the page; return what opens and closes it. */
export async function mount({ host, root, button, base, fetch, styled }) {
  const net = (path, more) =>
    fetch(base + path, { __proto__: null, mode: "cors", credentials: "omit", referrerPolicy: "no-referrer", cache: "no-store", redirect: "error", ...more });
  const partner = encodeURIComponent(host.option("partner"));
  const reply = await net(`widget/partners/${partner}.json`, { signal: AbortSignal.timeout(PATIENCE) });
  if (!reply.ok) throw new Error(reply.status);
  return new Panel(host, root, button, base, net, styled, await reply.json());
}

class Panel {
  #turns = [];
  #words = [];
  #busy = false;

  constructor(host, root, button, base, net, styled, partner) {
    const own = (name, known) => {
      const asked = host.option(name);
      return !known || known.includes(asked) ? asked || partner[name] : partner[name];
    };
    Object.assign(this, { host, root, button, base, net, partner });
    this.level = own("level", LEVELS);
    this.language = own("language", ["de", "leichter", "en"]);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, styled(CSS)];
    if (!host.option("accent")) host.paint(partner.accent, partner.on_accent);
    host.word(this.language);
    this.#draw(own("greeting"));
    this.#label();
    // What is typed here is not meant for the shortcuts of the page around.
    for (const type of ["keydown", "keypress", "keyup"]) root.addEventListener(type, (event) => event.stopPropagation());
    this.wide = window.matchMedia(WIDE);
    this.wide.addEventListener("change", () => this.dialog.open && this.#again());
  }

  // -- opening and closing

  toggle() {
    if (this.dialog.open) this.close();
    else this.#open(this.heading);
  }

  close() {
    if (this.dialog.open) this.dialog.close();
    this.button.setAttribute("aria-expanded", "false");
  }

  #open(focused) {
    if (this.wide.matches) this.dialog.show();
    else this.dialog.showModal();
    this.button.setAttribute("aria-expanded", "true");
    focused.focus();
  }

  /** Change between a window beside the page and one that fills the screen; the reader stays where she is. */
  #again() {
    const focused = this.root.activeElement || this.heading;
    this.dialog.close();
    this.#open(focused);
  }

  // -- words

  get #tongue() {
    if (this.language === "en") return 2;
    return this.language === "leichter" || this.level === "leichter" ? 1 : 0;
  }

  #t(key, n) {
    return STRINGS[key][this.#tongue].replace("{n}", n);
  }

  /** Return `node` with a text that follows the language and level. */
  #said(node, key) {
    this.#words.push([node, key]);
    return node;
  }

  #label() {
    for (const [node, key] of this.#words) node.textContent = this.#t(key);
    this.place.lang = this.language === "en" ? "en" : "de";
    this.log.setAttribute("aria-label", this.#t("log"));
    this.whole.href = this.base + this.#reading("?");
  }

  /** Return how somebody reads as the query of an address. */
  #reading(before) {
    const query = [this.level !== "standard" && `level=${this.level}`, this.language === "en" && "lang=en"].filter((one) => one);
    return query.length ? before + query.join("&") : "";
  }

  get #german() {
    return this.language === "en" ? { lang: "de" } : {};
  }

  // -- drawing

  #draw(greeting) {
    const press = (key, kind, act) => {
      const node = this.#said(put("button", { type: "button", class: kind }), key);
      node.onclick = act;
      return node;
    };
    const first = this.partner.topics.map(({ question }) => this.#asking(question, question));
    this.heading = this.#said(put("h2", { id: "title", tabindex: "-1" }), "title");
    this.log = put("div", { role: "log", "aria-relevant": "additions" }, (this.list = put("ol", {})));
    this.asked = put("p", { class: "asked" });
    this.slow = put("div", { hidden: "" }, this.#said(put("p", {}), "slow"),
      put("div", { class: "row" }, press("wait", "", () => this.#patient()), press("cancel", "", () => this.#cancel())));
    this.pending = put("div", { class: "turn", hidden: "" }, this.#said(put("p", { class: "vh" }), "yours"), this.asked,
      this.#said(put("p", { class: "quiet" }), "writing"), this.slow);
    this.newest = press("newest", "newest", () => this.#toNewest());
    this.newest.hidden = true;
    this.source = put("section", { class: "source", "aria-labelledby": "source", hidden: "" });
    this.body = put("div", { class: "body" },
      greeting && put("p", {}, greeting),
      put("div", { class: "note" }, put("p", {}, this.#said(put("strong", {}), "program"), " ", this.#said(put("span", {}), "checked")),
        this.#said(put("p", {}), "private"), this.partner.told && put("p", this.#german, this.partner.told)),
      first.length ? [this.#said(put("h3", {}), "begin"), put("div", { class: "many" }, first)] : [],
      this.log, this.pending, this.newest, this.source);
    this.field = put("textarea", { id: "field", rows: "2", "aria-describedby": "hint count error", enterkeyhint: "send" });
    this.count = put("p", { class: "hint", id: "count" });
    this.error = put("p", { class: "error", id: "error" });
    this.status = put("p", { class: "status", role: "status" });
    this.send = press("send", "send", () => this.#send(this.field.value));
    const options = LEVELS.map((level) => this.#said(put("option", { value: level }), level));
    const levels = put("select", { id: "level" }, options);
    levels.value = this.level;
    levels.onchange = () => {
      this.level = levels.value;
      this.#label();
    };
    this.whole = this.#said(put("a", { class: "far", target: "_blank", rel: "noopener" }), "whole");
    const under = put("div", { class: "under" },
      this.#said(put("label", { for: "field" }), "field"), this.error, this.field, this.#said(put("p", { class: "hint", id: "hint" }), "hint"), this.count,
      put("div", { class: "row" }, this.send, put("label", { for: "level" }, this.#said(put("span", {}), "level"), levels)),
      put("div", { class: "foot" }, this.status, this.whole));
    this.dialog = put("dialog", { class: "panel", "aria-labelledby": "title" },
      put("div", { class: "top" }, this.heading, press("close", "close", () => this.close())),
      put("p", { class: "human" }, this.#said(put("span", {}), "human"), " ", this.#said(put("a", { class: "far", href: EUTB, target: "_blank", rel: "noopener" }), "eutb"), " ",
        this.#said(put("a", { class: "far", href: "tel:115" }), "office")),
      this.body, under);
    this.field.oninput = () => this.#counted();
    this.field.onkeydown = (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#send(this.field.value);
    };
    this.dialog.onkeydown = (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      this.close();
    };
    this.dialog.onclose = () => {
      if (this.dialog.open) return;
      this.button.setAttribute("aria-expanded", "false");
      this.button.focus();
    };
    for (const scrolled of [this.body, this.dialog]) scrolled.addEventListener("scroll", () => this.#seen(), { __proto__: null, passive: true });
    this.place = this.root.getElementById("lotse");
    this.place.append(this.dialog);
  }

  #counted() {
    const typed = length(this.field.value);
    this.count.textContent = typed < COUNTED_FROM ? "" : this.#t("count", typed.toLocaleString(this.language === "en" ? "en" : "de"));
  }

  // -- asking

  #asking(question, label) {
    const node = put("button", { type: "button", ...this.#german }, label);
    node.onclick = () => this.#send(question, node);
    return node;
  }

  async #send(question, from) {
    if (this.#busy) return;
    if (!question.trim()) return this.#fail("empty");
    if (length(question) > LONGEST) return this.#fail("too_long");
    this.#wait(question);
    const timer = setTimeout(() => this.#tell("writing"), SOON);
    this.request = new AbortController();
    let failed = "offline", answer, n;
    try {
      const reply = await this.net("api/v1/ask", {
        method: "POST",
        headers: { __proto__: null, "Content-Type": "application/json", "Accept-Language": this.language === "en" ? "en" : "de" },
        body: this.#written(question),
        signal: this.request.signal,
      });
      failed = { 413: "too_long", 422: "unreadable", 429: "too_many", 503: "unavailable" }[reply.status] || "broken";
      n = reply.headers.get("Retry-After") || 10;
      if (reply.ok) answer = await reply.json();
    } catch {
      if (this.request.signal.aborted) failed = "";
    }
    clearTimeout(timer);
    const following = this.#follows(from);
    this.#rest();
    if (!answer) return this.#fail(failed, n, question);
    if (!from) this.field.value = "";
    this.#counted();
    this.#turns = [...this.#turns, [question, answer.id]].slice(-TURNS);
    this.#show(question, answer, following);
  }

  #written(question) {
    const turns = this.#turns.map(([asked, id]) => `{"question":${quoted(asked)},"answer_id":${quoted(id)}}`);
    return `{"question":${quoted(question)},"level":${quoted(this.level)},"history":[${turns.join()}],"stream":false}`;
  }

  #wait(question) {
    this.#busy = true;
    this.error.replaceChildren();
    this.field.removeAttribute("aria-invalid");
    this.field.readOnly = true;
    this.send.setAttribute("aria-disabled", "true");
    this.asked.textContent = question;
    this.pending.hidden = false;
    this.#patient();
    this.#tell("sent");
    this.#scrollTo(this.pending);
  }

  #patient() {
    if (this.slow.contains(this.root.activeElement)) this.field.focus();
    this.slow.hidden = true;
    clearTimeout(this.late);
    this.late = setTimeout(() => {
      this.slow.hidden = false;
      this.#tell("slow");
    }, PATIENCE);
  }

  #cancel() {
    this.request.abort();
  }

  #rest() {
    this.#busy = false;
    clearTimeout(this.late);
    if (this.pending.contains(this.root.activeElement)) this.field.focus();
    this.pending.hidden = this.slow.hidden = true;
    this.field.readOnly = false;
    this.send.removeAttribute("aria-disabled");
  }

  /** Tell what is wrong beside the field and keep the question; without a key it was the reader who stopped. */
  #fail(key, n, question = "") {
    if (!this.field.value.trim()) this.field.value = question;
    this.#counted();
    this.#tell(!key ? "cancelled" : question ? "failed" : "check");
    if (key) {
      this.error.replaceChildren(put("strong", {}, this.#t("error")), " ", this.#t(key, n));
      this.field.setAttribute("aria-invalid", "true");
    }
    this.field.focus();
  }

  #tell(key, n) {
    this.status.textContent = this.#t(key, n);
  }

  // -- the answer

  #show(question, answer, following) {
    this.turn = put("li", { class: "turn" });
    this.turn.append(...this.#asText(question, answer));
    // All of it at once, so that it is read out once.
    this.list.append(this.turn);
    const n = answer.sources.length;
    if (answer.status === "clarify") this.#tell("ready_back");
    else this.#tell(n === 1 ? "ready_one" : n ? "ready" : "ready_none", n);
    if (following) this.#scrollTo(this.turn);
    else this.newest.hidden = false;
  }

  #asText(question, answer) {
    const german = this.#german;
    const proofs = {};
    for (const proof of answer.sources) proofs[proof.n] = proof;
    const notices = (urgent) =>
      answer.notices.filter(({ code }) => URGENT.includes(code) === urgent).map(({ code, text }) =>
        put("p", { class: `${code === "understood" ? "quiet" : "notice"} lines ${code}`, ...(code === "superseded" ? german : {}) }, text));
    const back = answer.status === "clarify";
    const lead = { not_covered: "not_covered", signpost: "signpost" }[answer.status];
    const easy = answer.level === "leichter";
    const heading = put("h3", { tabindex: "-1" }, this.#t(back ? "back_question" : "answer"), " ", put("span", { class: "badge" }, this.#t(answer.level)));
    return [
      put("h3", {}, this.#t("yours")),
      put("p", { class: "asked" }, question),
      heading,
      ...notices(true),
      ...(lead ? [put("p", {}, this.#t(lead))] : []),
      put("div", { class: easy ? "leichter" : "", ...german },
        answer.answer.map((said) => put("p", {}, put("span", { class: "lines" }, easy ? lined(said.text) : said.text),
          said.citations.map((n) => this.#citation(proofs[n], `[${n}]`, "cite"))))),
      ...this.#choices(answer.clarify),
      ...this.#redirect(answer.redirect),
      ...(answer.sources.length ? [put("details", {}, put("summary", {}, this.#t("sources", answer.sources.length)),
        put("ul", { class: "list" }, answer.sources.map((proof) => put("li", {}, this.#citation(proof, `[${proof.n}] ${bound(proof.pinpoint)}`, ""), " ", this.#rank(proof)))))] : []),
      ...notices(false),
      ...(answer.follow_ups.length ? [put("h4", {}, this.#t("more")),
        put("div", { class: "many" }, answer.follow_ups.map((text) => this.#asking(text, text)))] : []),
    ];
  }

  #choices(clarify) {
    if (!clarify) return [];
    const buttons = clarify.choices.map(({ question, label }) => this.#asking(question, label));
    return [put("h4", this.#german, clarify.question), put("div", { class: "many" }, buttons), put("p", {}, this.#t("none_fits"))];
  }

  #redirect(redirect) {
    if (!redirect) return [];
    const { name, url, phone } = redirect;
    return [put("div", { class: "helps" }, put("h4", {}, this.#t("helps")),
      put("p", {}, web(url) ? this.#away(url, name, this.#german) : name,
        phone ? [put("br", {}), `${this.#t("phone")}: `, put("a", { class: "far", href: `tel:${phone.replace(/[^+\d]/g, "")}` }, phone)] : []))];
  }

  #away(url, text, more) {
    return put("a", { class: "far", href: url, target: "_blank", rel: "noopener noreferrer", ...more }, text);
  }

  #rank(proof) {
    return put("span", { class: "badge" }, this.#t(proof.rank));
  }

  /** Return a link to the page of a place that shows the quote in here first. */
  #citation(proof, text, kind) {
    const node = put("a", { href: this.#page(proof) || web(proof.url) || this.base, class: kind, target: "_blank", rel: "noopener",
      "aria-label": `[${proof.n}] ${proof.pinpoint}`, ...this.#german }, text);
    node.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.#reveal(proof, node);
    };
    return node;
  }

  /** Return the address of a place of the law in the reading room, "" for anything else. */
  #page({ wording, rank, pinpoint }) {
    const law = wording === "official" && (rank === "law" || rank === "ordinance");
    return law ? `${this.base}zitat/${encodeURIComponent(pinpoint)}${this.#reading("?")}` : "";
  }

  #reveal(proof, from) {
    const german = this.#german;
    const heading = put("h3", { id: "source", tabindex: "-1" }, `${this.#t("source", proof.n)}: `, put("span", german, bound(proof.pinpoint)));
    const back = put("button", { type: "button" }, this.#t("return"));
    back.onclick = () => {
      this.source.hidden = true;
      from.focus();
    };
    const facts = [this.#t(proof.wording === "official" ? "official" : "summary"), this.#t("as_of", this.#day(proof.as_of)), proof.page && this.#t("page", proof.page)];
    const link = (url, key) => url && put("p", {}, this.#away(url, `${this.#t(key)}: ${bound(proof.pinpoint)} ${this.#t("tab")}`, {}));
    this.source.replaceChildren(heading,
      put("p", {}, put("span", german, proof.title), " ", this.#rank(proof)),
      put("blockquote", german, proof.quote),
      put("p", { class: "facts" }, facts.filter((one) => one).join(" · ")),
      proof.stale ? put("p", { class: "notice" }, this.#t("stale")) : "",
      link(this.#page(proof), "read") || "", link(web(proof.url), "publisher") || "", back);
    this.source.hidden = false;
    this.#scrollTo(this.source);
    heading.focus({ __proto__: null, preventScroll: true });
  }

  #day(written) {
    const [year, month, day] = written.split("-");
    return this.language === "en" ? `${day}/${month}/${year}` : `${day}.${month}.${year}`;
  }

  // -- where the reader is

  get #scroller() {
    return this.wide.matches ? this.body : this.dialog;
  }

  #inView(node) {
    const seen = this.#scroller.getBoundingClientRect(), there = node.getBoundingClientRect();
    return there.top < seen.bottom && there.bottom > seen.top;
  }

  /** Tell whether the new answer may be scrolled to: not while the reader is elsewhere in the conversation. */
  #follows(from) {
    const focused = this.root.activeElement;
    return this.#inView(this.pending) && (focused === from || !(this.log.contains(focused) || this.source.contains(focused)));
  }

  #scrollTo(node) {
    const scroller = this.#scroller;
    scroller.scrollTop += node.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 8;
  }

  #seen() {
    if (this.turn && this.root.activeElement !== this.newest && this.#inView(this.turn)) this.newest.hidden = true;
  }

  #toNewest() {
    this.#scrollTo(this.turn);
    this.turn.querySelectorAll("h3")[1].focus({ __proto__: null, preventScroll: true });
    this.newest.hidden = true;
  }
}
