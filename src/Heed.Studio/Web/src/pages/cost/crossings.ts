/** Where one cost passes another, a sentence each. */
import { bytes } from '../../lib/format';
import type { Answer } from './choice';
import { tokens } from './words';

export function crossingSentences(answer: Answer): string[] {
  const at = answer.variants[0].crossings;
  const machine = `this machine’s ${bytes(answer.memoryBytes)}`;
  const read = 'costs more than everything else when a text is read';
  const said = [from(at.prefillAttention, `attention ${read}`, `Attention never ${read}`)];
  if (answer.decodes) {
    const token = 'costs more than everything else in each new token';
    said.push(from(at.tokenAttention, `attention ${token}`, `Attention never ${token}`));
    said.push(from(at.cacheOverWeights, 'the key-value cache is larger than the weights', 'The key-value cache never outgrows the weights'));
    said.push(
      at.cacheOverMemory === 1
        ? `The weights alone are more than ${machine} holds.`
        : from(at.cacheOverMemory, `weights and cache together are more than ${machine} holds`, `Weights and cache always fit ${machine}`),
    );
  }
  said.push(from(at.scoresOverGibibyte, 'one layer’s scores would take a naive program over 1 GiB', 'A naive program’s scores stay under 1 GiB'));
  said.push(from(at.scoresOverMemory, `they would take more than ${machine} holds; Heed holds none of them`, `They always fit ${machine}`));
  return said;
}

const from = (at: number | null | undefined, holds: string, never: string): string => (at == null ? `${never}.` : `From ${tokens(at)} tokens on, ${holds}.`);
