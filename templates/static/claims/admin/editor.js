// The editor of a formatted text: the field holds what is sent; without this file it is edited as it stands.
// What is allowed is known to the server alone, which is asked to clean what is pasted, and cleans what is saved.
"use strict";
(() => {
  const BUTTONS = [
    ["Bold", "bold"], ["Italic", "italic"], ["Heading", "formatBlock", "h3"], ["List", "insertUnorderedList"],
    ["Numbers", "insertOrderedList"], ["Quotation", "formatBlock", "blockquote"], ["Link", "createLink"], ["Plain", "removeFormat"],
  ];
  const FORMATTED = "h3, h4, ul, ol, blockquote, b, strong, i, em, a[href]";
  const isHtml = (text) => /^\s*<(p|h3|h4|ul|ol|blockquote)>/.test(text);

  function fill(editor, text) {
    if (isHtml(text)) { editor.innerHTML = text; return; }
    editor.replaceChildren(...text.split(/\n{2,}/).map((paragraph) => {
      const made = document.createElement("p");
      paragraph.split("\n").forEach((line, n) => made.append(...(n ? [document.createElement("br"), line] : [line])));
      if (!paragraph) made.append(document.createElement("br"));
      return made;
    }));
  }

  // What is formatted is sent as HTML, everything else as plain text.
  function read(editor) {
    if (editor.querySelector(FORMATTED)) return `<p>${editor.innerHTML}`;
    return editor.innerText.replace(/\u00a0/g, " ").replace(/\n{3,}/g, "\n\n").trim();
  }

  async function paste(event, field) {
    const html = event.clipboardData.getData("text/html"), plain = event.clipboardData.getData("text/plain");
    event.preventDefault();
    if (!html) { document.execCommand("insertText", false, plain); return; }
    const selection = window.getSelection(), range = selection.getRangeAt(0).cloneRange();
    const body = new FormData();
    body.set("html", `<p>${html}`);
    body.set("csrfmiddlewaretoken", field.form.elements.namedItem("csrfmiddlewaretoken").value);
    const answer = await fetch(field.dataset.formatted, { method: "POST", body, credentials: "same-origin" }).catch(() => null);
    const clean = answer?.ok && !answer.redirected ? await answer.text() : null;
    selection.removeAllRanges();
    selection.addRange(range);
    if (clean === null) document.execCommand("insertText", false, plain);
    else document.execCommand("insertHTML", false, clean);
  }

  function press(editor, command, value) {
    editor.focus();
    if (command === "createLink") {
      value = window.prompt("Address of the link", "https://");
      if (!value || value === "https://") return;
    }
    if (command === "formatBlock" && document.queryCommandValue("formatBlock") === value) value = "p";
    document.execCommand(command, false, value);
    if (command === "removeFormat") { document.execCommand("unlink"); document.execCommand("formatBlock", false, "p"); }
  }

  function toolbar(editor) {
    const bar = document.createElement("div");
    bar.className = "desk-toolbar";
    bar.setAttribute("role", "toolbar");
    bar.setAttribute("aria-label", "Formatting");
    for (const [label, command, value] of BUTTONS) {
      const button = document.createElement("button");
      button.type = "button"; button.className = "quiet small"; button.textContent = label;
      button.addEventListener("mousedown", (event) => event.preventDefault());  // the selection stays
      button.addEventListener("click", () => press(editor, command, value));
      bar.append(button);
    }
    return bar;
  }

  function furnish(field) {
    const label = field.closest("label"), editor = document.createElement("div");
    editor.className = "desk-editor desk-reading";
    editor.contentEditable = "true";
    editor.setAttribute("role", "textbox");
    editor.setAttribute("aria-multiline", "true");
    editor.setAttribute("aria-label", label.firstElementChild.textContent);
    fill(editor, field.value);
    field.hidden = true;
    field.dataset.edited = "1";
    field.addEventListener("filled", () => fill(editor, field.value));
    editor.addEventListener("input", () => { field.value = read(editor); });
    editor.addEventListener("paste", (event) => paste(event, field));
    label.addEventListener("click", () => editor.focus());
    label.after(toolbar(editor), editor);
  }

  function furnishAll() {
    document.execCommand("defaultParagraphSeparator", false, "p");
    for (const field of document.querySelectorAll("[data-formatted]:not([data-edited])")) furnish(field);
  }
  document.addEventListener("desk:fresh", furnishAll);
  furnishAll();
})();
