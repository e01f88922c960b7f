// The desk answers in place: the same links and forms, fetched and swapped. Without this file it
// works with page loads. Keys are listed on "?".
"use strict";
(() => {
  const desk = () => document.getElementById("desk");
  let busy = false;

  async function show(address, options, remember = true) {
    if (busy) return;  // a double click or a held key decides once
    busy = true;
    try {
      const response = await fetch(address, { credentials: "same-origin", ...options });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.getElementById("desk");
      if (!fresh) { window.location.href = response.url; return; }  // signed out, or an error page
      const list = document.querySelector(".desk-queue");
      const scrolled = list ? list.scrollTop : 0;
      desk().replaceWith(fresh);
      if (remember) history.pushState(null, "", response.url);
      arrived(scrolled);
    } catch (error) {
      announce("The server does not answer; nothing was decided. Try again.");
    } finally { busy = false; }
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

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-help]")) { document.getElementById("desk-help").showModal(); return; }
    const link = desk() && event.target.closest("#desk a[href^='?']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link.href);
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
    // A field named "action" hides the property of that name.
    show(form.getAttribute("action"), { method: "POST", body: data });
  });

  window.addEventListener("popstate", () => { if (desk()) show(window.location.href, {}, false); });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.matches("input, textarea, select")) { event.target.blur(); return; }
    if (!desk() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, textarea, select") || document.querySelector("dialog[open]")) return;
    const key = event.key;
    if (key === "?") { document.getElementById("desk-help").showModal(); return; }
    if (/^[1-9]$/.test(key)) {
      const button = document.querySelector(`.desk-dismiss [data-number='${key}']`);
      if (button) button.form.requestSubmit(button);
      return;
    }
    const field = document.querySelector(`[data-focus='${CSS.escape(key)}']`);
    if (field) { event.preventDefault(); field.focus(); field.select(); return; }
    if (key === "x") { document.querySelector(".desk-list .chosen input")?.click(); return; }
    const target = document.querySelector(`[data-key='${CSS.escape(key)}']`);
    if (!target) return;
    event.preventDefault();
    if (target.tagName === "A") show(target.href);
    else if (target.querySelector("button")) target.requestSubmit(target.querySelector(".primary") || target.querySelector("button"));
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
  const fields = (form) => [...form.elements].filter((f) => f.name && f.type !== "hidden" && f.type !== "submit" && f.type !== "checkbox");
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
    box.textContent = `This browser kept words of ${new Date(kept.at).toLocaleString()} that were not saved. `;
    const button = (label, then) => {
      const made = document.createElement("button");
      made.type = "button"; made.className = "quiet small"; made.textContent = label;
      made.addEventListener("click", () => { then(); box.remove(); });
      box.append(made, " ");
    };
    button("Put them back", () => { for (const f of fields(form)) if (f.name in kept.words) f.value = kept.words[f.name]; dirty.add(form); form.closest("details")?.setAttribute("open", ""); });
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
  });
  window.addEventListener("pageshow", (event) => { if (event.persisted) for (const form of document.forms) delete form.dataset.sent; });
  window.addEventListener("beforeunload", (event) => { if (dirty.size) event.preventDefault(); });
  for (const form of document.querySelectorAll("form[data-unsaved]")) offer(form);
  if (said) history.replaceState(null, "", window.location.pathname);

  if (desk()) arrived();
})();
