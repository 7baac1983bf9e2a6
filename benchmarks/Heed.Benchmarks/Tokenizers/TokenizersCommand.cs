using System.Globalization;
using Heed.Models.Tokenizers;

namespace Heed.Benchmarks;

/// <summary>The subcommand <c>tokenizers</c>: how fast text becomes tokens, on one thread, and that the time grows with the length and no faster.</summary>
internal static class TokenizersCommand
{
    private static readonly string[] s_names = ["gpt2", "llama3-20k", "bert-uncased", "t5-unigram", "llama2-bpe"];

    /// <summary>Runs what <paramref name="args"/> ask for; returns the exit code.</summary>
    public static int Run(string[] args)
    {
        string? file = null;
        string? folder = null;
        bool quick = false;
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] == "--quick") quick = true;
            else if (args[i] == "--json" && i + 1 < args.Length) file = args[++i];
            else if (args[i] == "--folder" && i + 1 < args.Length) folder = args[++i];
            else return Usage.Refuse($"tokenizers: unknown option '{args[i]}'");
        }
        try
        {
            (string Name, Tokenizer Tokenizer)[] tokenizers = [.. s_names.Select(name => (name, Load(folder, name)))];
            using JsonReport? json = file is null ? null : new JsonReport(file);
            var machine = MachineDescription.Here();
            Console.WriteLine(machine);
            Console.WriteLine("Encoding on one thread: MB/s of UTF-8 in English text; ms for one word of random letters without a space");
            Console.WriteLine();
            double[] sizes = quick ? [0.0625, 0.125, 0.25] : [0.25, 0.5, 1];
            var table = new TextTable(["tokenizer", "MB/s", .. sizes.Select(size => string.Create(CultureInfo.InvariantCulture, $"word {size} MB")), "time ~ length^"]);
            var rows = new List<TokenizerRow>();
            foreach ((string name, Tokenizer tokenizer) in tokenizers)
            {
                TokenizerRow row = Measure(name, tokenizer, quick ? 1 : 4, sizes);
                rows.Add(row);
                table.Add([name, $"{row.MegabytesPerS:F1}", .. row.WordMs.Select(ms => $"{ms:F1}"), $"{row.Exponent:F2}"]);
            }
            table.Print();
            json?.Write(new TokenizersReport(machine, rows));
            return 0;
        }
        catch (Exception error) when (error is BenchmarkException or HeedException)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }

    private static TokenizerRow Measure(string name, Tokenizer tokenizer, double megabytes, double[] sizes)
    {
        string text = GeneratedText.English((int)(megabytes * 1e6), seed: 1);
        Timing.WarmUp(() => tokenizer.Encode(text[..100_000]));
        Samples english = Samples.Of(Enumerable.Range(0, 5).Select(_ => Timing.Milliseconds(() => tokenizer.Encode(text))));
        var points = new List<(double Megabytes, double Ms)>();
        foreach (double size in sizes)
        {
            string word = GeneratedText.Word((int)(size * 1e6), seed: 2);
            Timing.WarmUp(() => tokenizer.Encode(word[..20_000]));
            points.Add((size, Samples.Of(Enumerable.Range(0, 3).Select(_ => Timing.Milliseconds(() => tokenizer.Encode(word)))).MedianMs));
        }
        return new TokenizerRow(name, megabytes / (english.MedianMs / 1e3), [.. points.Select(point => point.Ms)], LogLogFit.Exponent(points));
    }

    private static Tokenizer Load(string? folder, string name)
    {
        folder ??= Find() ?? throw new BenchmarkException(
            "tokenizers: expected the tokenizers of the reference data in shared/goldens/tokenizers above this folder; there is none. Name a folder with --folder.");
        return Tokenizer.Load(Path.Combine(folder, name, "tokenizer.json"));
    }

    private static string? Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, "shared", "goldens", "tokenizers");
            if (Directory.Exists(path)) return path;
        }
        return null;
    }
}
