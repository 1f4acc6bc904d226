// A clinic's name on its card is a plain link: it can be copied, or opened in a new tab. A plain press on it goes the way
// of the card's page link instead, which keeps the visit and does not load everything anew.

export default function () {
  const follow = (event) => {
    if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const card = event.target.closest?.(".card h3 a")?.closest("[data-testid=stVerticalBlock]");
    const twin = card?.querySelector("[data-testid=stPageLink] a");
    if (!twin) return;
    event.preventDefault();
    twin.click();
  };
  document.addEventListener("click", follow);
  return () => document.removeEventListener("click", follow);
}
