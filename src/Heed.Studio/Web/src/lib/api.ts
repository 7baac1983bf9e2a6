/** Questions to the server. Types come from its own description (openapi.json). */
import type { components } from '../api/schema';

export type Schemas = components['schemas'];

/** An answer that says why not: what was expected, what came and what to do. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    detail: string,
  ) {
    super(detail);
  }
}

export interface Progress {
  done: number;
  all: number;
  what: string;
}

/** GET /api/… */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await (await send(path, { signal })).json()) as T;
}

/** POST /api/… with a JSON body. */
export async function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return (await (await send(path, json(body, signal))).json()) as T;
}

/** POST /api/…, answered in bytes. */
export async function bytes(path: string, body: unknown, signal?: AbortSignal): Promise<ArrayBuffer> {
  return (await send(path, json(body, signal))).arrayBuffer();
}

/** POST /api/… of long work: told how far it is; leaving (the signal) stops it on the server too. */
export async function work<T>(path: string, body: unknown, onProgress: (progress: Progress) => void, signal?: AbortSignal): Promise<T> {
  const response = await send(path, json(body, signal));
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let kept = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) throw new Refused(0, 'The studio went away', 'The answer broke off. Is `heed studio` still running? Start it again and repeat.');
    kept += value;
    let end: number;
    while ((end = kept.indexOf('\n\n')) >= 0) {
      const lines = kept.slice(0, end).split('\n');
      kept = kept.slice(end + 2);
      const name = lines.find((line) => line.startsWith('event:'))?.slice(6).trim();
      const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trim()).join('\n');
      if (name === 'progress') onProgress(JSON.parse(data) as Progress);
      else if (name === 'result') return JSON.parse(data) as T;
      else if (name === 'failure') {
        const failure = JSON.parse(data) as { status: number; title: string; detail: string };
        throw new Refused(failure.status, failure.title, failure.detail);
      }
    }
  }
}

/** Whether an error only says that nobody waits for the answer any more. */
export const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError';

/** What the server takes at most; a longer body would only break the connection. */
const longest = 4_000_000;

function json(body: unknown, signal?: AbortSignal): RequestInit {
  const text = JSON.stringify(body);
  if (text.length > longest) throw new Refused(413, 'Too large', `The text is longer than the studio takes: ${text.length.toLocaleString('en')} characters. Shorten it.`);
  return { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: text, signal };
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`/api/${path}`, init);
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new Refused(0, 'The studio does not answer', 'Is `heed studio` still running? Start it again; this page then goes on where it was.');
  }
  if (response.ok) return response;
  const problem = (await response.json().catch(() => ({}))) as { title?: string; detail?: string };
  throw new Refused(response.status, problem.title ?? `Error ${response.status}`, problem.detail ?? 'The server did not say why.');
}
