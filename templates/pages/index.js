"use strict";
// The week's page: states from ../status.js, filter, copy, ticks. Plain script, no library, nothing is sent anywhere.
(function () {
  const words = JSON.parse(document.getElementById("words").textContent);
  const posts = Array.from(document.querySelectorAll(".post"));
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? values[name] : all));
  const say = (text) => { document.getElementById("spoken").textContent = text; };

  // ---- state of each post, when the pack lies where it was made
  const states = statesOfPosts();
  for (const label of document.querySelectorAll("[data-state-of]")) {
    const id = label.dataset.stateOf;
    const found = states && Object.hasOwn(states, id) ? states[id] : null;
    if (!found || !Object.hasOwn(words.states, found.state)) continue;
    const revision = Number(found.revision);
    label.classList.add("is-" + found.state);
    label.querySelector("[data-state-word]").textContent =
      words.states[found.state] + (revision > 1 ? ", " + fill(words.revision, { revision }) : "");
    if (typeof found.reason === "string" && found.reason) label.title = found.reason;
  }

  // ---- ticks, kept in this browser only
  const key = (slot, name) => ["selamat", document.body.dataset.pack, slot, name].join(":");
  const recall = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  const keep = (name, value) => { try { value ? localStorage.setItem(name, "1") : localStorage.removeItem(name); } catch { /* private window: the tick lasts as long as the page */ } };
  for (const group of document.querySelectorAll("[data-checks]")) {
    for (const box of group.querySelectorAll("[data-check]")) {
      const name = key(group.dataset.checks, box.dataset.check);
      box.checked = recall(name) !== null;
      box.addEventListener("change", () => { keep(name, box.checked); show(); });
    }
  }
  const isPosted = (post) => post.querySelector('[data-check="posted"]').checked;

  // ---- one filter for calendar and list
  const wanted = { day: "", platform: "", message: "", open: false };
  const days = Array.from(document.querySelectorAll(".day"));
  function show() {
    let shown = 0, done = 0;
    for (const post of posts) {
      const posted = isPosted(post);
      const fits = (!wanted.day || post.dataset.day === wanted.day)
        && (!wanted.platform || post.dataset.platform === wanted.platform)
        && (!wanted.message || post.dataset.message === wanted.message)
        && !(wanted.open && posted);
      post.hidden = !fits;
      post.classList.toggle("is-posted", posted);
      shown += fits; done += posted;
    }
    for (const section of document.querySelectorAll(".day-section")) section.hidden = !section.querySelector(".post:not([hidden])");
    for (const day of days) day.setAttribute("aria-current", String(day.dataset.day === wanted.day));
    document.getElementById("nothing").hidden = shown > 0;
    document.querySelector("[data-reset]").hidden = shown === posts.length;
    document.getElementById("result-line").textContent = fill(words.result, { shown, total: posts.length });
    document.getElementById("progress-line").textContent = fill(words.progress, { done, total: posts.length });
    document.getElementById("progress-bar").setAttribute("width", posts.length ? 100 * done / posts.length : 0);
  }
  for (const day of days) {
    day.addEventListener("click", (event) => {
      event.preventDefault();
      wanted.day = wanted.day === day.dataset.day ? "" : day.dataset.day;
      show();
    });
  }
  for (const field of document.querySelectorAll("[data-filter]")) {
    field.addEventListener("change", () => { wanted[field.dataset.filter] = field.type === "checkbox" ? field.checked : field.value; show(); });
    field.dispatchEvent(new Event("change"));  // a browser may bring back what was chosen before a reload
  }
  document.querySelector("[data-reset]").addEventListener("click", () => {
    Object.assign(wanted, { day: "", platform: "", message: "", open: false });
    for (const field of document.querySelectorAll("[data-filter]")) { if (field.type === "checkbox") field.checked = false; else field.value = ""; }
    show();
    document.getElementById("unggahan").focus({ preventScroll: true });
  });

  // ---- copy: the clipboard, else a selection, else a field that a person copies from
  function bySelection(text) {
    const field = document.createElement("textarea");
    field.value = text;
    field.className = "hidden-label";
    document.body.append(field);
    field.select();
    let done = false;
    try { done = document.execCommand("copy"); } catch { done = false; }
    field.remove();
    return done;
  }
  function byHand(text) {
    const box = document.getElementById("by-hand");
    const field = box.querySelector("textarea");
    field.value = text;
    box.showModal();
    field.focus();
    field.select();
  }
  async function copy(text) {
    try { await navigator.clipboard.writeText(text); return true; } catch { return bySelection(text); }
  }
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if ("print" in button.dataset) { window.print(); return; }
    if ("turn" in button.dataset) {
      const slides = button.closest(".post-media").querySelector(".slides");
      slides.scrollBy({ left: Number(button.dataset.turn) * slides.clientWidth });
      return;
    }
    if (!("copy" in button.dataset)) return;
    const text = document.getElementById(button.dataset.copy).textContent;
    if (!(await copy(text))) { byHand(text); return; }
    button.focus();
    const label = button.querySelector("span");
    const before = button.dataset.before || (button.dataset.before = label.textContent);
    label.textContent = fill(words.copied, { count: Array.from(text).length });
    button.classList.add("is-done");
    say(label.textContent);
    clearTimeout(Number(button.dataset.timer));
    button.dataset.timer = setTimeout(() => { label.textContent = before; button.classList.remove("is-done"); }, 2500);
  });

  // ---- opened by double click the pictures are on this computer already, and a browser would not save them again
  if (location.protocol === "file:") for (const link of document.querySelectorAll("[data-take]")) link.hidden = true;

  // ---- a picture that is not there says so
  for (const picture of document.querySelectorAll(".frame img")) {
    const miss = () => {
      const frame = picture.parentElement;
      frame.classList.add("is-missing");
      frame.textContent = words.missing;
    };
    if (picture.complete && picture.naturalWidth === 0 && picture.currentSrc) miss(); else picture.addEventListener("error", miss);
  }
  show();
})();
