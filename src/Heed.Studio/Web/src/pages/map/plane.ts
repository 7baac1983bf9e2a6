/** The plane of queries (down) and keys (across) as a Leaflet layer: canvases drawn from tiles of numbers. At zoom 0 a cell is a pixel and a weight. */
import * as L from 'leaflet';
import { KeptTiles } from './ahead';
import { colours, paint, readCells, type Cells, type Colours, type Shades, type What } from './cells';

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
  /** What it is a tile of. */
  place: Place;
}

/** The tiles of a head, over the coarsest of them, which is there before and after every other: zooming and panning leave no gap. */
export class PlaneLayer extends L.GridLayer {
  readonly #tiles = new Map<string, Drawn>();
  readonly #side: number;
  readonly #levels: number;
  readonly #count: number;
  readonly #isUnder: boolean;
  readonly #under?: PlaneLayer;
  readonly #kept = new KeptTiles();
  #waiting?: number;
  #pointer?: L.LatLng;
  #place: Place;
  #colours: Colours;
  /** Called when a tile cannot be had. */
  onlost: (error: unknown) => void = () => {};

  constructor(place: Place, shades: Shades, side: number, levels: number, count: number, isUnder = false) {
    super({
      tileSize: side,
      minZoom: -30,
      maxZoom: 30,
      minNativeZoom: 1 - levels,
      maxNativeZoom: isUnder ? 1 - levels : 0,
      zIndex: isUnder ? 0 : 1,
      bounds: L.latLngBounds([0, 0], [count, count]),
      noWrap: true,
      keepBuffer: 1,
      updateWhenIdle: false,
      updateWhenZooming: false,
      updateInterval: 60,
    });
    this.#side = side;
    this.#levels = levels;
    this.#count = count;
    this.#isUnder = isUnder;
    this.#place = place;
    this.#colours = colours(shades);
    if (!isUnder && levels > 1) {
      this.#under = new PlaneLayer(place, shades, side, levels, count, true);
      this.#under.onlost = (error) => this.onlost(error);
    }
    this.on('tileunload', (event) => this.#drop((event as L.TileEvent).coords));
  }

  override getEvents(): { [name: string]: L.LeafletEventHandlerFn } {
    const events = super.getEvents!();
    // A jump takes all tiles away before it; the one that holds everything stays.
    if (this.#isUnder) delete events.viewprereset;
    return events;
  }

  override onAdd(map: L.Map): this {
    super.onAdd(map);
    this.#under?.addTo(map);
    if (!this.#isUnder) {
      map.on('movestart zoomstart', this.#stop).on('moveend', this.#rest).on('mousemove mouseout', this.#point);
      this.on('load', this.#rest);
    }
    return this;
  }

  override onRemove(map: L.Map): this {
    this.#under?.remove();
    map.off('movestart zoomstart', this.#stop).off('moveend', this.#rest).off('mousemove mouseout', this.#point);
    this.#stop();
    return super.onRemove(map);
  }

  override createTile(coords: L.Coords, done: L.DoneCallback): HTMLElement {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = this.#side;
    const [right, bottom] = [coords.x, coords.y].map((at) => Math.max(0, (at + 1) * this.#side - this.#count * 2 ** coords.z));
    // The last cell may hang over the plane's end, which a tile drawn large would show.
    if (right > 0 || bottom > 0) canvas.style.clipPath = `inset(0 ${right}px ${bottom}px 0)`;
    const drawn: Drawn = { canvas, asked: new AbortController(), place: this.#place };
    this.#tiles.set(key(coords), drawn);
    if (this.#under?.isHidden(this.#place, coords)) {
      drawn.cells = { rows: Math.ceil(this.#side - bottom), columns: Math.ceil(this.#side - right) };
      paint(canvas, drawn.cells, this.#colours);
      queueMicrotask(() => done(undefined, canvas));
      return canvas;
    }
    const begun = performance.now();
    const draw = (bytes: ArrayBuffer) => {
      drawn.cells = readCells(bytes);
      paint(canvas, drawn.cells, this.#colours);
      performance.measure('heed-tile', { start: begun, end: performance.now() });
      performance.clearMeasures('heed-tile');
    };
    const address = this.#address(coords), here = this.#kept.find(address);
    if (here) {
      draw(here);
      queueMicrotask(() => done(undefined, canvas));
      return canvas;
    }
    this.#kept.fetch(address, drawn.asked.signal).then(
      (bytes) => {
        draw(bytes);
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

  /** Whether the coarsest tile is here and says that nothing is allowed anywhere in a finer one, which need not be asked for then. */
  isHidden(place: Place, coords: L.Coords): boolean {
    const whole = this.#tiles.get(key({ x: 0, y: 0, z: 1 - this.#levels } as L.Coords));
    if (!whole?.cells || whole.place !== place) return false;
    const { rows, columns, values } = whole.cells;
    if (!values) return true;
    const cells = this.#side / 2 ** (coords.z + this.#levels - 1);
    for (let row = coords.y * cells; row < Math.min(rows, (coords.y + 1) * cells); row++)
      for (let column = coords.x * cells; column < Math.min(columns, (coords.x + 1) * cells); column++) if (values[row * columns + column] >= 0) return false;
    return true;
  }

  /** Another head, or other maps: tiles are asked for anew. */
  look(place: Place): void {
    if (JSON.stringify(place) === JSON.stringify(this.#place)) return;
    this.#place = place;
    this.redraw();
    this.#under?.look(place);
  }

  /** Other colours: what is there is painted again. */
  shade(shades: Shades): void {
    this.#colours = colours(shades);
    for (const { canvas, cells } of this.#tiles.values()) if (cells) paint(canvas, cells, this.#colours);
    this.#under?.shade(shades);
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

  readonly #point = (event: L.LeafletEvent) => (this.#pointer = event.type === 'mousemove' ? (event as L.LeafletMouseEvent).latlng : undefined);

  readonly #stop = () => {
    clearTimeout(this.#waiting);
    this.#kept.stop();
  };

  /** Nothing moves: there is time for what may be wanted next. */
  readonly #rest = () => {
    this.#stop();
    this.#waiting = window.setTimeout(() => {
      if (!this.isLoading()) void this.#kept.fetchAhead(this.#likely());
    }, 40);
  };

  /** The addresses of the tiles that a step nearer, to a side or back needs. */
  *#likely(): Generator<string> {
    const map = this._map, bounds = map.getBounds(), zoom = map.getZoom(), native = (z: number) => Math.max(1 - this.#levels, Math.min(0, z));
    const centre = this.#pointer ?? bounds.getCenter(), edge = this.#side / map.getZoomScale(zoom, 0);
    const around = (scale: number, margin: number) => {
      const far = (from: number, to: number, sign: number) => from + (to - from) * scale + sign * margin;
      return [far(centre.lng, bounds.getWest(), -1), far(centre.lat, bounds.getSouth(), -1), far(centre.lng, bounds.getEast(), 1), far(centre.lat, bounds.getNorth(), 1)];
    };
    yield* this.#within(native(zoom + 1), around(0.5, 0));
    yield* this.#within(native(zoom), around(1, edge));
    yield* this.#within(native(zoom - 1), around(2, 0));
  }

  *#within(z: number, tokens: number[]): Generator<string> {
    const span = this.#side / 2 ** z, last = Math.ceil(this.#count / span) - 1;
    const [x0, y0, x1, y1] = tokens.map((at) => Math.max(0, Math.min(last, Math.floor(at / span))));
    for (let y = y0; y <= y1; y++)
      for (let x = x0; x <= x1; x++) {
        const coords = { x, y, z } as L.Coords;
        if (!this.#under?.isHidden(this.#place, coords)) yield this.#address(coords);
      }
  }

  #address(coords: L.Coords): string {
    return addressOf(this.#place, -coords.z, coords.y, coords.x);
  }

  #drop(coords: L.Coords): void {
    this.#tiles.get(key(coords))?.asked.abort();
    this.#tiles.delete(key(coords));
  }
}

const key = (coords: L.Coords): string => `${coords.z}:${coords.x}:${coords.y}`;
