/** Contexts, counts and seconds as people read them. */
import { format } from 'd3-format';

const grouped = format(',');
const three = format('.3~r');
const si = format('.3~s');

/** 512, 32k, 1M: powers of two, as contexts are told. */
export function tokens(count: number): string {
  for (const [unit, size] of [['M', 2 ** 20], ['k', 2 ** 10]] as const) if (count >= size && count % size === 0) return `${grouped(count / size)}${unit}`;
  return grouped(count);
}

/** As a field takes it: the server reads 32k and 1m. */
export const typed = (count: number): string => tokens(count).replaceAll(',', '').toLowerCase();

/** 41.2 T: thousands by their letter. */
export function count(value: number): string {
  const text = si(value);
  return /[a-zA-Z]$/.test(text) ? `${text.slice(0, -1)} ${text.slice(-1)}` : text;
}

/** Units of time: their seconds, and from how many seconds on they are used. */
const units: [string, number, number][] = [
  ['years', 31557600, 31557600],
  ['days', 86400, 172800],
  ['h', 3600, 7200],
  ['min', 60, 120],
  ['s', 1, 1],
  ['ms', 1e-3, 1e-3],
];

export function seconds(value: number): string {
  for (const [unit, size, from] of units) if (value >= from) return `${three(value / size)} ${unit}`;
  return `${three(value / 1e-6)} µs`;
}
