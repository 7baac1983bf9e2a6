import { format } from 'd3-format';

const three = format('.3f');
const signed = format('+.3f');
const tenth = format('.1f');
const si = format('.3~s');

/** A weight: 0.123; small ones keep two digits that count. */
export const weight = (value: number): string => (value !== 0 && Math.abs(value) < 0.0005 ? value.toExponential(1) : three(value)).replace('-', '−');

/** An effect with its sign; 0 is exactly nothing. */
export const effect = (value: number): string => (value === 0 ? '0' : Math.abs(value) < 0.0005 ? (value > 0 ? '+' : '') + value.toExponential(1) : signed(value)).replace('-', '−');

export const percent = (share: number): string => `${tenth(share * 100)} %`;

/** 12.3k, 4.56M, 7.8G. */
export const short = (value: number): string => si(value);

export function bytes(count: number): string {
  for (const [unit, size] of [['EiB', 2 ** 60], ['PiB', 2 ** 50], ['TiB', 2 ** 40], ['GiB', 2 ** 30], ['MiB', 2 ** 20], ['KiB', 2 ** 10]] as const)
    if (count >= size) return `${format('.3~r')(count / size)} ${unit}`;
  return `${count} B`;
}

export const brief = (text: string, most = 40): string => ([...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text);
