// Streamlit's upload box takes the keyboard and has a name, yet says role="presentation", which such a thing must not
// (axe: presentation-role-conflict). It says what it is instead, until Streamlit does.

export default function () {
  const mend = () => {
    for (const box of document.querySelectorAll("[data-testid=stFileUploaderDropzone][role=presentation]")) {
      box.setAttribute("role", "group");
    }
  };
  const watch = new MutationObserver(mend);
  watch.observe(document.body, { childList: true, subtree: true });
  mend();
  return () => watch.disconnect();
}
