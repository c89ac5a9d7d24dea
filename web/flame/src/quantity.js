// Quantities as the rest of PerfInsight writes them: decimal units, few digits, never a zero that is not one.

const scales = {
  nanoseconds: [[1e9, "s"], [1e6, "ms"], [1e3, "µs"], [1, "ns"]],
  bytes: [[1e12, "TB"], [1e9, "GB"], [1e6, "MB"], [1e3, "KB"], [1, "B"]],
};

/** A value with its unit, such as "4.1 s". */
export function quantity(value, unit) {
  const scale = scales[unit];
  if (!scale) return `${value.toLocaleString("en-US")}${unit === "count" ? "" : ` ${unit}`}`;
  const [size, name] = scale.find(([size]) => Math.abs(value) >= size * 0.9995) ?? scale[scale.length - 1];
  const scaled = value / size;
  const digits = size === 1 || Math.abs(scaled) >= 9.95 ? 0 : 1;
  return `${scaled.toFixed(digits)} ${name}`;
}

/** A share from 0 to 1, such as "36 %". */
export function percent(share) {
  const value = share * 100;
  if (value > 0 && value < 0.1) return "< 0.1 %";
  return `${value.toFixed(value > 0 && value < 0.95 ? 1 : 0)} %`;
}

/** A change with its sign, such as "+0.9 s". */
export function delta(value, unit) {
  if (value === 0) return "±0";
  return (value > 0 ? "+" : "−") + quantity(Math.abs(value), unit);
}

/** Candidate over baseline, such as "1.50×". */
export function ratio(candidate, baseline) {
  if (baseline === 0) return candidate === 0 ? "–" : "new";
  if (candidate === 0) return "gone";
  return `${(candidate / baseline).toFixed(2)}×`;
}
