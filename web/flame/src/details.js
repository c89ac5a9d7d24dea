// The line under the chart: the selected frame in figures.
import { delta, percent, quantity, ratio } from "./quantity.js";

/** Texts about a frame; what does not apply is empty. */
export function details(profile, type, frame, totals) {
  const { unit } = profile.types[type];
  const { name, source, group } = profile.functions;
  const facts = [];
  if (profile.nodes.baseline) {
    facts.push(`${quantity(frame.baseline, unit)} → ${quantity(frame.candidate, unit)}`);
    facts.push(delta(frame.candidate - frame.baseline, unit));
    facts.push(ratio(frame.candidate, frame.baseline));
    facts.push(`${percent(share(frame.baseline, totals.baseline))} → ${percent(share(frame.candidate, totals.candidate))} of all`);
  } else {
    facts.push(`total ${quantity(frame.candidate, unit)} (${percent(share(frame.candidate, totals.candidate))})`);
    facts.push(`self ${quantity(frame.self, unit)} (${percent(share(frame.self, totals.candidate))})`);
  }

  return {
    name: name[frame.function],
    facts,
    source: source[frame.function] ?? "",
    group: profile.groups[group[frame.function]] ?? "",
  };
}

function share(value, total) {
  return total === 0 ? 0 : value / total;
}
