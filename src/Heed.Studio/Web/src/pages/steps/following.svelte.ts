import type { Progress } from '../../lib/api';
import { Asking } from '../../lib/asking.svelte';

type Question<T> = (signal: AbortSignal, onProgress: (progress: Progress) => void) => Promise<T>;

/**
 * Questions that come faster than answers, as from a score that is dragged: the one that runs is let finish, and of those that wait only the last is asked, so that
 * answers keep coming while the pointer moves.
 */
export class Following<T> {
  readonly asking = new Asking<T>();
  #waiting?: Question<T>;
  #runs = false;

  async ask(question: Question<T>): Promise<void> {
    this.#waiting = question;
    if (this.#runs) return;
    this.#runs = true;
    while (this.#waiting) {
      const next: Question<T> = this.#waiting;
      this.#waiting = undefined;
      await this.asking.ask(next);
    }
    this.#runs = false;
  }

  clear(): void {
    this.#waiting = undefined;
    this.asking.clear();
  }
}
