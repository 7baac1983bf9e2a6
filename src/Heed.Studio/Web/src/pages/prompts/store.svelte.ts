import { get, type Schemas } from '../../lib/api';
import { Asking } from '../../lib/asking.svelte';

/** Which runs there are, asked when the page opens. */
export class Runs {
  readonly asking = new Asking<Schemas['RunsAnswer']>();

  constructor() {
    void this.asking.ask((signal) => get<Schemas['RunsAnswer']>('prompts/runs', signal));
  }

  get answer(): Schemas['RunsAnswer'] | undefined {
    return this.asking.answer;
  }

  /** Those that came to their end, the newest first. */
  get finished(): Schemas['RunEntryAnswer'][] {
    return this.answer?.runs.filter((run) => run.isFinished) ?? [];
  }
}
