import { fetchBytes } from './cells';

/** The exact weights of the crosshair's query over all keys, and of all queries to its key; those of an earlier crosshair are given up. */
export class Profiles {
  row = $state.raw<Float32Array>();
  column = $state.raw<Float32Array>();
  #asked?: AbortController;

  async ask(id: string, layer: number, head: number, query: number, of: number, onlost: (error: unknown) => void): Promise<void> {
    this.#asked?.abort();
    const asked = (this.#asked = new AbortController());
    const where = `map/${id}/`, which = `layer=${layer}&head=${head}`;
    try {
      const [row, column] = await Promise.all([
        fetchBytes(`${where}row?${which}&query=${query}`, asked.signal),
        fetchBytes(`${where}column?${which}&key=${of}`, asked.signal),
      ]);
      if (this.#asked !== asked) return;
      this.row = new Float32Array(row);
      this.column = new Float32Array(column);
    } catch (error) {
      if (!asked.signal.aborted) onlost(error);
    }
  }

  clear(): void {
    this.#asked?.abort();
    this.row = undefined;
    this.column = undefined;
  }
}
