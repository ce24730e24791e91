/** Figures as the overlay writes them. */

const UNITS = ["B", "KiB", "MiB", "GiB"] as const;

/** `1.5 MiB` */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${Number.isInteger(value) ? value : value.toFixed(1)} ${UNITS[unit]}`;
}

// Kept: `toLocaleString` looks its format up anew each time, which takes longer than all else in a row.
const COUNTS = new Intl.NumberFormat("en-US");

/** `100,000` */
export function formatCount(count: number): string {
  return COUNTS.format(count);
}

/** `0.42`, of milliseconds; a dash where there is none. */
export function formatMs(ms: number): string {
  return Number.isNaN(ms) ? "–" : ms.toFixed(ms < 0.1 ? 3 : 2);
}

/** A colour for an archetype, the same as long as the page lives; neighbours differ. */
export function archetypeColor(id: number): string {
  return `hsl(${(165 + id * 137.5) % 360} 60% 58%)`;
}
