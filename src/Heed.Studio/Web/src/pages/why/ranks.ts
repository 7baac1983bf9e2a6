import { format } from 'd3-format';
import type { Schemas } from '../../lib/api';

const two = format('.2f');

function well(value: number): string {
  if (value >= 0.7) return 'well';
  if (value >= 0.4) return 'fairly';
  if (value >= 0.15) return 'poorly';
  return value > -0.15 ? 'not at all' : 'wrongly, the large ones changing less';
}

/** Rank correlations in words. */
export function ranked(ranks: Schemas['WhyRanks'], count: number): string {
  const told = (value: number) => `${well(value)} (${two(value).replace('-', '−')})`;
  if (ranks.weight == null || ranks.predicted == null) return 'There are too few weights with a consequence to say how well their size foretells it.';
  return `How well do these ${count} weights foretell what cutting them changes? Their size: ${told(ranks.weight)}. The prediction: ${told(ranks.predicted)}. In brackets: rank correlation, 1 is perfect.`;
}
