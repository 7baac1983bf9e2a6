import { get, type Schemas } from '../../lib/api';

const page = 512;

/** The texts of a map's tokens, asked for where they are looked at. */
export class Texts {
  readonly #known = new Map<number, string[]>();
  readonly #asked = new Set<number>();
  /** Grows when texts came. */
  version = $state(0);

  constructor(
    readonly id: string,
    readonly count: number,
    readonly onlost: (error: unknown) => void,
  ) {}

  /** A token's text; undefined until it came. */
  of(token: number): string | undefined {
    if (token < 0 || token >= this.count) return undefined;
    const first = token - (token % page);
    const known = this.#known.get(first);
    if (known) return known[token - first];
    if (!this.#asked.has(first)) void this.#ask(first);
    return undefined;
  }

  async #ask(first: number): Promise<void> {
    this.#asked.add(first);
    try {
      const answer = await get<Schemas['MapTokens']>(`map/${this.id}/tokens?first=${first}&count=${page}`);
      this.#known.set(first, answer.texts);
      this.version++;
    } catch (error) {
      this.#asked.delete(first);
      this.onlost(error);
    }
  }
}
