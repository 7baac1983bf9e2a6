// Runs llama.cpp one call at a time for a process that alternates it with its own calls.
// One JSON command a line on stdin, one JSON reply a line on stdout; a reply with `error` is the only other outcome.
//
//   {command: 'load', path, threads, length}             → {}            a model, and a context for `length` tokens
//   {command: 'prefill', tokens: [first, step, count]}   → {nanoseconds} of a text read from an empty context
//   {command: 'decode', length, count}                   → {nanoseconds} of `count` tokens made one by one behind the first `length` of it
//   {command: 'unload'}                                  → {}
//
// The first line, unasked, is {version, node}.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';

const reply = (value) => process.stdout.write(JSON.stringify(value) + '\n');
const timed = async (work) => {
  const start = process.hrtime.bigint();
  await work();
  return { nanoseconds: Number(process.hrtime.bigint() - start) };
};

let llama, model, context, sequence;

const commands = {
  async load({ path, threads, length }) {
    llama ??= await getLlama({ gpu: false, build: 'never', logLevel: LlamaLogLevel.error, maxThreads: threads });
    model = await llama.loadModel({ modelPath: path, useMmap: true });
    context = await model.createContext({ contextSize: length + 64, batchSize: Math.min(length, 2048), threads, flashAttention: true });
    sequence = context.getSequence();
    return {};
  },

  async prefill({ tokens: [first, step, count] }) {
    await sequence.clearHistory();
    const tokens = Array.from({ length: count }, (_, i) => ((i * step) % 40000) + first);
    return timed(() => sequence.evaluateWithoutGeneratingNewTokens(tokens));
  },

  async decode({ length, count }) {
    if (sequence.nextTokenIndex > length) await sequence.eraseContextTokenRanges([{ start: length, end: sequence.nextTokenIndex }]);
    return timed(async () => {
      let made = 0;
      for await (const token of sequence.evaluate([300], { temperature: 0, yieldEogToken: true })) if (++made === count) break;
    });
  },

  async unload() {
    await context.dispose();
    await model.dispose();
    return {};
  },
};

const { version } = JSON.parse(readFileSync(new URL('./node_modules/node-llama-cpp/package.json', import.meta.url)));
reply({ version, node: process.version });
for await (const line of createInterface({ input: process.stdin })) {
  try {
    const command = JSON.parse(line);
    reply(await commands[command.command](command));
  } catch (error) {
    reply({ error: String(error?.message ?? error) });
  }
}
process.exit(0);
