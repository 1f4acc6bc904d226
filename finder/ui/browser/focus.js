// Moves the keyboard (and the screen reader) to an element after a change, and scrolls to it. data: { target, stamp,
// block }: its CSS selector, and how it stands on the screen; a new stamp means a new move. The page may still be on its
// way: the element may come later, be drawn anew and lose the focus, or be scrolled away by Streamlit's own jump to the
// top. So for a while it is looked for again, as long as the person has not done anything.

const EVERY_MS = 50; // timers, not frames: a map being drawn can hold frames up for seconds
const TIMES = 40;
const ACTS = ["wheel", "touchmove", "keydown", "pointerdown"];

export default function ({ data }) {
  if (data.stamp === 0 || data.stamp === window.focusStamp) return;
  window.focusStamp = data.stamp;
  let times = TIMES;
  let before = document.activeElement;
  const stop = () => { times = 0; };
  ACTS.forEach((act) => window.addEventListener(act, stop, { once: true, passive: true }));
  const look = () => {
    if (times-- <= 0 || data.stamp !== window.focusStamp) {
      ACTS.forEach((act) => window.removeEventListener(act, stop));
      return;
    }
    const now = document.activeElement;
    const target = [...document.querySelectorAll(data.target)].find((found) => found.getClientRects().length);
    // Someone, or a tool that acts for them, is elsewhere by now.
    if (now !== before && now !== document.body && now !== target) times = 0;
    else if (target) {
      if (now !== target) {
        if (target.tabIndex < 0) target.setAttribute("tabindex", "-1");
        target.focus({ preventScroll: true });
        before = target;
      }
      const { top, bottom } = target.getBoundingClientRect();
      if (bottom < 0 || top > innerHeight) target.scrollIntoView({ block: data.block });
    }
    setTimeout(look, EVERY_MS);
  };
  look();
}
