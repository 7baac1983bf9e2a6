import type { Schemas } from '../../lib/api';
import { effect, percent, weight } from '../../lib/format';

export type Run = Schemas['RunAnswer'];
export type Variant = Schemas['VariantAnswer'];
export type Metric = Schemas['MetricAnswer'];

/** The parts of the page, in the order of their buttons. */
export const views = [
  { id: 'results', title: 'Results', about: 'Variants side by side, and what became of every case' },
  { id: 'compare', title: 'Compare', about: 'Whether one variant is better than another, and why' },
  { id: 'versions', title: 'Versions', about: 'Prompts under version, and what changed' },
  { id: 'traces', title: 'Traces', about: 'Every call that was kept, to be searched' },
] as const;

/** A time as the command line writes it. */
export const time = (text: string): string => `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;

/** The same to the second. */
export const second = (text: string): string => `${text.slice(0, 10)} ${text.slice(11, 19)} UTC`;

const marks: Record<string, string> = { pass: '✓', fail: '✗', error: '!', unsupported: '?' };
const tones: Record<string, string> = { pass: 'u3', fail: 'd7', error: 'd14', unsupported: 'd14' };

/** The sign of a verdict, so that none is told by its colour alone. */
export const markOf = (verdict: string): string => marks[verdict] ?? '–';
export const toneOf = (verdict: string): string => tones[verdict] ?? 'u0';

export const score = (value: number | null | undefined): string => (value == null ? '–' : (Math.round(value * 1000) / 1000).toString());
export const milliseconds = (value: number | null | undefined): string => (value == null ? '–' : `${value < 10 ? value.toFixed(1) : value.toFixed(0)} ms`);
export const nats = (value: number): string => `${effect(value)} nats`;
/** A share in whole percent. */
export const whole = (share: number): string => `${Math.round(100 * share) + 0} %`.replace('-', '−');

/** What an answer loses, in words; below 0 it gains. */
export const loss = (value: number): string => `${value < 0 ? 'gains' : 'loses'} ${weight(Math.abs(value))} nats`;

export const count = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;
export const interval = (low: number, high: number): string => `${percent(low)} … ${percent(high)}`;

/** Names in a sentence: a, b and c. */
export const listed = (names: string[]): string => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names[names.length - 1]}`);

/** A number of a metric: a share, a score, or milliseconds. */
export const numberOf = (metric: Metric, value: number | null | undefined): string => (value == null ? '–' : metric.isTime ? `${value.toFixed(1)} ms` : value.toFixed(3)).replace('-', '−');
export const signedOf = (metric: Metric, value: number | null | undefined): string =>
  value == null ? '–' : `${value > 0 ? '+' : ''}${metric.isTime ? `${value.toFixed(1)} ms` : value.toFixed(3)}`.replace('-', '−');
export const chance = (p: number | null | undefined): string => (p == null ? '–' : p < 0.0001 ? '< 0.0001' : p.toFixed(4));

/** What is found of B beside A. */
export function verdictOf(metric: Metric): string {
  if (metric.verdict === 'better') return 'B is better';
  if (metric.verdict === 'worse') return 'B is worse';
  if (metric.verdict === 'needs_one_run') return 'two runs, two moments: no verdict';
  const what = metric.verdict === 'too_few' ? 'too few cases for a verdict' : 'inconclusive';
  if (metric.casesNeeded != null) return `${what}; as large a difference would need about ${count(metric.casesNeeded, 'case')}`;
  return metric.detectable != null ? `${what}; so many cases show a difference from ${numberOf(metric, metric.detectable)} on` : what;
}

const changes: Record<string, string> = { regressed: 'passed with A, not with B', improved: 'passes with B, not with A', score_fell: 'lower score with B', score_rose: 'higher score with B' };
export const changeOf = (change: string): string => changes[change] ?? change;

/** A case in a few words: its description, or its variables. */
export function caseName(test: number, description: string | null | undefined): string {
  const usual = description == null || description === '' || description === `Row #${test + 1}`;
  return usual ? `case ${test + 1}` : `case ${test + 1}, ${description}`;
}
