/** The plane of queries (down) and keys (across) as a Leaflet layer: canvases drawn from tiles of numbers. At zoom 0 a cell is a pixel and a weight. */
import * as L from 'leaflet';
import { fetchBytes, inks, paint, readCells, type Cells, type Inks, type Shades, type What } from './cells';

/** Queries grow downwards. */
export const crs: L.CRS = L.extend({}, L.CRS.Simple, { transformation: new L.Transformation(1, 0, 1, 0) });

export interface Place {
  id: string;
  layer: number;
  head: number;
  what: What;
}

export const addressOf = (place: Place, level: number, row: number, column: number): string =>
  `map/${place.id}/tile?layer=${place.layer}&head=${place.head}&level=${level}&row=${row}&column=${column}&what=${place.what}`;

interface Drawn {
  canvas: HTMLCanvasElement;
  cells?: Cells;
  asked: AbortController;
}

export class PlaneLayer extends L.GridLayer {
  readonly #tiles = new Map<string, Drawn>();
  readonly #side: number;
  readonly #levels: number;
  #place: Place;
  #shades: Shades;
  #ink: Inks;
  /** Called when a tile cannot be had. */
  onlost: (error: unknown) => void = () => {};

  constructor(place: Place, shades: Shades, side: number, levels: number, count: number) {
    super({
      tileSize: side,
      minZoom: -30,
      maxZoom: 30,
      minNativeZoom: 1 - levels,
      maxNativeZoom: 0,
      bounds: L.latLngBounds([0, 0], [count, count]),
      noWrap: true,
      keepBuffer: 1,
      updateWhenIdle: false,
      updateWhenZooming: false,
      updateInterval: 60,
    });
    this.#side = side;
    this.#levels = levels;
    this.#place = place;
    this.#shades = shades;
    this.#ink = inks();
    this.on('tileunload', (event) => this.#drop((event as L.TileEvent).coords));
  }

  override createTile(coords: L.Coords, done: L.DoneCallback): HTMLElement {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = this.#side;
    const drawn: Drawn = { canvas, asked: new AbortController() };
    this.#tiles.set(key(coords), drawn);
    const begun = performance.now();
    fetchBytes(addressOf(this.#place, -coords.z, coords.y, coords.x), drawn.asked.signal).then(
      (bytes) => {
        drawn.cells = readCells(bytes);
        paint(canvas, drawn.cells, this.#shades, this.#ink);
        performance.measure('heed-tile', { start: begun, end: performance.now() });
        performance.clearMeasures('heed-tile');
        done(undefined, canvas);
      },
      (error: unknown) => {
        if (drawn.asked.signal.aborted) return;
        done(error as Error, canvas);
        this.onlost(error);
      },
    );
    return canvas;
  }

  /** Another head, or other maps: tiles are asked for anew. */
  look(place: Place): void {
    if (JSON.stringify(place) === JSON.stringify(this.#place)) return;
    this.#place = place;
    this.redraw();
  }

  /** Other colours: what is there is painted again. */
  shade(shades: Shades): void {
    this.#shades = shades;
    this.#ink = inks();
    for (const { canvas, cells } of this.#tiles.values()) if (cells) paint(canvas, cells, shades, this.#ink);
  }

  /** What the cell of a weight shows, at the level that is drawn; −1 where it is hidden, undefined where it is not there yet. */
  at(query: number, of: number, zoom: number): number | undefined {
    const z = Math.max(1 - this.#levels, Math.min(0, zoom));
    const [row, column] = [query >> -z, of >> -z];
    const [y, x] = [Math.floor(row / this.#side), Math.floor(column / this.#side)];
    const cells = this.#tiles.get(`${z}:${x}:${y}`)?.cells;
    if (!cells) return undefined;
    return cells.values ? cells.values[(row - y * this.#side) * cells.columns + column - x * this.#side] : -1;
  }

  #drop(coords: L.Coords): void {
    this.#tiles.get(key(coords))?.asked.abort();
    this.#tiles.delete(key(coords));
  }
}

const key = (coords: L.Coords): string => `${coords.z}:${coords.x}:${coords.y}`;
