/** What charts are made of. A chart only draws: every number comes with its words. */
import { scaleLinear, scaleLog } from 'd3-scale';
import { symbol, symbolCircle, symbolDiamond, symbolSquare, symbolTriangle, symbolWye } from 'd3-shape';

export interface ChartPoint {
  x: number;
  y: number;
  /** Ends of the error bar. */
  low?: number;
  high?: number;
  /** What is said of it when it is looked at. */
  label: string;
}

export interface ChartSeries {
  name: string;
  /** A tone of /tones.css: a0 … a24, u0 … u24, d1 … d24, ink, soft. */
  tone: string;
  dashed?: boolean;
  /** Draws no line between the points. */
  loose?: boolean;
  points: ChartPoint[];
}

/** A line across the chart at a value, with its name: a baseline (y) or a crossing (x). */
export interface ChartMark {
  x?: number;
  y?: number;
  name: string;
  tone: string;
}

export interface ChartAxis {
  label: string;
  kind?: 'linear' | 'log';
  /** Where left out, what the points reach. */
  domain?: [number, number];
  /** Where left out, round numbers. */
  ticks?: number[];
  format?: (value: number) => string;
}

export type Scale = (value: number) => number;

const symbols = [symbolCircle, symbolSquare, symbolTriangle, symbolDiamond, symbolWye];

/** The mark of a series, so that none is told by its colour alone. */
export const symbolOf = (series: number, size = 42): string => symbol(symbols[series % symbols.length], size)() ?? '';

/** Tones of series that have an order, such as lengths: from pale to strong, all of them to be seen on paper. */
export function orderedTones(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `a${count === 1 ? 20 : 10 + Math.round((14 * i) / (count - 1))}`);
}

export const isShown = (axis: ChartAxis, value: number): boolean => Number.isFinite(value) && (axis.kind !== 'log' || value > 0);

/** From values to pixels, with its ticks. */
export function scaleOf(axis: ChartAxis, values: number[], from: number, to: number): { at: Scale; ticks: { value: number; text: string }[] } {
  const shown = values.filter((value) => isShown(axis, value));
  const domain = axis.domain ?? (shown.length > 0 ? [Math.min(...shown), Math.max(...shown)] : axis.kind === 'log' ? [1, 10] : [0, 1]);
  const count = Math.max(2, Math.round(Math.abs(to - from) / (to < from ? 45 : 70)));
  const scale = axis.kind === 'log' ? scaleLog().domain(domain).range([from, to]) : scaleLinear().domain(domain).range([from, to]);
  // A single value has no extent: it stands in the middle.
  if (!axis.domain && domain[0] !== domain[1]) scale.nice();
  const usual = scale.tickFormat(count);
  const text = (value: number) => (axis.format ? axis.format(value) : usual(value).replace('-', '−'));
  const ticks = (axis.ticks ?? scale.ticks(count)).map((value) => ({ value, text: text(value) }));
  // A log scale has many ticks; those without a text are lines of the grid.
  return { at: (value) => scale(value), ticks: axis.kind === 'log' && axis.format && !axis.ticks ? ticks.map((tick) => ({ ...tick, text: usual(tick.value) === '' ? '' : tick.text })) : ticks };
}
