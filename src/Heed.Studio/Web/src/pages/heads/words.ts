/** What scores of heads are called, in plain words. */
import type { Schemas } from '../../lib/api';
import { percent, weight } from '../../lib/format';

export type Answer = Schemas['HeadsAnswer'];
export type Head = Schemas['HeadAnswer'];
export type Score = Schemas['ScoreAnswer'];

export const kinds: Record<string, { tone: string; says: string }> = {
  finds: { tone: 'u15', says: 'finds the word that is needed' },
  matches: { tone: 'u7', says: 'finds a token like its own' },
  place: { tone: 'd13', says: 'looks at a place, whatever stands there' },
  writes: { tone: 'a14', says: 'hands on what it looks at' },
  rests: { tone: 'a5', says: 'rests, or spreads over everything' },
  other: { tone: 'a9', says: 'something else' },
};

export const none = { tone: 'a0', says: 'none of what is asked' };

export const scoreOf = (head: Head, measure: string): Score | undefined => head.scores.find((score) => score.measure === measure);

/** Nats and scaled shares are plain numbers, shares are percent. */
export const number = (measure: string, value: number): string => (measure === 'broad' || measure === 'copying' ? weight(value) : percent(value));

export const evidence: Record<string, string> = {
  pattern: 'by pattern alone',
  patternOfAnswers: 'by pattern, while the answer is written',
  directPath: 'by what it writes, on the straight path',
};

/** What a head does, in a sentence. */
export function sentenceOf(head: Head, answer: Answer): string {
  const name = `${stackOf(head)}Layer ${head.layer} head ${head.head}`;
  const score = head.mainRole ? scoreOf(head, head.mainRole) : undefined;
  if (!score) return `${name} does none of what is asked: no score reaches its threshold. That says nothing against it; it may do something nobody asked about.`;
  const beside = score.baseline != null ? `; ${score.baselineIs} would reach ${number(score.measure, score.baseline)}` : '';
  const share = number(score.measure, score.value);
  switch (score.measure) {
    case 'previous token': {
      const even = answer.offsets.find((offset) => offset.from === -1 && offset.to === -1)?.even;
      return `${name} looks at the token before (${share} of its attention${even ? `; even attention would give ${percent(even)}` : ''}).`;
    }
    case 'positional':
      return `${name} looks at a fixed place: for ${share} of the tokens its strongest key stands at ${score.where === '0' ? 'the token itself' : `offset ${score.where}`}, whatever the words are.`;
    case 'duplicate token':
      return `${name} finds the same token earlier (${share} of its attention, on random tokens written twice).`;
    case 'induction':
      return `${name} finds what came after the same token before (${share} of its attention, on random tokens written twice).`;
    case 'induction on text':
      return `${name} finds what came after the same token before (${share} of its attention on text${beside}).`;
    case 'coreference':
      return `${name} looks from a pronoun at the noun that is meant, in ${share} of the sentences${beside}.`;
    case 'answer':
      return `${name} looks from where a word must be given at that word, in ${share} of the sentences${beside}.`;
    case 'retrieval':
      return `${name} has the answer as its strongest key just when the model writes it (${share} of the answer's tokens).`;
    case 'sink':
      return `${name} rests: ${share} of everybody's attention goes to one token (${score.where}).`;
    case 'local':
      return `${name} stays near: ${share} of its attention lies within two tokens${beside}.`;
    case 'broad':
      return `${name} spreads over nearly everything (entropy ${share} nats).`;
    case 'copying':
      return `${name} raises the output of what it looks at (${share}; 1 would be that token alone).`;
    default:
      return `${name}: ${score.measure}, ${weight(score.value)}${beside}.`;
  }
}

/** What answers lose without it, in a sentence. */
export function lossOf(head: Head, answer: Answer): string {
  if (!head.loss || !answer.reliance) return 'What answers lose without it was not measured: this model cannot be asked the sentences.';
  const { total, error, isClear } = head.loss;
  const spread = error == null ? '' : ` ± ${weight(error)}`;
  const of = `of the ${weight(answer.reliance.margin)} logits by which right answers lead`;
  if (isClear === false) return `Without it, answers change by no more than chance (${weight(total)}${spread} logits ${of}).`;
  return total > 0 ? `Without it, answers lose ${weight(total)}${spread} logits ${of}.` : `Without it, answers gain ${weight(-total)}${spread} logits: it gets in their way.`;
}

export const stackOf = (head: Head): string => ({ encoder: 'Encoder: ', decoder: 'Decoder: ', cross: 'Cross-attention: ' })[head.stack] ?? '';
