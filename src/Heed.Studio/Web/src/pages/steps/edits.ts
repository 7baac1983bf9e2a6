import type { Schemas } from '../../lib/api';
import type { Params } from '../../lib/link.svelte';

type SentEdit = Schemas['SentEdit'];
export type Score = { query: number; key: number; score: number };
export type Pair = { query: number; key: number };

/** What a link says of changed scores: `10.2:8.5,10.3:-1`. What cannot be read is left out. */
export function scoresOf(text: string | undefined): Score[] {
  return parts(text).flatMap((part) => {
    const found = /^(\d{1,3})\.(\d{1,3}):(-?\d{1,6}(?:\.\d{1,6})?)$/.exec(part);
    return found ? [{ query: Number(found[1]), key: Number(found[2]), score: Number(found[3]) }] : [];
  });
}

/** What a link says of cut pairs: `10.2,10.3`. */
export function pairsOf(text: string | undefined): Pair[] {
  return parts(text).flatMap((part) => {
    const found = /^(\d{1,3})\.(\d{1,3})$/.exec(part);
    return found ? [{ query: Number(found[1]), key: Number(found[2]) }] : [];
  });
}

export const scoresText = (scores: Score[]): string => scores.map((one) => `${one.query}.${one.key}:${one.score}`).join(',');
export const pairsText = (pairs: Pair[]): string => pairs.map((one) => `${one.query}.${one.key}`).join(',');
export const isPair = (pair: Pair, query: number, key: number): boolean => pair.query === query && pair.key === key;

/** The edit a link holds. */
export function editOf(params: Params): SentEdit {
  return {
    scores: scoresOf(params.set),
    cuts: pairsOf(params.cut),
    mask: params.mask ?? 'own',
    window: params.mask === 'window' ? (/^\d{1,2}$/.test(params.window ?? '') ? Number(params.window) : 3) : null,
    positions: params.positions !== 'off',
    scaling: params.scaling !== 'off',
    uniform: params.equal === 'on',
    other: params.keys ?? null,
  };
}

export function isEdit(edit: SentEdit): boolean {
  return (
    (edit.scores?.length ?? 0) > 0 || (edit.cuts?.length ?? 0) > 0 || edit.mask !== 'own' || edit.positions === false || edit.scaling === false || edit.uniform === true || edit.other !== null
  );
}

/** What takes every change out of the link. */
export const noEdit: Record<string, undefined> = {
  set: undefined, cut: undefined, mask: undefined, window: undefined, positions: undefined, scaling: undefined, equal: undefined, keys: undefined,
};

const parts = (text: string | undefined): string[] => (text ?? '').split(',').slice(0, 4096);
