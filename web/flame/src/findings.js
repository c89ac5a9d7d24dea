// The list of findings: which of them are shown, and the way through them by keys.

/** @param list what has them, @param input the text that they must have, @param shown says how many are shown */
export function findings(list, input, shown) {
  const all = [...list.querySelectorAll("details")];
  const kinds = [...document.querySelectorAll("button[data-kind]")];
  const texts = new Map(all.map((finding) => [finding, finding.textContent.toLowerCase()]));
  for (const kind of kinds) {
    kind.addEventListener("click", () => {
      kind.ariaPressed = kind.ariaPressed === "true" ? "false" : "true";
      apply();
    });
  }

  input.addEventListener("input", apply);
  addEventListener("hashchange", open);
  apply();
  open();
  return { filter, move, toggleAll };

  function apply() {
    const chosen = new Set(kinds.filter((kind) => kind.ariaPressed === "true").map((kind) => kind.dataset.kind));
    const text = input.value.toLowerCase();
    for (const finding of all) finding.hidden = !chosen.has(finding.dataset.verdict) || !texts.get(finding).includes(text);
    shown.textContent = `${visible().length} of ${all.length} shown`;
  }

  function filter(text) {
    input.value = text;
    apply();
  }

  function visible() {
    return all.filter((finding) => !finding.hidden);
  }

  function move(step) {
    const open = visible();
    const at = open.indexOf(document.activeElement.closest("details"));
    const target = open[at < 0 ? (step > 0 ? 0 : open.length - 1) : at + step];
    target?.querySelector("summary").focus();
  }

  function toggleAll() {
    const some = visible();
    const isOpen = !some.every((finding) => finding.open);
    for (const finding of some) finding.open = isOpen;
  }

  // A link to one finding opens it, whatever is chosen.
  function open() {
    const target = all.find((finding) => `#${finding.id}` === location.hash);
    if (!target) return;
    target.hidden = false;
    target.open = true;
    target.scrollIntoView();
    target.querySelector("summary").focus({ preventScroll: true });
  }
}
