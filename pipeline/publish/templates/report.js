// Without this, a link to a closed list leads to its heading: one click more, nothing lost.
function openTarget() {
  var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.tagName === "DETAILS") { target.open = true; target.scrollIntoView(); }
}
addEventListener("hashchange", openTarget);
addEventListener("beforeprint", function () {
  document.querySelectorAll("details.evidence").forEach(function (each) { each.open = true; });
});
openTarget();
