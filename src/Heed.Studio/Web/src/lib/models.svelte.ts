import { get, type Schemas } from './api';

type Model = Schemas['ModelAnswer'];

/** The models there are, and what each of them is, asked once. */
const state = $state<{ about?: Schemas['AboutAnswer']; known: Record<string, Model> }>({ known: {} });

export const models = {
  get names(): string[] {
    return state.about?.models.map((model) => model.name) ?? [];
  },
  get about(): Schemas['AboutAnswer'] | undefined {
    return state.about;
  },
  /** The one to begin with. */
  get first(): string {
    return this.names[0] ?? '';
  },
  aboutOf(name: string): string {
    return state.about?.models.find((model) => model.name === name)?.about ?? '';
  },
  known(name: string): Model | undefined {
    return state.known[name];
  },
};

export async function loadModels(): Promise<void> {
  state.about = await get<Schemas['AboutAnswer']>('about');
}

export async function describe(name: string, signal?: AbortSignal): Promise<Model> {
  return (state.known[name] ??= await get<Model>(`models/${encodeURIComponent(name)}`, signal));
}
