// Moves the keyboard (and the screen reader) to an element after a change. data: { target, stamp, block }: its id; a new
// stamp means a new move. The page may still be on its way: the element may come later, or be drawn anew and lose the
// focus, so for a while it is looked for again, as long as the person has not moved on.

const EVERY_MS = 50; // timers, not frames: a map being drawn can hold frames up for seconds
const TIMES = 40;

export default function ({ data }) {
  if (data.stamp === 0 || data.stamp === window.focusStamp) return;
  window.focusStamp = data.stamp;
  const start = document.activeElement;
  let moved = false;
  let times = TIMES;
  const look = () => {
    const now = document.activeElement;
    const target = document.getElementById(data.target);
    const elsewhere = now !== start && now !== document.body && now !== target;
    if (data.stamp !== window.focusStamp || elsewhere) return;
    if (target && now !== target) {
      target.setAttribute("tabindex", "-1");
      target.focus({ preventScroll: true });
      if (!moved) {
        const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
        target.scrollIntoView({ block: data.block, behavior: calm ? "auto" : "smooth" });
      }
      moved = true;
    }
    if (times-- > 0) setTimeout(look, EVERY_MS);
  };
  look();
}
