/** Tiles as they came, and those that are likely to be asked for next: had before they are wanted, they need only be drawn. */
import { fetchBytes } from './cells';

/** A quarter of a megabyte each. */
const most = 80;

export class KeptTiles {
  /** By address; those used longest ago stand first. */
  readonly #kept = new Map<string, ArrayBuffer>();
  #walk = new AbortController();

  /** What is here already. */
  find(address: string): ArrayBuffer | undefined {
    const bytes = this.#kept.get(address);
    if (bytes) this.#keep(address, bytes);
    return bytes;
  }

  async fetch(address: string, signal: AbortSignal): Promise<ArrayBuffer> {
    const bytes = await fetchBytes(address, signal);
    this.#keep(address, bytes);
    return bytes;
  }

  /** Asks for some, one after the other, until there is something else to do. What cannot be had is asked for again when it is wanted. */
  async fetchAhead(addresses: Iterable<string>): Promise<void> {
    this.stop();
    const { signal } = this.#walk;
    for (const address of addresses) {
      if (this.find(address)) continue;
      try {
        await this.fetch(address, signal);
      } catch {
        return;
      }
    }
  }

  stop(): void {
    this.#walk.abort();
    this.#walk = new AbortController();
  }

  #keep(address: string, bytes: ArrayBuffer): void {
    this.#kept.delete(address);
    this.#kept.set(address, bytes);
    if (this.#kept.size > most) this.#kept.delete(this.#kept.keys().next().value!);
  }
}
