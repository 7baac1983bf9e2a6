import type { Schemas } from '../../lib/api';

/** The token to begin with: a pronoun if there is one, since that is what people ask about; else the last word. */
export function tellingToken(answer: Pick<Schemas['SentenceAnswer'], 'tokens'>): number {
  const found = answer.tokens.findIndex((token) => /^(it|he|she|they|him|her|them)$/i.test(token.text));
  if (found >= 0) return found;
  const word = answer.tokens.findLastIndex((token) => token.word >= 0 && /[\p{L}\p{N}]/u.test(token.text));
  return word >= 0 ? word : answer.tokens.length - 1;
}
