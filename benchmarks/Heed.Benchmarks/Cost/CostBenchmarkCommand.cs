using System.Globalization;
using System.Text;
using Heed.Models;
using Heed.Models.Cost;
using Heed.Numerics;

namespace Heed.Benchmarks;

/// <summary>The subcommand <c>cost</c>: predicted times beside measured ones, of the built-in models and of a Llama of 135 million parameters.</summary>
internal static class CostBenchmarkCommand
{
    private const string Begin = "<!-- measured: begin -->", End = "<!-- measured: end -->";

    private static readonly (string Model, string Contexts)[] s_builtIn =
        [("tiny-decoder", "32,128,255"), ("tiny-encoder", "32,128,256"), ("tiny-long", "128,1k,4095")];

    /// <summary>Runs what <paramref name="args"/> ask for; returns the exit code.</summary>
    public static int Run(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        string? file = null;
        if (args is ["--out", var given]) file = given;
        else if (args.Length > 0) return Usage.Refuse($"cost: expected nothing or --out FILE; got '{string.Join(' ', args)}'");
        string? document = null;
        if (file is not null && (!File.Exists(file) || !(document = File.ReadAllText(file)).Contains(Begin) || !document.Contains(End)))
            return Usage.Refuse($"--out: expected a file with the lines {Begin} and {End}, between which the table goes; got '{file}'");
        MachineDescription machine = MachineDescription.Here();
        var table = new MarkdownTable("run", "predicted, ms", "of these maps", "attention", "head", "rest", "measured, ms", "measured / predicted");
        var ratios = new List<double>();
        foreach ((string model, string contexts) in s_builtIn)
        {
            using LanguageModel loaded = ModelFolder.Load(Path.Combine("models", model));
            Add(loaded, contexts, CachePrecision.Float32, model);
        }
        DirectoryInfo folder = Directory.CreateTempSubdirectory("heed-cost-");
        try
        {
            foreach ((StoredFormat format, CachePrecision cache, string name) in ((StoredFormat, CachePrecision, string)[])
                [(StoredFormat.Float32, CachePrecision.Float32, "135M, float32"),
                    (StoredFormat.BFloat16, CachePrecision.Float16, "135M, bfloat16, float16 cache"),
                (StoredFormat.Q8_0, CachePrecision.Float16, "135M, Q8_0, float16 cache")])
            {
                string weights = LlamaFiles.Write(folder.FullName, format);
                using LanguageModel loaded = ModelFolder.Load(weights);
                Add(loaded, format == StoredFormat.Float32 ? "128,512,2k" : "128,512", cache, name);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
        string text = $"{machine}; {machine.StartedAt:yyyy-MM-dd}.\n\n{table}\n"
            + $"{ratios.Count(ratio => ratio is <= 1.5 and >= 1 / 1.5)} of {ratios.Count} are within a factor of 1.5; the furthest is {ratios.MaxBy(ratio => Math.Abs(Math.Log(ratio))):F2}.\n";
        Console.WriteLine(text);
        if (document is not null)
        {
            int start = document.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
            string written = $"{document[..start]}\n{text}{document[document.IndexOf(End, StringComparison.Ordinal)..]}";
            SafeFile.Write(file!, stream => stream.Write(Encoding.UTF8.GetBytes(written)));
        }
        return 0;

        void Add(LanguageModel model, string contexts, CachePrecision cache, string name)
        {
            Console.Error.WriteLine($"{name} …");
            Calibration rates = new CalibrationRun(null, CancellationToken.None).Measure(); // anew: the load may have changed
            CostReport report = CostReport.Of(CostSubject.Of(model), new CostVariant { Cache = cache }, ContextLength.List(contexts), 1, rates).Checked(model);
            foreach (CostCheckRow row in report.Checks)
            {
                ratios.Add(row.Ratio);
                TimeParts time = row.Predicted;
                table.Add($"{name}: {(row.IsToken ? "next token behind" : "prefill")} {ContextLength.Text(row.Context)}", Milliseconds(time.Total),
                    Milliseconds(time.Maps), Milliseconds(time.Attention),
                    Milliseconds(time.Head), Milliseconds(time.Rest), Milliseconds(row.Measured), $"{row.Ratio:F2}");
            }
        }

        static string Milliseconds(double seconds)
            => (1000 * seconds).ToString(seconds < 0.001 ? "F3" : seconds < 0.1 ? "F2" : "F0", CultureInfo.InvariantCulture);
    }
}
