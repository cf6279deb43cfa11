// Search of places: typed letters -> at most eight places; arrows choose, Enter goes there, Escape closes.
(function () {
  "use strict";
  const field = document.getElementById("search");
  if (!field) return;
  const list = document.getElementById("found"), said = document.getElementById("search-said");
  const words = JSON.parse(document.getElementById("words").textContent);
  const map = drawn.map, calm = matchMedia("(prefers-reduced-motion: reduce)");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const places = JSON.parse(document.getElementById("places").textContent)
    .map(([kind, name, lat, lon, rank]) => ({ kind, name, lat, lon, rank, key: " " + fold(name) }));
  const ring = L.circleMarker([0, 0], { radius: 16, weight: 4, fill: false, interactive: false, className: "search-ring", pane: "rawan", renderer: L.svg({ pane: "rawan" }) });
  let shown = [], at = -1;

  function matches(text) {
    const parts = fold(text).split(/\s+/).filter(Boolean);
    if (!parts.length) return [];
    const phrase = " " + parts.join(" ");
    const fits = places.filter((one) => parts.every((part) => one.key.includes(part)));
    const rank = (one) => (one.key.startsWith(phrase) ? 0 : one.key.includes(phrase) ? 1 : parts.every((part) => one.key.includes(" " + part)) ? 2 : 3);
    return fits.map((one, n) => [rank(one), n, one]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).slice(0, 8).map((row) => row[2]);
  }
  function choose(n) {
    at = n;
    Array.from(list.children).forEach((row, m) => row.setAttribute("aria-selected", String(m === n)));
    if (n >= 0) field.setAttribute("aria-activedescendant", "found-" + n); else field.removeAttribute("aria-activedescendant");
  }
  function close() { list.hidden = true; field.setAttribute("aria-expanded", "false"); choose(-1); }
  function show() {
    shown = matches(field.value);
    list.replaceChildren(...shown.map((one, n) => {
      const row = document.createElement("li"), name = document.createElement("bdi"), kind = document.createElement("span");
      row.id = "found-" + n; row.setAttribute("role", "option");
      name.textContent = one.name;
      kind.textContent = words.kinds[one.kind]; kind.className = "soft";
      row.append(name, kind);
      row.addEventListener("pointerdown", (event) => { event.preventDefault(); go(one); });
      return row;
    }));
    list.hidden = !shown.length;
    field.setAttribute("aria-expanded", String(shown.length > 0));
    choose(shown.length ? 0 : -1);
    said.textContent = field.value.trim() && !shown.length ? words.found_none : "";
  }
  function go(one) {
    field.value = one.name;
    close();
    said.textContent = "";
    map.closePopup();
    map.setView([one.lat, one.lon], Math.max(map.getZoom(), one.kind === 2 ? 12.5 : 15), { animate: !calm.matches });
    if (one.rank) drawn.open(one.kind ? "watch" : "spots", one.rank);
    else ring.setStyle({ color: getComputedStyle(document.documentElement).getPropertyValue("--accent").trim() }).setLatLng([one.lat, one.lon]).addTo(map);
    if (one.rank) ring.remove();
    map.getContainer().scrollIntoView({ block: "nearest" });
  }
  field.addEventListener("input", show);
  field.addEventListener("focus", () => { if (field.value.trim()) show(); });
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && list.hidden) show();
    else if (step && shown.length) choose((at + step + shown.length) % shown.length);
    else if (event.key === "Enter" && at >= 0) go(shown[at]);
    else if (event.key === "Escape" && !list.hidden) close();
    else return;
    event.preventDefault();
  });
})();
