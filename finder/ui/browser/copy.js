// Copies a link to a page of ours. data: { path, words }; `path` is relative, as only the browser knows our address.

export default function ({ data, parentElement }) {
  const [button, status, input] = ["button", "p", "input"].map((name) => parentElement.querySelector(name));
  const link = new URL(data.path, document.baseURI).href;
  button.textContent = data.words.copy;
  input.setAttribute("aria-label", data.words.link);
  if (input.value !== link) {
    input.value = link;
    input.hidden = true;
    status.textContent = "";
  }
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(link);
      status.textContent = data.words.copied;
    } catch {
      status.textContent = data.words.by_hand;
      input.hidden = false;
      input.select();
    }
  };
}
