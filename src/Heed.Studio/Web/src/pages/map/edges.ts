/** The strips along two edges of the map: words or numbers of tokens, and the profile of a row or a column. */
import { ticks } from 'd3-array';
import { step, type Shades } from './cells';
import { levels } from '../../lib/scale';

export interface Edge {
  /** Whether keys run across; else queries run down. */
  across: boolean;
  /** Of the strip, in CSS pixels: along the map's edge, and away from it. */
  length: number;
  depth: number;
  /** How much of the depth the profile takes. */
  room: number;
  /** Where token 0 begins, and how large a token is. */
  origin: number;
  size: number;
  count: number;
  /** The token of the crosshair. */
  chosen?: number;
  values?: Float32Array;
  shades: Shades;
  text: (token: number) => string | undefined;
}

/** The least size of a token at which its word is written. */
export const wordSize = 12;

// Made once: the edges are drawn anew in every frame of a movement.
const numbers = new Intl.NumberFormat('en');

export function drawEdge(canvas: HTMLCanvasElement, edge: Edge): void {
  const dense = devicePixelRatio || 1;
  const [width, height] = edge.across ? [edge.length, edge.depth] : [edge.depth, edge.length];
  canvas.width = Math.round(width * dense);
  canvas.height = Math.round(height * dense);
  const context = canvas.getContext('2d')!;
  context.scale(dense, dense);
  const style = getComputedStyle(document.documentElement);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const first = Math.max(0, Math.floor(-edge.origin / edge.size)), end = Math.min(edge.count, Math.ceil((edge.length - edge.origin) / edge.size));

  // The profile stands on the side away from the map, the words beside the map.
  if (edge.values) {
    context.fillStyle = colour('--accent');
    const thick = Math.max(1, edge.size - (edge.size > 4 ? 1 : 0));
    for (let i = first; i < end; i++) {
      const long = (step(edge.values[i], edge.shades) / levels) * (edge.room - 4);
      if (long <= 0) continue;
      const at = edge.origin + i * edge.size;
      if (edge.across) context.fillRect(at, edge.room - long, thick, long);
      else context.fillRect(edge.room - long, at, long, thick);
    }
    context.fillStyle = colour('--line');
    if (edge.across) context.fillRect(0, edge.room - 0.5, edge.length, 1);
    else context.fillRect(edge.room - 0.5, 0, 1, edge.length);
  }
  context.font = `${Math.min(13, Math.max(10, edge.size * 0.8))}px system-ui, sans-serif`;
  context.textBaseline = 'middle';
  if (edge.size >= wordSize) for (let i = first; i < end; i++) write(i, edge.text(i) ?? '·', false);
  else {
    const step = Math.max(1, Math.round(70 / edge.size));
    for (const i of ticks(first, Math.max(first, end - 1), Math.max(2, Math.floor((end - first) / step)))) if (Number.isInteger(i) && i !== edge.chosen) write(i, numbers.format(i), true);
    if (edge.chosen !== undefined && edge.chosen >= first && edge.chosen < end) write(edge.chosen, edge.text(edge.chosen) ?? `${edge.chosen}`, true);
  }

  function write(token: number, text: string, tick: boolean): void {
    const at = edge.origin + (token + 0.5) * edge.size;
    const chosen = token === edge.chosen;
    const most = edge.depth - edge.room - 9;
    context.save();
    context.fillStyle = chosen ? colour('--ink') : colour('--soft');
    if (chosen) context.font = `bold ${context.font}`;
    if (edge.across) {
      context.translate(at, edge.depth - 5);
      if (tick && !chosen) {
        context.fillRect(0, 1, 1, 4);
        context.textAlign = 'center';
        context.fillText(text, 0, -6);
      } else {
        context.rotate(-Math.PI / 2);
        context.fillText(fit(context, text, most), 0, 0);
      }
    } else {
      context.translate(edge.depth - 6, at);
      if (tick) context.fillRect(2, 0, 4, 1);
      context.textAlign = 'right';
      context.fillText(fit(context, text, most), 0, 0);
    }
    context.restore();
  }
}

function fit(context: CanvasRenderingContext2D, text: string, most: number): string {
  if (context.measureText(text).width <= most) return text;
  const letters = [...text];
  while (letters.length > 1 && context.measureText(`${letters.join('')}…`).width > most) letters.pop();
  return `${letters.join('')}…`;
}
