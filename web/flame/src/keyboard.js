// All that the mouse does, by keys.

/** Arrow keys move, Enter zooms, Escape steps back, "/" searches, "t" changes the theme. */
export function keyboard(chart, search, page) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target === search;
    if (event.key === "Escape") {
      if (search.value) page.search("");
      else if (chart.zoomedIn()) chart.reset();
      search.blur();
    } else if (typing || ["SELECT", "BUTTON", "A"].includes(event.target.tagName)) {
      return;
    } else if (event.key === "/") search.focus();
    else if (event.key === "t") page.changeTheme();
    else if (event.key === "Enter") chart.zoom();
    else if (event.key === "ArrowUp") chart.move("parent");
    else if (event.key === "ArrowDown") chart.move("child");
    else if (event.key === "ArrowRight") chart.move("next");
    else if (event.key === "ArrowLeft") chart.move("previous");
    else return;
    event.preventDefault();
  });
}
