/** From an answer to the lines of charts: which number stands where, and its words. Nothing is computed. */
import type { ChartAxis, ChartMark, ChartSeries } from '../../components/chart/chart';
import type { Schemas } from '../../lib/api';
import { bytes, percent } from '../../lib/format';
import type { Answer, Line } from './choice';
import { count, seconds, tokens } from './words';

type Point = Schemas['CostPointAnswer'];
type Times = Schemas['TimesAnswer'];
type Time = Schemas['TimePointAnswer'];
type Variant = Answer['variants'][number];

const tones: Record<Line['kind'], string> = { base: 'a22', full: 'soft', window: 'd18', heads: 'd8', int8: 'u14' };

export const contextAxis = (answer: Answer): ChartAxis => ({
  label: 'tokens of context',
  kind: 'log',
  domain: [answer.contexts[0], answer.contexts[answer.contexts.length - 1]],
  ticks: answer.contexts,
  format: tokens,
});
export const countAxis: ChartAxis = { label: 'operations', kind: 'log', format: count };
/** Round bytes: powers of two, as memory is made. */
const roundBytes = Array.from({ length: 17 }, (_, i) => 2 ** (5 * i));
/** Round times: thousandths, then seconds, minutes, hours, days, months, years and on. */
const roundSeconds = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 0.1, 1, 10, 60, 600, 3600, 36000, 86400, 864000, 8640000, 31557600, 315576000, 3155760000];

export const bytesAxis = (series: ChartSeries[], marks: ChartMark[]): ChartAxis => ({ label: 'bytes', format: bytes, ...around(roundBytes, series, marks) });
export const secondsAxis = (series: ChartSeries[]): ChartAxis => ({ label: 'time', format: seconds, ...around(roundSeconds, series, []) });

/** An axis between the round values below and above all that is shown. */
function around(round: number[], series: ChartSeries[], marks: ChartMark[]): Pick<ChartAxis, 'kind' | 'domain' | 'ticks'> {
  const shown = [...series.flatMap((one) => one.points.map((point) => point.y)), ...marks.flatMap((mark) => mark.y ?? [])].filter((value) => value > 0);
  const first = Math.max(0, round.findLastIndex((value) => value <= Math.min(...shown)));
  const after = round.findIndex((value) => value >= Math.max(...shown));
  const ticks = round.slice(first, after < 0 ? undefined : after + 1);
  return { kind: 'log', ticks, domain: [ticks[0], ticks[ticks.length - 1]] };
}

/** A line of each variant whose numbers are not those of the model as it is; it comes first. */
function lines<T extends { context: number }>(
  all: { line: Line; points: T[] }[],
  y: (point: T) => number | null | undefined,
  label: (point: T) => string,
): ChartSeries[] {
  const x = (point: T) => point.context;
  const base = all[0].points.map(y);
  return all
    .filter(({ points }, i) => i === 0 || points.some((point, p) => y(point) !== base[p]))
    .map(({ line, points }) => ({
      name: line.name,
      tone: tones[line.kind],
      dashed: line.kind !== 'base',
      points: points.filter((point) => y(point) != null).map((point) => ({ x: x(point), y: y(point)!, label: `${tokens(x(point))} tokens: ${label(point)}` })),
    }));
}

const asked = (answer: Answer, shown: Line[]) => answer.variants.map((variant: Variant, i) => ({ line: shown[i], points: variant.points }));

/** Operations of reading, or of the next token; and attention's own of the model as it is. */
export function operations(answer: Answer, shown: Line[], ofToken: boolean): ChartSeries[] {
  const token = (at: Point) => `${count(at.token!)} operations, ${percent(at.tokenShare!)} of them attention`;
  if (ofToken) return lines(asked(answer, shown), (at) => at.token, token);
  const words = (at: Point) => `${count(at.prefill)} operations, ${percent(at.prefillShare)} of them attention`;
  const whole = lines(asked(answer, shown), (at) => at.prefill, words);
  const own = (at: Point) => `${count(at.prefillAttention)} operations, ${percent(at.prefillShare)} of all`;
  const [attention] = lines(asked(answer, shown), (at) => at.prefillAttention, own);
  return [...whole, { ...attention, name: 'attention alone, as it is', tone: 'a12', dashed: true }];
}

/** Bytes of the weights, of the cache, and of the scores of one layer that a naive program holds. */
export function memory(answer: Answer, shown: Line[]): ChartSeries[] {
  const all = asked(answer, shown);
  const [scores] = lines(all.slice(0, 1), (at) => at.scoreBytes, (at) => `${bytes(at.scoreBytes)} of scores in each layer; Heed holds none`);
  const naive = { ...scores, name: 'a naive layer’s scores', tone: 'soft', dashed: true };
  const { weightBytes } = answer.variants[0];
  const words = `${bytes(weightBytes)} of weights`;
  const weights = { name: 'weights', tone: 'a12', points: answer.contexts.map((x) => ({ x, y: weightBytes, label: words })) };
  if (!answer.decodes) return [weights, naive];
  return [weights, ...lines(all, (at) => at.rollingCacheBytes, (at) => `${bytes(at.rollingCacheBytes)} of keys and values`), naive];
}

/** What the memory chart is to be held against: this machine. */
export const memoryMarks = (answer: Answer): ChartMark[] => [
  { y: answer.memoryBytes, name: `this machine ${bytes(answer.memoryBytes)}`, tone: 'ink' },
  ...crossing(answer, answer.variants[0].crossings.cacheOverWeights, 'cache > weights'),
];

export function operationMarks(answer: Answer, ofToken: boolean): ChartMark[] {
  const { prefillAttention, tokenAttention } = answer.variants[0].crossings;
  return crossing(answer, ofToken ? tokenAttention : prefillAttention, 'attention > all else');
}

/** Predicted seconds of reading, or of the next token. */
export function times(answer: Times, shown: Line[], ofToken: boolean): ChartSeries[] {
  const all = answer.variants.map((variant, i) => ({ line: shown[i], points: variant.points }));
  const words = (whole: (at: Time) => number | null | undefined, attention: (at: Time) => number | null | undefined) => (at: Time) =>
    `${seconds(whole(at)!)}, attention ${seconds(attention(at)!)} of it`;
  return ofToken
    ? lines(all, (at) => at.token, words((at) => at.token, (at) => at.tokenAttention))
    : lines(all, (at) => at.prefill, words((at) => at.prefill, (at) => at.prefillAttention));
}

function crossing(answer: Answer, at: number | null | undefined, name: string): ChartMark[] {
  const shown = at != null && at >= answer.contexts[0] && at <= answer.contexts[answer.contexts.length - 1];
  return shown ? [{ x: at, name: `${name}: ${tokens(at)}`, tone: 'soft' }] : [];
}
