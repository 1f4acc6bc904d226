// Moves the keyboard (and the screen reader) to an element after a change. data: { target, stamp }: its id; a new stamp
// means a new move. The element may still be on its way, so it is looked for over some frames.

export default function ({ data }) {
  if (data.stamp === 0 || data.stamp === window.focusStamp) return;
  window.focusStamp = data.stamp;
  let frames = 60;
  const look = () => {
    const target = document.getElementById(data.target);
    if (!target) {
      if (frames-- > 0) requestAnimationFrame(look);
      return;
    }
    target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    target.scrollIntoView({ block: data.block, behavior: calm ? "auto" : "smooth" });
  };
  requestAnimationFrame(look);
}
