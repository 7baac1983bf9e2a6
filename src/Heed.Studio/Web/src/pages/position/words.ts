/** What the curves say, in plain words. */
import { format } from 'd3-format';
import type { Schemas } from '../../lib/api';

export type Answer = Schemas['PositionAnswer'];
export type Summary = Schemas['SummaryAnswer'];

const two = format('+.2f');
const one = format('.1f');
const plain = format('.2f');

/** Nats, with their sign. */
export const signed = (value: number): string => two(value).replace('-', '−');

export const place = (answer: Answer, value: number): string => (answer.unit === 'tokens' ? `${value} %` : `${value}`);

export const sizeName = (answer: Answer, size: number): string => `${size} ${answer.unit}`;

/** Where that is, for people. */
function where(answer: Answer, value: number): string {
  if (answer.unit !== 'tokens') return `place ${value}`;
  return value === 0 ? 'the very beginning' : value === 100 ? 'the end' : `${value} % of the way`;
}

/** Whether the place matters at one size. */
export function placeOf(answer: Answer, summary: Summary): string {
  const best = `best at ${where(answer, summary.bestPlace)} (${signed(summary.best)})`;
  const worst = `worst at ${where(answer, summary.worstPlace)} (${signed(summary.worst)})`;
  const gap = `${one(summary.gap)}${summary.gapError == null ? '' : ` ± ${one(summary.gapError)}`} nats`;
  if (summary.bestPlace === summary.worstPlace) return `only one place was tried (${signed(summary.best)} nats).`;
  if (summary.isClear === false) return `the place makes no difference that can be told from chance: ${best}, ${worst}, a gap of ${gap}.`;
  return `${best}, ${worst}: a gap of ${gap}${summary.isClear == null ? ', of a single question' : ''}.`;
}

/** Whether attention tells what matters. */
export function agreementOf(summary: Summary): string {
  if (summary.agreement == null) return 'One of attention and effect does not change from place to place, so neither can tell the other.';
  const number = plain(summary.agreement).replace('-', '−');
  if (summary.effectVaries === false) return `Whether more hangs on the passage at one place than at another cannot be told from chance, so neither can what attention says about it (rank correlation ${number}); more questions make smaller errors.`;
  if (summary.agreement >= 0.7) return `Attention goes with what matters (rank correlation ${number}).`;
  if (summary.agreement <= -0.7) return `Attention goes against what matters: where the passage is attended to more, less hangs on it (rank correlation ${number}).`;
  return `Attention is a poor guide to what matters here (rank correlation ${number}).`;
}
