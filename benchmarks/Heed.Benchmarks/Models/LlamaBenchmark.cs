using Heed.Numerics;

namespace Heed.Benchmarks;

/// <summary>A Llama of random weights in turns with llama.cpp: reading a text, and making tokens behind it.</summary>
internal static class LlamaBenchmark
{
    /// <summary>Heed's sides.</summary>
    public const string Float32 = "Heed F32", BFloat16 = "Heed BF16", Q8 = "Heed Q8_0";

    /// <summary>The peer's.</summary>
    public const string PeerFloat32 = "llama.cpp F32", PeerQ8 = "llama.cpp Q8_0";

    private const int Rounds = 7, QuickRounds = 3, DecodedTokens = 32;

    /// <summary>Measures.</summary>
    /// <param name="quick">Shorter texts and fewer rounds.</param>
    /// <param name="folder">Where the files of weights go.</param>
    /// <param name="bandwidth">Measured on the way.</param>
    /// <exception cref="BenchmarkException">There is no peer to be had.</exception>
    public static (List<LlamaRow> Rows, string Peer) Measure(bool quick, string folder, ReadBandwidth bandwidth)
    {
        int rounds = quick ? QuickRounds : Rounds;
        (int Short, int Long, int Behind) texts = quick ? (128, 512, 256) : (512, 8192, 4096);
        using var sides = new Sides(folder, texts.Long + 64);
        var rows = new List<LlamaRow>();
        foreach (int length in (int[])[texts.Short, texts.Long])
        {
            Console.Error.WriteLine($"Llama, {length} tokens read …");
            string[] asked = length == texts.Short ? [Float32, PeerFloat32, BFloat16, Q8, PeerQ8] : [Float32, PeerFloat32];
            rows.Add(Alternate($"prefill {length}", length, asked, rounds, settle: false, side => sides.Prefill(side, length), _ => 0));
        }
        foreach (int length in (int[])[128, texts.Behind])
        {
            Console.Error.WriteLine($"Llama, tokens made behind {length} …");
            string[] asked = [Float32, PeerFloat32, BFloat16, Q8, PeerQ8];
            foreach (string side in asked) sides.Prefill(side, length);
            bandwidth.Measure();
            // Of one token: its turn makes several, one right after the other.
            rows.Add(Alternate($"decode at {length}", 1, asked, rounds, settle: true, side => sides.Decode(side, length, DecodedTokens), side => Sides.Megabytes(side, length)));
            bandwidth.Measure();
        }
        return (rows, sides.Peer);
    }

    private static LlamaRow Alternate(string what, int tokens, string[] sides, int rounds, bool settle, Func<string, double> call, Func<string, double> megabytes)
    {
        foreach (string side in sides) call(side);
        Samples[] times = Timing.Alternate(rounds, settle, [.. sides.Select(side => (Func<double>)(() => call(side)))]);
        return new LlamaRow(
            what, tokens, sides.ToDictionary(side => side, megabytes), sides.Zip(times).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    private sealed class Sides : IDisposable
    {
        private readonly Dictionary<string, LlamaRun> _ours = [];
        private readonly Dictionary<string, LlamaCppPeer> _theirs = [];

        public Sides(string folder, int length)
        {
            foreach ((string ours, string theirs, StoredFormat format, ElementType cache) in ((string, string, StoredFormat, ElementType)[])
                [(Float32, PeerFloat32, StoredFormat.Float32, ElementType.Float32), (BFloat16, "", StoredFormat.BFloat16, ElementType.BFloat16),
                (Q8, PeerQ8, StoredFormat.Q8_0, ElementType.Float16)])
            {
                string file = LlamaFiles.Write(folder, format);
                _ours.Add(ours, new LlamaRun(file, length, cache));
                if (theirs.Length == 0) continue;
                _theirs.Add(theirs, new LlamaCppPeer());
                _theirs[theirs].Load(file, Workers.Count, length);
            }
        }

        public string Peer => _theirs.Values.First().Description;

        public double Prefill(string side, int count)
            => _ours.TryGetValue(side, out LlamaRun? run) ? Timing.Milliseconds(() => run.Prefill(count)) : _theirs[side].Prefill(count);

        public double Decode(string side, int length, int count)
            => _ours.TryGetValue(side, out LlamaRun? run) ? Timing.Milliseconds(() => run.Decode(length, count)) / count : _theirs[side].Decode(length, count);

        /// <summary>What Heed reads for a token: all matrices, and the keys and values before it, of 32 or 16 bits.</summary>
        public static double Megabytes(string side, int length)
        {
            LlamaShape shape = LlamaShape.Of135M;
            double bytes = side switch { BFloat16 => 2, Q8 or PeerQ8 => 34 / 32.0, _ => 4 };
            return (shape.NumbersAToken * bytes + 2.0 * shape.Layers * shape.KeyHeads * LlamaShape.HeadSize * length * (side == Float32 ? sizeof(float) : sizeof(ushort))) / 1e6;
        }

        public void Dispose()
        {
            foreach (LlamaRun run in _ours.Values) run.Dispose();
            foreach (LlamaCppPeer peer in _theirs.Values) peer.Dispose();
        }
    }
}
