// All that the mouse does with the graph, by keys.

/** Arrow keys move, Enter zooms, Escape steps back, "/" searches, "t" changes the theme; where `owns` says that the key is the graph's. */
export function keyboard(flames, search, { theme, owns }) {
  const { chart } = flames;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !owns(event)) return;
    const typing = event.target === search;
    if (event.key === "Escape") {
      if (search.value) flames.search("");
      else if (chart.zoomedIn()) chart.reset();
      search.blur();
    } else if (typing || ["SELECT", "BUTTON", "A"].includes(event.target.tagName)) {
      return;
    } else if (event.key === "/") search.focus();
    else if (event.key === "t") theme();
    else if (event.key === "Enter") chart.zoom();
    else if (event.key === "ArrowUp") chart.move("parent");
    else if (event.key === "ArrowDown") chart.move("child");
    else if (event.key === "ArrowRight") chart.move("next");
    else if (event.key === "ArrowLeft") chart.move("previous");
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  });
}
