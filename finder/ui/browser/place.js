// The question "Where?": a box that suggests places while one types (the ARIA combobox pattern), and "use my location".
// data: { shown, stamp, words }. Tells Python `search` {text, stamp}, `choose` a place's id, `locate` {lat, lon}.

const PAUSE_MS = 120; // of typing, before suggestions are asked for
const SLOW_MS = 6000; // of waiting for a position, before a word is said about it
const GIVE_UP_MS = 20000;

export default function ({ data, parentElement, setTriggerValue }) {
  const find = (selector) => parentElement.querySelector(selector);
  const [form, input, list, status] = ["form", "input", "ul", "p"].map(find);
  const { words } = data;
  const state = (form.state ??= { stamp: null, options: [], active: -1, asked: 0 });

  find("label").textContent = words.label;
  find(".go").textContent = words.search;
  find(".locate span").textContent = words.locate;
  input.placeholder = words.example;
  list.setAttribute("aria-label", words.suggestions);
  if (state.stamp !== data.stamp) {
    // Only a new place changes what stands in the box: what somebody is typing is theirs.
    state.stamp = data.stamp;
    input.value = data.shown;
    say("");
  }

  function say(text) {
    status.textContent = text;
  }

  function close() {
    state.asked += 1; // an answer under way comes too late
    clearTimeout(state.pause);
    list.hidden = true;
    state.active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function show(places) {
    state.options = places;
    state.active = -1;
    list.replaceChildren(
      ...places.map((place, i) => {
        const option = document.createElement("li");
        option.id = `place-${i}`;
        option.role = "option";
        option.textContent = place.label;
        option.setAttribute("aria-selected", "false");
        // Pointer down, not click: the box must not lose its focus first.
        option.onpointerdown = (event) => { event.preventDefault(); };
        option.onclick = () => choose(place);
        return option;
      }),
    );
    list.hidden = places.length === 0;
    input.setAttribute("aria-expanded", String(places.length > 0));
    input.removeAttribute("aria-activedescendant");
  }

  function move(step) {
    const n = state.options.length;
    state.active = (state.active + step + (state.active < 0 && step < 0 ? 1 : 0) + n) % n;
    [...list.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === state.active)));
    input.setAttribute("aria-activedescendant", `place-${state.active}`);
  }

  function choose(place) {
    input.value = place.label;
    close();
    say("");
    setTriggerValue("choose", place.id);
  }

  async function suggest() {
    const mine = (state.asked += 1);
    try {
      // In the body, not the address, so that no log anywhere on the way holds it.
      const answer = await fetch(new URL("suggest", document.baseURI), { method: "POST", body: input.value });
      if (answer.ok && mine === state.asked) show(await answer.json());
    } catch {
      // Without suggestions the box still works; a lost connection is said by Streamlit itself.
      if (mine === state.asked) close();
    }
  }

  input.oninput = () => {
    clearTimeout(state.pause);
    say("");
    state.pause = setTimeout(suggest, PAUSE_MS);
  };
  input.onblur = close;
  input.onkeydown = (event) => {
    if (event.isComposing) return;
    const open = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!open) return;
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    if (state.active >= 0) return choose(state.options[state.active]);
    close();
    setTriggerValue("search", { text: input.value.slice(0, 1000), at: Date.now() });
  };

  find(".locate").onclick = () => {
    if (!navigator.geolocation || !window.isSecureContext) return say(words.unavailable);
    say(words.asking);
    const slow = setTimeout(() => say(words.slow), SLOW_MS);
    const done = (then) => (result) => { clearTimeout(slow); then(result); };
    navigator.geolocation.getCurrentPosition(
      done(({ coords }) => {
        say("");
        // Two decimals are within a mile: nearer than any ZIP needs.
        setTriggerValue("locate", { lat: Number(coords.latitude.toFixed(2)), lon: Number(coords.longitude.toFixed(2)), at: Date.now() });
      }),
      done((error) => say({ 1: words.refused, 2: words.unavailable, 3: words.late }[error.code] ?? words.unavailable)),
      { enableHighAccuracy: false, timeout: GIVE_UP_MS, maximumAge: 600000 },
    );
  };
}
