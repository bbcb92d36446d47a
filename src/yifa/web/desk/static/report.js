/* What a phone can add to the form of reports: where it is, and that it is sending. Without it everything works. */
const form = document.querySelector("form[data-sending]");
const locate = document.querySelector("[data-locate]");

if (locate && "geolocation" in navigator) {
  locate.hidden = false;
  const told = locate.querySelector("[role=status]");
  locate.querySelector("button").addEventListener("click", () => {
    told.textContent = locate.dataset.wait;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.longitude.value = coords.longitude.toFixed(6);
        form.elements.latitude.value = coords.latitude.toFixed(6);
        told.textContent = locate.dataset.got.replace("{metres}", Math.round(coords.accuracy));
      },
      () => { told.textContent = locate.dataset.denied; },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 },
    );
  });
}

form?.addEventListener("submit", () => {
  form.querySelector("[data-sending-place]").textContent = form.dataset.sending;
  form.querySelector("button.main").disabled = true;
});
window.addEventListener("pageshow", () => form?.querySelector("button.main").removeAttribute("disabled"));
