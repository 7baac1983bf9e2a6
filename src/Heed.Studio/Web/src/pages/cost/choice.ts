/** What the page counts, as it stands in the link, and as the server is asked. */
import { post, type Schemas } from '../../lib/api';

export type Answer = Schemas['CostAnswer'];
export type Shape = Schemas['ShapeAnswer'];
export type Known = Schemas['KnownShapeAnswer'];
type Request = Schemas['CostRequest'];
type Variant = Schemas['VariantRequest'];

/** Lines that may stand beside the model as it is. */
export const lineKinds = ['full', 'window', 'heads', 'int8'] as const;
export type LineKind = (typeof lineKinds)[number];

export interface Choice {
  /** Of what: a model, a shape or a configuration, and the format of weights that has none of its own. */
  subject: Pick<Request, 'model' | 'shape' | 'config' | 'weights'>;
  lines: LineKind[];
  window: number;
  heads: number;
  cache: string;
  context: string;
  longest: string;
  batch: number;
}

/** A line of the charts: what it is called and what the server is asked for it. */
export interface Line {
  kind: 'base' | LineKind;
  name: string;
  variant: Variant;
}

/** The lines that fit a model: one without a cache has no precision of it, one that looks both ways no window. */
export function linesOf(choice: Choice, facts: Answer): Line[] {
  const { cache } = choice;
  const heads = facts.keyValueHeadChoices.includes(choice.heads) ? choice.heads : facts.keyValueHeadChoices[0];
  const all: Line[] = [
    { kind: 'base', name: 'as it is', variant: { cache } },
    { kind: 'full', name: 'every token sees all', variant: { window: 0, cache } },
    { kind: 'window', name: `window ${choice.window}`, variant: { window: choice.window, cache } },
    { kind: 'heads', name: heads === 1 ? '1 key-value head' : `${heads} key-value heads`, variant: { keyValueHeads: heads, cache } },
    { kind: 'int8', name: 'int8 cache', variant: { cache: 'int8' } },
  ];
  return all.filter((line) => line.kind === 'base' || (choice.lines.includes(line.kind) && fits(line.kind, facts, choice)));
}

/** Whether a line says anything about a model. */
export function fits(kind: LineKind, facts: Answer, choice: Pick<Choice, 'cache'>): boolean {
  if (kind === 'full') return facts.measures.window != null;
  if (kind === 'window') return facts.canHaveWindow;
  if (kind === 'int8') return facts.decodes && choice.cache !== 'int8';
  return facts.keyValueHeadChoices.length > 1;
}

const known = new Map<string, Answer>();

/** The question about all lines that fit; what the model is must be known for it, and is asked first where it is not. */
export async function requestOf(choice: Choice, signal: AbortSignal): Promise<{ request: Request; lines: Line[] }> {
  const { subject, context, longest, batch } = choice;
  const key = JSON.stringify(subject);
  let facts = known.get(key);
  if (!facts) {
    facts = await post<Answer>('cost', { ...subject, variants: [{}] }, signal);
    known.set(key, facts);
  }
  const lines = linesOf(choice, facts);
  return { request: { ...subject, context, longest, batch, variants: lines.map((line) => line.variant) }, lines };
}

const fields = ['layers', 'width', 'heads', 'keyValueHeads', 'headSize', 'hiddenWidth', 'vocabulary', 'maxPositions'] as const;

/** A shape as it stands in the link: its numbers, then 1 for a gate, 1 for a tied head, and the window or nothing. */
export const packShape = (shape: Shape): string =>
  [...fields.map((field) => shape[field]), shape.isGated ? 1 : 0, shape.tiedHead ? 1 : 0, shape.window ?? ''].join('.');

/** What was packed; undefined where it is something else. */
export function unpackShape(text: string | undefined): Shape | undefined {
  const parts = text?.split('.') ?? [];
  if (parts.length !== 11 || parts.slice(0, 10).some((part) => !/^\d{1,9}$/.test(part)) || !/^\d{0,9}$/.test(parts[10])) return undefined;
  const numbers = parts.map(Number);
  const measures = Object.fromEntries(fields.map((field, i) => [field, numbers[i]])) as Pick<Shape, (typeof fields)[number]>;
  return { ...measures, isGated: numbers[8] === 1, tiedHead: numbers[9] === 1, window: parts[10] === '' ? null : numbers[10] };
}
