import { onDestroy } from 'svelte';
import { isAbort, Refused, type Progress } from './api';

/**
 * One question and its answer, as a view needs them: the last answer stays until the next one is there, an earlier question is given up when a new one is asked, and
 * a server that is away is asked again until it is back. Made by a component, it stops with it: nobody waits for the answer then.
 */
export class Asking<T> {
  answer = $state.raw<T>();
  error = $state.raw<Refused>();
  busy = $state(false);
  progress = $state.raw<Progress>();
  /** Milliseconds the last answer took. */
  took = $state(0);
  #running?: AbortController;
  #again?: ReturnType<typeof setTimeout>;
  #left = false;

  constructor() {
    onDestroy(() => {
      this.#left = true;
      this.stop();
    });
  }

  async ask(question: (signal: AbortSignal, onProgress: (progress: Progress) => void) => Promise<T>): Promise<void> {
    if (this.#left) return;
    this.stop();
    const running = new AbortController();
    this.#running = running;
    this.busy = true;
    const begun = performance.now();
    try {
      const answer = await question(running.signal, (progress) => {
        if (this.#running === running) this.progress = progress;
      });
      if (this.#running !== running) return;
      this.answer = answer;
      this.error = undefined;
      this.took = performance.now() - begun;
    } catch (error) {
      if (this.#running !== running || isAbort(error)) return;
      this.error = error instanceof Refused ? error : new Refused(0, 'A fault of this page', String(error));
      if (error instanceof Refused && (error.status === 0 || error.status === 429)) this.#again = setTimeout(() => void this.ask(question), 1500);
    }
    this.busy = false;
    this.progress = undefined;
  }

  /** Gives the question up. */
  stop(): void {
    clearTimeout(this.#again);
    this.#running?.abort();
    this.#running = undefined;
    this.busy = false;
    this.progress = undefined;
  }

  /** Forgets the answer too. */
  clear(): void {
    this.stop();
    this.answer = undefined;
    this.error = undefined;
  }
}
