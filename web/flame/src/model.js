// The profile as the page receives it, and as the chart wants it.

/**
 * @typedef {object} Frame A node of the merged call tree, root first.
 * @property {number} id index of the node in the profile
 * @property {string} name what the chart writes
 * @property {number} value total in the chosen sample type, on the side that gives the widths
 * @property {number} self what no child accounts for
 * @property {number} candidate total of the candidate (of the profile where there is only one)
 * @property {number} baseline total of the baseline, 0 where there is none
 * @property {number} function index of the function
 * @property {Frame[]} children
 */

/** Builds the tree of one sample type. Where a side has no samples in a node, the node has no width. */
export function frames(profile, type, side) {
  const { nodes, functions } = profile;
  const candidate = nodes.candidate[type];
  const baseline = nodes.baseline?.[type];
  const widths = side === "baseline" ? baseline : candidate;
  const made = new Array(nodes.parent.length);
  for (let id = 0; id < made.length; id++) {
    const frame = {
      id,
      name: functions.label[nodes.function[id]],
      value: widths[id],
      self: widths[id],
      candidate: candidate[id],
      baseline: baseline?.[id] ?? 0,
      function: nodes.function[id],
      children: [],
    };
    made[id] = frame;
    const parent = made[nodes.parent[id]];
    if (parent && frame.value > 0) {
      parent.children.push(frame);
      parent.self -= frame.value;
    }
  }

  return made[0];
}

/** What the whole profile measures in one sample type. */
export function totals(profile, type) {
  return { candidate: profile.nodes.candidate[type][0], baseline: profile.nodes.baseline?.[type][0] ?? 0 };
}

/** Sum over the functions that match, each stack counted once. */
export function matched(root, matches) {
  let sum = 0;
  let count = 0;
  const open = [[root, false]];
  while (open.length) {
    const [frame, inside] = open.pop();
    const hit = matches(frame);
    if (hit) count++;
    if (hit && !inside) sum += frame.value;
    for (const child of frame.children) open.push([child, inside || hit]);
  }

  return { sum, count };
}
