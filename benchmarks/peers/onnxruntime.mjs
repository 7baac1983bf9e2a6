// Runs ONNX Runtime one call at a time for a process that alternates it with its own calls.
// One JSON command a line on stdin, one JSON reply a line on stdout; a reply with `error` is the only other outcome.
//
//   {command: 'prepare', name, model, threads, seed, copies, inputs, outputs}       → {}             the model as base64, or its file as `path`
//   {command: 'run', name, count}                                                   → {nanoseconds}   of count calls together
//   {command: 'output', name, first, count}                                         → {floats}        base64, little-endian float32
//   {command: 'release', name}                                                      → {}
//
// An input is {name, type, dimensions} with either `data` (base64) or `drawn: [B, H, T, D]`, in which case `rows_of_heads` says that it lies
// as [B, T, H·D], and `repeat` how often each head is there. `copies` sets of inputs are used in turn. An output is {name, dimensions},
// with `input` where it is written in the place of that input; the first one is the result.
//
// The first line, unasked, is {version, node}.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const ort = require('onnxruntime-node');
const prepared = new Map();

// The generator is that of UniformDraws.cs; inputs are drawn one after the other, each in order [B, H, T, D]. The values are exact in float32.
function draws(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 4194304 - 2;
  };
}

function fill(next, { drawn: [B, H, T, D], rows_of_heads: rowsOfHeads, repeat }) {
  const heads = H * repeat;
  const values = new Float32Array(B * heads * T * D);
  for (let b = 0; b < B; b++)
    for (let h = 0; h < H; h++)
      for (let t = 0; t < T; t++) {
        const row = (head) => (rowsOfHeads ? (b * T + t) * heads + head : (b * heads + head) * T + t) * D;
        const first = row(h * repeat);
        for (let d = 0; d < D; d++) values[first + d] = next();
        for (let r = 1; r < repeat; r++) values.copyWithin(row(h * repeat + r), first, first + D);
      }
  return values;
}

const arrays = { float32: Float32Array, int32: Int32Array, bool: Uint8Array };

function given({ type, data }) {
  const bytes = Buffer.from(data, 'base64');
  return new arrays[type](new Uint8Array(bytes).buffer);
}

const commands = {
  async prepare({ name, model, path, threads, seed, copies, inputs, outputs }) {
    const session = await ort.InferenceSession.create(path ?? Buffer.from(model, 'base64'), {
      intraOpNumThreads: threads,
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
    });
    const next = draws(seed);
    const values = inputs.map((input) => (input.data === undefined ? fill(next, input) : given(input)));
    // Outputs are given, so that a call allocates and copies nothing that the operator does not need.
    const [result] = outputs;
    const output = new ort.Tensor('float32', new Float32Array(result.dimensions.reduce((a, b) => a * b)), result.dimensions);
    const sets = Array.from({ length: copies }, (_, copy) => {
      const feeds = {}, fetches = { [result.name]: output };
      inputs.forEach((input, i) => (feeds[input.name] = new ort.Tensor(input.type, copy === 0 ? values[i] : values[i].slice(), input.dimensions)));
      for (const { name, dimensions, input } of outputs.slice(1)) fetches[name] = new ort.Tensor('float32', feeds[input].data, dimensions);
      return { feeds, fetches };
    });
    prepared.set(name, { session, sets, next: 0, output });
    return {};
  },

  async run({ name, count }) {
    const call = prepared.get(name);
    let nanoseconds = 0;
    for (let i = 0; i < count; i++) {
      const { feeds, fetches } = call.sets[call.next];
      call.next = (call.next + 1) % call.sets.length;
      const start = process.hrtime.bigint();
      await call.session.run(feeds, fetches);
      nanoseconds += Number(process.hrtime.bigint() - start);
    }
    return { nanoseconds };
  },

  async output({ name, first, count }) {
    const { data } = prepared.get(name).output;
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
