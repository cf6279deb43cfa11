// The map's page: colours from the style, words of the district's language, switches beside the map.
(function () {
  "use strict";
  const words = JSON.parse(document.getElementById("words").textContent);
  const map = drawn.map, groups = drawn.groups;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const layers = (name) => groups[name] || [];

  // ---- colours of the reader's own light or dark setting
  const weights = { road_motorway: 4.5, road_arterial: 3.2, road_collector: 2, road_local: 1.2, road_residential: 0.8 };
  const tones = { road_motorway: "--road-wide", road_arterial: "--road-wide", road_collector: "--road", road_local: "--road-thin", road_residential: "--road-thinnest" };
  function paint() {
    const style = getComputedStyle(document.documentElement);
    const tone = (name) => style.getPropertyValue(name).trim();
    const dress = (name, options) => { for (const layer of layers(name)) layer.setStyle(options); };
    for (const name of Object.keys(weights)) dress(name, { color: tone(tones[name]), weight: weights[name], opacity: 1 });
    const shade = (document.querySelector('[name="shade"]:checked') || {}).value;
    dress("areas", (part) => {
      const step = part.properties["step_" + shade];
      return { color: tone("--part"), weight: 1, dashArray: "4 4", fillColor: tone(step ? "--shade-" + step : "--land"), fillOpacity: 1 };
    });
    dress("boundary", { color: tone("--edge"), weight: 1.6, opacity: 1, fill: false });
    dress("land", { stroke: false, fill: true, fillColor: tone("--land"), fillOpacity: 1 });
    for (const [name, ink] of [["spots", "--spot"], ["watch", "--watch"]]) {
      dress(name, { color: tone(ink), weight: 7, opacity: 0.85, lineCap: "round" });
      dress(name + "_marks", { color: tone("--surface"), weight: 2.5, opacity: 1, fill: true, fillColor: tone(ink), fillOpacity: 1 });
    }
  }
  paint();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);

  // ---- controls in words
  L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.attributionControl.setPrefix(false);
  const credit = document.createElement("span");
  credit.textContent = words.credit;
  if (words.credit) map.attributionControl.addAttribution(credit.innerHTML);
  const box = map.getContainer();
  box.classList.toggle("is-all-land", !groups.areas && !groups.land);
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", words.name);
  map.on("popupopen", (event) => {
    const close = event.popup.getElement().querySelector(".leaflet-popup-close-button");
    close.setAttribute("aria-label", words.close);
    close.title = words.close;
  });
  const whole = map.getZoom();
  const far = () => box.classList.toggle("is-far", map.getZoom() < whole + (layers("areas").length && layers("areas")[0].getLayers().length > 12 ? 1 : 0));
  map.on("zoomend", far);
  far();

  // ---- the name of a kecamatan steps aside for a place that stands on it
  function stepAside() {
    const ranks = Array.from(box.querySelectorAll(".rank"), (one) => one.getBoundingClientRect());
    for (const name of box.querySelectorAll(".area-name td")) {
      name.style.translate = "";
      const own = name.getBoundingClientRect();
      const hits = (dy) => ranks.some((r) => r.left < own.right + 6 && r.right > own.left - 6 && r.top < own.bottom + dy + 6 && r.bottom > own.top + dy - 6);
      const free = [0, 22, -22, 36, -36].find((dy) => !hits(dy));
      if (free) name.style.translate = "0 " + free + "px";
    }
  }
  map.on("zoomend layeradd", () => requestAnimationFrame(stepAside));

  // ---- Leaflet opens one label or table a group; here every place and every kecamatan has its own
  for (const [name, each] of [["areas", "Tooltip"], ["spots_marks", "Tooltip"], ["watch_marks", "Tooltip"], ["spots_marks", "Popup"], ["watch_marks", "Popup"]]) {
    for (const group of layers(name)) {
      const shared = group["get" + each]();
      group["unbind" + each]();
      group.eachLayer((layer) => layer["bind" + each](shared.getContent(), shared.options));
    }
  }
  requestAnimationFrame(stepAside);

  // ---- a heat cell stays 250 m wide at every zoom
  function scaleHeat() {
    const metres = 40075016.7 * Math.cos(map.getCenter().lat * Math.PI / 180) / 2 ** (map.getZoom() + 8);
    const radius = Math.min(Math.max(180 / metres, 11), 110);
    for (const name of Object.keys(groups)) {
      if (name.startsWith("heat_")) for (const layer of layers(name)) layer.setOptions({ radius: radius, blur: radius * 0.9 });
    }
  }
  map.on("zoomend", scaleHeat);
  scaleHeat();

  // ---- what is shown
  function toggle(name, wanted) {
    for (const layer of layers(name)) { if (wanted) map.addLayer(layer); else map.removeLayer(layer); }
  }
  for (const field of document.querySelectorAll("[data-layer]")) {
    const name = field.dataset.layer;
    field.addEventListener("change", () => { toggle(name, field.checked); toggle(name + "_marks", field.checked); paint(); });
  }
  const heat = Array.from(document.querySelectorAll('[name="heat"]'));
  const warm = () => { for (const field of heat) toggle("heat_" + field.value, field.checked); };
  for (const field of heat) field.addEventListener("change", warm);
  warm();
  for (const field of document.querySelectorAll('[name="shade"]')) {
    field.addEventListener("change", () => {
      for (const table of document.querySelectorAll("[data-shades]")) table.hidden = table.dataset.shades !== field.value;
      document.querySelector("[data-shades-note]").hidden = field.value === "none";
      paint();
    });
  }

  // ---- a place of the list or of the search
  drawn.open = (group, rank) => {
    const field = document.querySelector('[data-layer="' + group + '"]');
    if (field && !field.checked) field.click();
    for (const layer of layers(group + "_marks")) {
      layer.eachLayer((mark) => {
        if (mark.feature.properties.rank !== rank) return;
        map.setView(mark.getLatLng(), Math.max(map.getZoom(), whole + 3), { animate: !calm.matches });
        mark.openPopup();
        box.scrollIntoView({ block: "nearest" });
      });
    }
  };
  for (const row of document.querySelectorAll("[data-spot]")) row.addEventListener("click", () => drawn.open(row.dataset.spot, row.dataset.rank));

  // ---- on paper the map has another size and shows the same piece
  let seen = null;
  addEventListener("beforeprint", () => { seen = map.getBounds(); resize(); });
  addEventListener("afterprint", resize);
  function resize() {
    map.invalidateSize({ animate: false });
    if (seen) map.fitBounds(seen, { animate: false });
  }
})();
