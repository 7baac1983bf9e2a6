/** What is cut, as a link holds it: `attention:head:from:to`, parts that are left out empty, joined by `~`. */
import type { Schemas } from '../../lib/api';

export interface Cut {
  attention: string | null;
  head: number | null;
  from: number | null;
  to: number | null;
}

const mark = (cut: Cut): string => [cut.attention, cut.head, cut.from, cut.to].map((part) => part ?? '').join(':');

export const written = (cuts: Cut[]): string => cuts.map(mark).join('~');

export function read(text: string | undefined): Cut[] {
  const number = (part: string | undefined) => (part !== undefined && /^\d{1,9}$/.test(part) ? Number(part) : null);
  return (text ?? '')
    .split('~')
    .filter((part) => part !== '')
    .map((part) => {
      const [attention, head, from, to] = part.split(':');
      return { attention: attention || null, head: number(head), from: number(from), to: number(to) };
    });
}

export const has = (cuts: Cut[], cut: Cut): boolean => cuts.some((one) => mark(one) === mark(cut));

/** Puts a cut in, or takes it out where it is there. */
export const toggled = (cuts: Cut[], cut: Cut): Cut[] => (has(cuts, cut) ? cuts.filter((one) => mark(one) !== mark(cut)) : [...cuts, cut]);

export const edgeCut = (edge: { attention: string; head: number; from: number; to: number }): Cut => ({ attention: edge.attention, head: edge.head, from: edge.from, to: edge.to });
export const headCut = (attention: string, head: number): Cut => ({ attention, head, from: null, to: null });
export const pairCut = (from: number, to: number): Cut => ({ attention: null, head: null, from, to });

/** blocks.3.attn, 2 → layer 3 head 2. */
export function place(attention: string, head: number): string {
  const [, stack, layer, kind] = /^(encoder\.|decoder\.)?blocks\.(\d+)\.(\w+)$/.exec(attention) ?? [];
  return layer === undefined ? `${attention} head ${head}` : `${(stack ?? '').replace('.', ' ')}${kind === 'cross' ? 'cross ' : ''}layer ${layer} head ${head}`;
}

/** A cut in words. */
export function told(cut: Cut, tokens: Schemas['SentToken'][]): string {
  const word = (token: number | null) => (token === null ? '' : (tokens[token]?.text ?? `token ${token}`));
  if (cut.attention === null) return `all attention from “${word(cut.from)}” to “${word(cut.to)}”`;
  if (cut.from === null) return `${place(cut.attention, cut.head ?? 0)} as a whole`;
  return `“${word(cut.from)}” → “${word(cut.to)}” in ${place(cut.attention, cut.head ?? 0)}`;
}
