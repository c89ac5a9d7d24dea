// Colour carries one thing at a time: who owns the code, or what changed.

/** Golden angle, degrees: neighbours in a list of groups get hues that are far apart. */
const angle = 137.508;

/** Own code has its group's hue, framework code is grey: the eye goes to what can be changed. */
export function byOwner(profile, dark) {
  const { group, framework } = profile.functions;
  const [light, chroma] = dark ? [0.42, 0.085] : [0.86, 0.075];
  return (frame) => {
    if (frame.id === 0) return dark ? "oklch(0.33 0 0)" : "oklch(0.93 0 0)";
    if (framework[frame.function]) return dark ? "oklch(0.33 0.012 250)" : "oklch(0.92 0.008 250)";
    return `oklch(${light} ${chroma} ${((35 + group[frame.function] * angle) % 360).toFixed(1)})`;
  };
}

/** A frame of this share of the whole shows its change in full colour. What is smaller pales: few samples change by chance. */
const telling = 0.005;

/** Red grew, blue shrank (told apart by people who see no red too); the stronger, the larger the change of the frame. */
export function byChange(totals, scaled, dark) {
  const whole = Math.max(totals.candidate, totals.baseline);
  const scale = scaled && totals.baseline > 0 ? totals.candidate / totals.baseline : 1;
  return (frame) => {
    const before = frame.baseline * scale;
    const most = Math.max(frame.candidate, before);
    const change = most === 0 ? 0 : (frame.candidate - before) / most;
    const strength = Math.abs(change) * Math.min(1, most / (telling * whole));
    if (strength < 0.02) return dark ? "oklch(0.36 0 0)" : "oklch(0.93 0 0)";
    const light = dark ? 0.36 + 0.1 * strength : 0.93 - 0.2 * strength;
    return `oklch(${light.toFixed(3)} ${(0.03 + 0.13 * strength).toFixed(3)} ${change > 0 ? 25 : 250})`;
  };
}

/** What a search found. */
export function found(dark) {
  return dark ? "oklch(0.55 0.19 330)" : "oklch(0.78 0.17 330)";
}
