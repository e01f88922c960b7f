// The desk answers in place: the same links and forms, fetched and swapped. Without this file it
// works with page loads. Keys are listed on "?".
"use strict";
(() => {
  const desk = () => document.getElementById("desk");
  let armed = false;
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
    armed = false;
    const list = document.querySelector(".desk-queue");
    if (list && scrolled !== undefined) list.scrollTop = scrolled;
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
    if (!desk() || form.method !== "post" || !desk().contains(form)) { saved(form); return; }
    event.preventDefault();
    const data = new FormData(form, event.submitter);
    show(form.action, { method: "POST", body: data });
  });

  window.addEventListener("popstate", () => { if (desk()) show(window.location.href, {}, false); });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.matches("input, textarea, select")) { event.target.blur(); return; }
    if (!desk() || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, textarea, select") || document.querySelector("dialog[open]")) return;
    const key = event.key;
    if (key === "?") { document.getElementById("desk-help").showModal(); return; }
    const dismiss = document.querySelector("form[data-key='d']");
    if (key === "d" && dismiss) { armed = !armed; dismiss.classList.toggle("armed", armed); return; }
    if (armed && /^[1-9]$/.test(key)) {
      const button = dismiss.querySelector(`[data-number='${key}']`);
      if (button) dismiss.requestSubmit(button);
      return;
    }
    if (key === "s" || key === "w") {
      const field = document.querySelector(key === "s" ? "[data-focus='s']" : "[name='wording']");
      if (field) { event.preventDefault(); field.focus(); field.select(); }
      return;
    }
    const target = document.querySelector(`[data-key='${CSS.escape(key)}']`);
    if (!target) return;
    event.preventDefault();
    if (target.tagName === "A") show(target.href);
    else if (target.querySelector("button")) target.requestSubmit(target.querySelector("button"));
  });

  // Unsaved words are not lost to a stray click.
  const dirty = new Set();
  function saved(form) { dirty.delete(form); }
  document.addEventListener("input", (event) => {
    const form = event.target.closest("form[data-unsaved]");
    if (form) dirty.add(form);
  });
  window.addEventListener("beforeunload", (event) => { if (dirty.size) event.preventDefault(); });

  if (desk()) arrived();
})();
