"use strict";
// Runs before the posts are read, so that nothing moves later: is there a state, is there a hold?
function statesOfPosts() {
  const known = window.SELAMAT_STATUS;
  return known && typeof known === "object" && known.posts && typeof known.posts === "object" ? known.posts : null;
}
(function () {
  const words = JSON.parse(document.getElementById("words").textContent);
  const notice = document.getElementById("warnings");
  const known = window.SELAMAT_STATUS;
  if (statesOfPosts() === null) {
    document.getElementById("no-status").hidden = false;
    notice.hidden = false;
  }
  for (const hold of known && Array.isArray(known.holds) ? known.holds : []) {
    const line = document.createElement("li");
    line.textContent = words.hold.replace("{scope}", () => String(hold.scope)).replace("{reason}", () => String(hold.reason));
    notice.querySelector("ul").prepend(line);
    notice.hidden = false;
  }
})();
