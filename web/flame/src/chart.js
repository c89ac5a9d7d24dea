// The drawing itself is d3-flame-graph's; here it is given our tree, our colours and a selected frame.
import flamegraph from "d3-flame-graph";
import { select } from "d3-selection";

const cellHeight = 20;

/** Frames below this width are not drawn: they cannot be told apart, and a page with a million of them stays quick. */
const narrowest = 1;

/** Draws into an element. `on.select` is called with the frame that the reader chose, `on.zoom` with the one that fills the width. */
export function chart(element, on) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let graph;
  let selected = null;
  let zoomed = null;

  const mark = () => {
    select(element).selectAll("g.frame").attr("data-selected", (node) => (node.data.id === selected?.data.id ? "" : null));
  };
  // The text of a frame is written after its transition: what is marked must not wait for it.
  const choose = (node) => {
    selected = node;
    mark();
    on.select(node.data);
  };
  const width = () => Math.max(320, element.clientWidth);
  const root = () => select(element).datum();

  return {
    /** Shows a tree from its root on. */
    show(tree, color) {
      element.replaceChildren();
      graph = flamegraph()
        .width(width())
        .cellHeight(cellHeight)
        .inverted(true)
        .minFrameSize(narrowest)
        .transitionDuration(calm ? 0 : 150)
        .resetHeightOnZoom(true)
        .sort((left, right) => right.data.value - left.data.value || left.data.id - right.data.id)
        .setColorMapper(color)
        .setLabelHandler(() => "")
        .tooltip(noTooltip)
        .onHover((node) => on.hover(node.data))
        .onClick((node) => {
          zoomed = node;
          choose(node);
          on.zoom(path(node));
        });
      select(element).datum(tree).call(graph);
      zoomed = root();
      choose(zoomed);
      on.zoom(path(zoomed));
    },
    recolor: (color) => {
      graph.setColorMapper(color).update();
      mark();
    },
    resize: () => {
      graph.width(width()).update();
      mark();
    },
    zoom: (node = selected) => graph.zoomTo(node),
    reset: () => graph.resetZoom(),
    zoomedIn: () => zoomed?.parent != null,
    find: (id) => graph.findById(id),
    /** Moves the selection to a relative that is drawn: "parent", "child" (its widest), "next" or "previous". */
    move(where) {
      const drawn = (node) => node && node.value > 0 && (node.x1 - node.x0) * width() >= narrowest;
      const siblings = selected.parent?.children.filter(drawn) ?? [];
      const at = siblings.indexOf(selected);
      const target = {
        parent: selected.parent,
        child: selected.children?.find(drawn),
        next: siblings[at + 1],
        previous: siblings[at - 1],
      }[where];
      if (target) choose(target);
      element.querySelector("[data-selected]")?.scrollIntoView({ block: "nearest" });
    },
  };
}

// The page has a panel for what a tooltip would say; the library would add its own title to each frame.
function noTooltip() {}
noTooltip.show = () => {};
noTooltip.hide = () => {};

/** The frames from the root to a node. */
function path(node) {
  return node.ancestors().reverse();
}
