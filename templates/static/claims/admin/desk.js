// The desk answers in place: the same links and forms, fetched and swapped. Without this file it
// works with page loads. Keys are listed on "?".
"use strict";
(() => {
  const desk = () => document.getElementById("desk");
  const IN_PLACE = "X-Desk";  // asks for the desk alone; the answer says its address
  const chosenIn = (at) => at.querySelector("form[data-key=p]")?.getAttribute("action");
  let busy = false;
  let ahead = null;  // what comes next, on its way while this one is read: a promise of a desk, or of null
  let held = null;  // a key pressed before the server answered: done then, if the same candidate still stands there
  let shownAt = 0;
  const DOUBLE = 300;  // milliseconds in which nobody has read what is shown: a second press is a slip

  async function fetched(address, options = {}) {
    const headers = { [IN_PLACE]: "page", ...options.headers };
    const response = await fetch(address, { credentials: "same-origin", ...options, headers });
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return { response, fresh: page.getElementById("desk") };
  }

  // Show what an address or a form answers. `leadsOn`: probably the candidate that was asked for ahead, which is
  // shown as soon as it is here; if the server says otherwise, what it says replaces it.
  async function show(address, options = {}, { remember = true, leadsOn = false } = {}) {
    if (busy) return;  // a double click or a held key decides once
    busy = true;
    const before = desk();
    let early = null, answered = false, why = "The server did not answer, so this may not be decided. Try again.";
    if (leadsOn) ahead?.then((next) => { if (next && !answered) put(early = next); });
    ahead = null;
    try {
      const { response, fresh } = await fetched(address, options).finally(() => { answered = true; });
      if (!fresh && response.ok) { window.location.reload(); return; }  // signed out
      if (response.status === 403) why = "Nothing was decided: most likely you signed in again after this page was opened. Reload it.";
      if (!fresh) throw new Error(response.statusText);
      if (early && isTypedIn() && chosenIn(fresh) === chosenIn(desk())) putBeside(fresh);
      else put(fresh);
      if (remember) history.pushState(null, "", response.headers.get(IN_PLACE) || response.url);
    } catch (error) {
      if (early) put(before);
      announce(why);
    } finally { busy = false; }
    peek();
    const next = held;
    held = null;
    if (next && next.chosen === chosenIn(desk())) press(next.key);
  }

  function peek() {
    const shown = desk();
    const address = shown.dataset.onward;
    if (!address) return;
    ahead = fetched(address, { headers: { [IN_PLACE]: "peek" }, priority: "low" }).then(({ fresh }) => fresh, () => null);
    ahead.then(() => { shown.dataset.lookedAhead = "1"; });
  }

  function put(fresh) {
    const queue = document.querySelector(".desk-queue")?.scrollTop;
    const article = document.querySelector(".desk-article")?.scrollTop;
    const isSame = chosenIn(desk()) === chosenIn(fresh);
    desk().replaceWith(fresh);
    if (!isSame) { shownAt = performance.now(); told = Date.now(); }
    arrived(queue);
    if (isSame && article) document.querySelector(".desk-article").scrollTop = article;
  }

  // Somebody types in what was shown early: everything else of the answer is taken over.
  function putBeside(fresh) {
    const queue = document.querySelector(".desk-queue");
    const scrolled = queue.scrollTop;
    queue.replaceWith(fresh.querySelector(".desk-queue"));
    document.querySelector(".desk-queue").scrollTop = scrolled;
    const decision = document.querySelector(".desk-decision");
    decision.prepend(...fresh.querySelectorAll(".desk-notice[role=status]"));
    decision.append(...fresh.querySelectorAll(".desk-last"));
  }

  // "Ada is on this" stays true while she is: told again and again, but not of a tab that nobody sees or touches.
  const UNTOUCHED = 20 * 60000;
  let touched = Date.now(), told = Date.now();
  for (const sign of ["keydown", "pointermove", "wheel", "touchstart"]) document.addEventListener(sign, () => { touched = Date.now(); }, { passive: true });
  async function stay() {
    const shown = desk(), now = Date.now();
    if (!shown?.dataset.stay || document.hidden || now - touched > UNTOUCHED || now - told < shown.dataset.renew * 1000) return;
    told = now;
    const body = new FormData();
    body.set("csrfmiddlewaretoken", shown.querySelector("[name=csrfmiddlewaretoken]").value);
    const answer = await fetch(shown.dataset.stay, { method: "POST", body, credentials: "same-origin" }).catch(() => null);
    const said = answer?.status === 409 ? await answer.text() : "";
    if (said && desk() === shown) { delete shown.dataset.stay; announce(said); }
  }
  setInterval(stay, 15000);
  document.addEventListener("visibilitychange", stay);

  function isTypedIn() {
    return desk().contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
  }

  function announce(text) {
    const box = document.createElement("p");
    box.className = "desk-notice";
    box.setAttribute("role", "status");
    box.textContent = text;
    (document.querySelector(".desk-decision") || desk()).prepend(box);
  }

  function arrived(scrolled) {
    const list = document.querySelector(".desk-queue");
    if (list && scrolled !== undefined) list.scrollTop = scrolled;
    if (window.matchMedia("(max-width: 700px)").matches) {  // one column, the decision first
      if (scrolled !== undefined) document.querySelector(".desk-decision")?.scrollIntoView();
      return;
    }
    const row = document.querySelector(".desk-list .chosen");
    if (row) row.scrollIntoView({ block: "nearest" });
    const quote = document.getElementById("chosen-quote");
    if (quote) quote.scrollIntoView({ block: "center" });
  }

  const LEADING_ON = ["promote", "attach", "dismiss"];
  const go = (link) => show(link.href, {}, { leadsOn: link.getAttribute("href") === desk().dataset.onward });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-help]")) { document.getElementById("desk-help").showModal(); return; }
    const link = desk() && event.target.closest("#desk a[href^='?']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!desk() || !desk().contains(form)) { saved(form); return; }
    if (form.method !== "post") {  // filters: the address says them all
      event.preventDefault();
      const filled = [...new FormData(form)].filter(([, value]) => value);
      show(`?${new URLSearchParams(filled)}`);
      return;
    }
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    const leadsOn = data.has("next") && LEADING_ON.includes(data.get("action"));
    // A field named "action" hides the property of that name.
    show(form.getAttribute("action"), { method: "POST", body: data }, { leadsOn });
  });

  window.addEventListener("popstate", () => { if (desk()) show(window.location.href, {}, { remember: false }); });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.matches("input, textarea, select")) { event.target.blur(); return; }
    if (!desk() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, textarea, select") || document.querySelector("dialog[open]")) return;
    const key = event.key;
    if (key === "?") { document.getElementById("desk-help").showModal(); return; }
    const field = document.querySelector(`[data-focus='${CSS.escape(key)}']`);
    if (field) { event.preventDefault(); field.focus(); field.select(); return; }
    if (key === "x") { document.querySelector(".desk-list .chosen input")?.click(); return; }
    if (document.querySelector(targetOf(key))) event.preventDefault();
    if (!event.repeat || key === "j" || key === "k") press(key);
  });

  const targetOf = (key) => /^[1-9]$/.test(key) ? `.desk-dismiss [data-number='${key}']` : `[data-key='${CSS.escape(key)}']`;

  function press(key) {
    const target = document.querySelector(targetOf(key));
    if (!target) return;
    if (target.matches("a:not([href^='?'])")) { window.location.href = target.href; return; }
    if (busy) {
      if (performance.now() - shownAt > DOUBLE) held = { key, chosen: chosenIn(desk()) };
      return;
    }
    if (target.tagName === "A") go(target);
    else if (target.tagName === "BUTTON") target.form.requestSubmit(target);
    else target.requestSubmit(target.querySelector(".primary") || target.querySelector("button"));
  }

  // The claim's desk: the key that stands on a button presses it.
  document.addEventListener("keydown", (event) => {
    if (!document.querySelector(".claim-desk") || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, textarea, select") || event.target.isContentEditable) return;
    document.querySelector(`.claim-desk form[data-key='${CSS.escape(event.key)}'] button`)?.click();
  });

  // Seen before? While the wording is being typed, the known claims like it.
  let asking;
  document.addEventListener("input", (event) => {
    const box = document.getElementById("matches");
    if (!box || event.target.name !== "wording") return;
    clearTimeout(asking);
    asking = setTimeout(async () => {
      const asked = new URLSearchParams(window.location.search);
      asked.set("wording", event.target.value);
      const response = await fetch(`${box.dataset.like}?${asked}`, { credentials: "same-origin" });
      if (!response.ok || response.redirected) return;
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      box.replaceChildren(...page.body.childNodes);
    }, 350);
  });

  // Words are not lost: not to a stray click, nor to a session that ended, nor to a crash. What is
  // typed is kept in this browser until the server shows the same words back.
  const KEEP_DAYS = 14;
  const dirty = new Set();
  const place = (form) => `desk:${window.location.pathname.replace(/act\/$/, "")}#${form.dataset.unsaved}`;
  const fields = (form) => [...form.elements].filter((f) => f.name && !["hidden", "submit", "checkbox", "file"].includes(f.type));
  const words = (form) => Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
  function saved(form) { dirty.delete(form); }

  function keep(form) {
    try { localStorage.setItem(place(form), JSON.stringify({ at: Date.now(), words: words(form) })); } catch (full) { /* the warning below still holds */ }
  }

  // What the server has just saved need not be kept any longer.
  const said = new URLSearchParams(window.location.search).get("saved");
  function offer(form) {
    if (said && form.elements.namedItem("action")?.value === said) localStorage.removeItem(place(form));
    const text = localStorage.getItem(place(form));
    if (!text) return;
    const kept = JSON.parse(text);
    const differs = fields(form).some((f) => f.name in kept.words && f.value !== kept.words[f.name]);
    if (!differs || Date.now() - kept.at > KEEP_DAYS * 86400000) { localStorage.removeItem(place(form)); return; }
    const box = document.createElement("p");
    box.className = "desk-notice";
    box.setAttribute("role", "status");
    box.textContent = `This browser kept words of ${new Date(kept.at).toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short" })} that were not saved. `;
    const button = (label, then) => {
      const made = document.createElement("button");
      made.type = "button"; made.className = "quiet small"; made.textContent = label;
      made.addEventListener("click", () => { then(); box.remove(); });
      box.append(made, " ");
    };
    button("Put them back", () => { for (const f of fields(form)) if (f.name in kept.words) { f.value = kept.words[f.name]; f.dispatchEvent(new Event("filled")); } dirty.add(form); form.closest("details")?.setAttribute("open", ""); });
    button("Forget them", () => localStorage.removeItem(place(form)));
    form.closest("details")?.setAttribute("open", "");
    form.prepend(box);
  }

  let pause;
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-unsaved]");
    if (!form) return;
    dirty.add(form);
    clearTimeout(pause);
    pause = setTimeout(() => keep(form), 400);
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.closest(".claim-desk")) return;
    if (form.dataset.sent) { event.preventDefault(); return; }  // a double click sends once
    form.dataset.sent = "1";
    setTimeout(() => delete form.dataset.sent, 5000);
    if (form.dataset.unsaved) keep(form);
    if (form.method === "post" && !form.closest(".desk-step") && [...dirty].some((other) => other !== form)) {
      event.preventDefault();
      sendBeside(form, event.submitter);
    }
  });

  // Saving one form leaves the words of another where they are: the new page is fetched, and the forms
  // with unsaved words are put into it. A step of the workflow leaves the page, so the browser asks first.
  const same = (page, form) => page.querySelector(`form[data-unsaved='${CSS.escape(form.dataset.unsaved || "")}']`);
  async function sendBeside(form, submitter) {
    try {
      // A field named "action" hides the property of that name.
      const options = { method: "POST", body: new FormData(form, submitter), credentials: "same-origin" };
      const response = await fetch(form.getAttribute("action"), options);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.querySelector(".claim-desk");
      if (!fresh) {  // signed out, or in again elsewhere
        dirty.forEach(keep);
        dirty.clear();
        window.location.href = response.url;
        return;
      }
      const told = [...page.querySelectorAll("[data-desk-message]")].map((message) => message.textContent.trim());
      document.adoptNode(fresh);
      for (const other of dirty) {
        const empty = same(fresh, other);
        if (empty) empty.replaceWith(other); else fresh.prepend(other);
        other.closest("details")?.setAttribute("open", "");
      }
      const again = same(fresh, form);
      if (response.redirected) localStorage.removeItem(place(form));
      else if (again) dirty.add(again);  // refused: it stands there with what was typed
      document.querySelector(".claim-desk").replaceWith(fresh);
      document.dispatchEvent(new Event("desk:fresh"));
      tell(told.join(" ") || "Saved.");
    } catch (error) {
      delete form.dataset.sent;
      if (form.dataset.unsaved) dirty.add(form);
      tell("The server does not answer; nothing was saved, and nothing typed is lost. Try again.");
    }
  }

  function tell(text) {
    document.querySelector(".desk-told")?.remove();
    document.querySelector("[data-desk-said]")?.replaceChildren();  // of the page load: it is no longer the latest
    const box = document.createElement("p");
    box.className = "desk-notice desk-told";
    box.setAttribute("role", "status");
    box.textContent = text;
    document.querySelector(".claim-desk").prepend(box);
    setTimeout(() => box.remove(), 12000);
  }
  window.addEventListener("pageshow", (event) => { if (event.persisted) for (const form of document.forms) delete form.dataset.sent; });
  window.addEventListener("beforeunload", (event) => { if (dirty.size) event.preventDefault(); });
  for (const form of document.querySelectorAll("form[data-unsaved]")) offer(form);
  if (said) history.replaceState(null, "", window.location.pathname);

  if (desk()) { arrived(); peek(); }
})();
