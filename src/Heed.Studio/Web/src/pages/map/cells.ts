/** Tiles of a map as the server sends them, and the colours of their cells. */
import { Refused } from '../../lib/api';
import { levels, palette } from '../../lib/scale';

export type What = 'largest' | 'mean';
export type Curve = 'linear' | 'root' | 'log';

export interface Cells {
  rows: number;
  columns: number;
  /** [rows, columns]; −1 where the mask allows nothing; undefined where it allows nothing at all. */
  values?: Float32Array;
}

export interface Shades {
  curve: Curve;
  /** The weight that gets the darkest colour. */
  top: number;
}

/** Bytes that a browser may keep; an answer that says no as Refused. A busy server is asked again. */
export async function fetchBytes(path: string, signal?: AbortSignal): Promise<ArrayBuffer> {
  for (let turn = 0; ; turn++) {
    let response: Response;
    try {
      response = await fetch(`/api/${path}`, { signal });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw new Refused(0, 'The studio does not answer', 'Is `heed studio` still running? Start it again; this page then goes on where it was.');
    }
    if (response.ok) return response.arrayBuffer();
    if (response.status === 429 && turn < 5) {
      await new Promise((resolve) => setTimeout(resolve, 200 * (turn + 1)));
      continue;
    }
    const problem = (await response.json().catch(() => ({}))) as { title?: string; detail?: string };
    throw new Refused(response.status, problem.title ?? `Error ${response.status}`, problem.detail ?? 'The server did not say why.');
  }
}

export function readCells(bytes: ArrayBuffer): Cells {
  const [rows, columns, nothing] = new Int32Array(bytes, 0, 3);
  return { rows, columns, values: nothing ? undefined : new Float32Array(bytes, 12) };
}

/** The step of the colour scale that a weight gets, 0 … 24. */
export function step(value: number, shades: Shades): number {
  const share = Math.min(1, value / shades.top);
  if (!(share > 0)) return 0;
  // The logarithmic scale spans four decades below its top.
  const place = shades.curve === 'linear' ? share : shades.curve === 'root' ? Math.sqrt(share) : Math.max(0, 1 + Math.log10(share) / 4);
  return Math.round(place * levels);
}

export interface Inks {
  steps: Uint32Array;
  hidden: number;
}

/** The colours as the theme has them now, ready for pixels. */
export function inks(): Inks {
  const pixel = ([r, g, b]: [number, number, number]) => (255 << 24) | (b << 16) | (g << 8) | r;
  const style = getComputedStyle(document.documentElement);
  const hex = (name: string) => [1, 3, 5].map((at) => parseInt(style.getPropertyValue(name).trim().slice(at, at + 2), 16));
  const [line, paper] = [hex('--line'), hex('--paper')];
  return {
    steps: Uint32Array.from(palette('a'), pixel),
    hidden: pixel(line.map((value, i) => Math.round(value * 0.45 + paper[i] * 0.55)) as [number, number, number]),
  };
}

/** Of every weight its colour, quick enough for a million of them. */
export interface Colours {
  hidden: number;
  /** By the upper half of a weight's bits, for weights up to 1; 0 where weights of the same half differ in colour. */
  table: Uint32Array;
  exact: (value: number) => number;
}

export function colours(shades: Shades, ink: Inks = inks()): Colours {
  const exact = (value: number) => (value < 0 ? ink.hidden : ink.steps[step(value, shades)]);
  const bits = Uint32Array.from({ length: 0x3f81 }, (_, half) => half << 16);
  const edges = Array.from(new Float32Array(bits.buffer), exact);
  // The scale never falls: what both ends of a range are, all of it is.
  return { hidden: ink.hidden, exact, table: Uint32Array.from(edges, (colour, half) => (colour === edges[half + 1] ? colour : 0)) };
}

/** Paints cells, a pixel each. */
export function paint(canvas: HTMLCanvasElement, cells: Cells, { hidden, table, exact }: Colours): void {
  const context = canvas.getContext('2d')!;
  if (!cells.values) {
    context.fillStyle = `rgb(${hidden & 255} ${(hidden >> 8) & 255} ${(hidden >> 16) & 255})`;
    context.fillRect(0, 0, cells.columns, cells.rows);
    return;
  }
  const { values } = cells, bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const image = new ImageData(cells.columns, cells.rows);
  const pixels = new Uint32Array(image.data.buffer);
  for (let i = 0; i < pixels.length; i++) pixels[i] = values[i] < 0 ? hidden : table[bits[i] >>> 16] || exact(values[i]);
  context.putImageData(image, 0, 0);
}
