// Runs ONNX Runtime one call at a time for a process that alternates it with its own calls.
// One JSON command a line on stdin, one JSON reply a line on stdout; a reply with `error` is the only other outcome.
//
//   {command: 'prepare', name, model, threads, layout, seed, shape: [B, H, T, D]}   → {}
//   {command: 'run', name}                                                          → {nanoseconds}
//   {command: 'output', name, first, count}                                         → {floats}   base64, little-endian float32
//   {command: 'release', name}                                                      → {}
//
// The first line, unasked, is {version, node}.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const ort = require('onnxruntime-node');
const prepared = new Map();

// The generator and the drawing order (q, k, v; each in order [B, H, T, D]) are those of UniformDraws.cs. The values are exact in float32.
function draws(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 4194304 - 2;
  };
}

function fill(next, layout, [B, H, T, D]) {
  const values = new Float32Array(B * H * T * D);
  for (let b = 0; b < B; b++)
    for (let h = 0; h < H; h++)
      for (let t = 0; t < T; t++) {
        const row = layout === 'BTHD' ? ((b * T + t) * H + h) * D : ((b * H + h) * T + t) * D;
        for (let d = 0; d < D; d++) values[row + d] = next();
      }
  return values;
}

const commands = {
  async prepare({ name, model, threads, layout, seed, shape }) {
    const session = await ort.InferenceSession.create(Buffer.from(model, 'base64'), {
      intraOpNumThreads: threads,
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
    });
    const [B, H, T, D] = shape;
    const dims = layout === 'BTHD' ? [B, T, H * D] : shape;
    const next = draws(seed);
    const tensor = (data) => new ort.Tensor('float32', data, dims);
    const feeds = {};
    for (const input of ['q', 'k', 'v']) feeds[input] = tensor(fill(next, layout, shape));
    // The output is given, so that a call allocates and copies nothing that the operator does not need.
    prepared.set(name, { session, feeds, fetches: { o: tensor(new Float32Array(B * H * T * D)) } });
    return {};
  },

  async run({ name }) {
    const { session, feeds, fetches } = prepared.get(name);
    const start = process.hrtime.bigint();
    await session.run(feeds, fetches);
    return { nanoseconds: Number(process.hrtime.bigint() - start) };
  },

  async output({ name, first, count }) {
    const { data } = prepared.get(name).fetches.o;
    return { floats: Buffer.from(data.buffer, data.byteOffset + 4 * first, 4 * count).toString('base64') };
  },

  async release({ name }) {
    await prepared.get(name).session.release();
    prepared.delete(name);
    return {};
  },
};

const reply = (value) => process.stdout.write(JSON.stringify(value) + '\n');

ort.env.logLevel = 'error';
reply({ version: require('onnxruntime-node/package.json').version, node: process.version });
for await (const line of createInterface({ input: process.stdin })) {
  try {
    const command = JSON.parse(line);
    reply(await commands[command.command](command));
  } catch (error) {
    reply({ error: String(error?.message ?? error) });
  }
}
