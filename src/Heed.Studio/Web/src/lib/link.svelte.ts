/**
 * What a view shows, as its address: `#/page?name=value&…`. The part behind # is never sent to a server, so that a text stays on this machine, and it may be long:
 * values of more than a thousand characters are deflated (`name.z`).
 */
import { pack, unpack } from './pack';

export type Params = Record<string, string>;

const longest = 1000;
const state = $state<{ page: string; params: Params }>({ page: '', params: {} });
let written = 0;

export const link = {
  get page(): string {
    return state.page;
  },
  get(name: string): string | undefined {
    return state.params[name];
  },
  get params(): Params {
    return state.params;
  },
  number(name: string): number | undefined {
    const value = state.params[name];
    return value !== undefined && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
  },
  /** A whole number from 0 on, as tokens, layers and heads are. */
  index(name: string): number | undefined {
    const value = state.params[name];
    return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
  },
  /** Changes some values; undefined and '' take one out, but an emptied text is one: its page would put its example back. Step makes an entry in the browser's history. */
  set(changes: Record<string, string | number | undefined>, step = false): void {
    const params = { ...state.params };
    let changed = false;
    for (const [name, value] of Object.entries(changes)) {
      const text = value === undefined ? '' : String(value);
      const out = value === undefined || (text === '' && name !== 'text');
      if (out ? !(name in params) : params[name] === text) continue;
      changed = true;
      if (out) delete params[name];
      else params[name] = text;
    }
    if (!changed) return;
    state.params = params;
    void write(step);
  },
  /** Another page, with these values alone. */
  go(page: string, params: Params = {}): void {
    state.page = page;
    state.params = params;
    void write(true);
  },
};

/** The address of a page with values short enough to stand in it. */
export function hrefOf(page: string, params: Params): string {
  const short = Object.entries(params).filter(([, value]) => value.length <= longest);
  return `#/${page}${short.length > 0 ? `?${new URLSearchParams(short)}` : ''}`;
}

export async function openLink(): Promise<void> {
  await read();
  addEventListener('hashchange', () => void read());
}

async function read(): Promise<void> {
  // What is still being written belongs to the address before, and an older address that unpacks slowly to nobody.
  const turn = ++written;
  const [page, query] = location.hash.replace(/^#\/?/, '').split(/\?(.*)/s);
  const params: Params = {};
  for (const [name, value] of new URLSearchParams(query ?? '')) {
    if (!name.endsWith('.z')) params[name] = value;
    else params[name.slice(0, -2)] = await unpack(value);
  }
  if (turn !== written) return;
  state.page = page;
  state.params = params;
}

async function write(step: boolean): Promise<void> {
  const turn = ++written;
  const { page, params } = $state.snapshot(state);
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value.length <= longest) query.set(name, value);
    else query.set(`${name}.z`, await pack(value));
  }
  // A later change has been written in the meantime.
  if (turn !== written) return;
  const text = query.toString();
  const address = `#/${page}${text ? `?${text}` : ''}`;
  if (address === location.hash) return;
  if (step) history.pushState(null, '', address);
  else history.replaceState(null, '', address);
}
