// Keeps the shortlist in this browser (localStorage), nowhere else. data: { ids, stamp, merge }: `ids` null until this
// visit has read it; a new `stamp` means the person changed it here, `merge` before it was read. Tells Python `ids`, and
// `kept` false where it cannot be kept.

const KEY = "shortlist";

function read() {
  const ids = JSON.parse(localStorage.getItem(KEY) ?? "[]");
  return Array.isArray(ids) ? ids.filter((id) => typeof id === "string").slice(0, 100) : [];
}

export default function ({ data, setStateValue, setTriggerValue }) {
  try {
    if (data.stamp !== null && data.stamp !== window.shortlistStamp) {
      window.shortlistStamp = data.stamp;
      const before = data.merge ? read().filter((id) => !data.ids.includes(id)) : [];
      const ids = [...before, ...data.ids];
      if (ids.length) localStorage.setItem(KEY, JSON.stringify(ids));
      else localStorage.removeItem(KEY);
      if (before.length) setTriggerValue("ids", ids);
    } else if (data.ids === null) {
      const kept = read();
      if (kept.length) setTriggerValue("ids", kept);
    }
  } catch {
    // Storage switched off, or what is in it is not ours: the list then lasts as long as the visit.
    setStateValue("kept", false);
  }
  // Another tab changed it.
  const changed = (event) => {
    // A trigger: Python hears of a list that is again as it last told, too.
    if (event.key === KEY || event.key === null) setTriggerValue("ids", read());
  };
  window.addEventListener("storage", changed);
  return () => window.removeEventListener("storage", changed);
}
