import { chart } from "./chart.js";
import { byChange, byOwner, found } from "./colors.js";
import { details } from "./details.js";
import { frames, matched, totals } from "./model.js";
import { percent, quantity } from "./quantity.js";
import { dark, onTheme } from "./theme.js";

const at = (id) => document.getElementById(id);

/** Draws a profile into the page's parts for it, and lets the reader look into it. */
export function flame(profile) {
  const state = { type: profile.type, side: "candidate", matches: null, root: null };
  const flames = chart(at("chart"), { select: showDetails, hover: showDetails, zoom: showPath });
  fill();
  draw();
  return { chart: flames, search, showType };

  function fill() {
    at("type").append(...profile.types.map((type, index) => new Option(type.kind, index, false, index === profile.type)));
    at("type").addEventListener("change", (event) => {
      state.type = Number(event.target.value);
      draw();
    });
    at("sides").hidden = !profile.nodes.baseline;
    at("legend").hidden = !profile.nodes.baseline;
    for (const side of document.getElementsByName("side")) {
      side.addEventListener("change", () => {
        state.side = side.value;
        draw();
      });
    }

    at("search").addEventListener("input", (event) => search(event.target.value));
    at("reset").addEventListener("click", () => flames.reset());
    onTheme(() => flames.recolor(color()));
    let waiting;
    addEventListener("resize", () => {
      cancelAnimationFrame(waiting);
      waiting = requestAnimationFrame(flames.resize);
    });
  }

  function draw() {
    state.root = frames(profile, state.type, state.side);
    const { unit } = profile.types[state.type];
    const all = totals(profile, state.type);
    at("total").textContent = profile.nodes.baseline
      ? `${quantity(all.baseline, unit)} → ${quantity(all.candidate, unit)}`
      : quantity(all.candidate, unit);
    at("empty").hidden = state.root.value > 0;
    flames.show(state.root, color());
    countMatches();
  }

  function color() {
    const plain = profile.nodes.baseline ? byChange(totals(profile, state.type), profile.scaled, dark()) : byOwner(profile, dark());
    const hit = found(dark());
    return (node) => (state.matches?.(node.data) ? hit : plain(node.data));
  }

  function search(text) {
    const input = at("search");
    if (input.value !== text) input.value = text;
    state.matches = matcher(text);
    input.toggleAttribute("aria-invalid", state.matches === undefined);
    countMatches();
    flames.recolor(color());
  }

  // Undefined where the text is no regular expression (yet).
  function matcher(text) {
    if (!text) return null;
    try {
      const pattern = new RegExp(text, "i");
      const { name, source } = profile.functions;
      const hits = new Map();
      return (frame) => {
        if (!hits.has(frame.function)) hits.set(frame.function, [name, source].some((texts) => pattern.test(texts[frame.function])));
        return hits.get(frame.function);
      };
    } catch {
      return undefined;
    }
  }

  function countMatches() {
    const found = at("found");
    if (!state.matches) {
      found.textContent = state.matches === undefined ? "not a regular expression" : "";
      return;
    }

    const { sum, count } = matched(state.root, state.matches);
    found.textContent = count === 0 ? "nothing matches" : `${percent(state.root.value ? sum / state.root.value : 0)} in ${count.toLocaleString("en-US")} frames`;
  }

  function showDetails(frame) {
    const texts = details(profile, state.type, frame, totals(profile, state.type));
    at("name").textContent = texts.name;
    at("facts").replaceChildren(...texts.facts.map((fact) => element("span", fact)));
    at("source").textContent = texts.source;
    at("group").textContent = texts.group;
  }

  function showPath(nodes) {
    const steps = nodes.map((node, index) => {
      const step = element(index === nodes.length - 1 ? "b" : "button", node.data.name);
      step.addEventListener("click", () => flames.zoom(node));
      return step;
    });
    at("path").replaceChildren(...steps);
    at("path").scrollLeft = at("path").scrollWidth;
    at("reset").disabled = nodes.length === 1;
  }

  /** Changes to a sample type by its kind, where the profile has it. */
  function showType(kind) {
    const index = profile.types.findIndex((type) => type.kind === kind);
    if (index < 0 || index === state.type) return;
    state.type = index;
    at("type").value = index;
    draw();
  }
}

function element(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
