using System.Text;

namespace Heed.Benchmarks;

/// <summary><c>docs/performance.md</c>.</summary>
internal static class PerformanceDocument
{
    /// <summary>The text.</summary>
    /// <param name="figures">The run.</param>
    /// <param name="lines">What is asked, held against it.</param>
    /// <param name="causes">Why lines fall short, by key.</param>
    /// <param name="chart">The chart's file, beside the document.</param>
    public static string Write(
        PerformanceFigures figures, IReadOnlyList<PerformanceLine> lines, IReadOnlyDictionary<string, string> causes, string chart)
    {
        (ForwardReport forward, MachineDescription machine) = (figures.Forward, figures.Forward.Machine);
        var text = new StringBuilder();
        text.Append("# Performance\n\n");
        if (figures.Quick) text.Append(
            "**A quick run on smaller shapes: it shows that everything runs, and no figure is worth quoting.**\n\n");
        text.Append(
            "Written by `dotnet run -c Release --project benchmarks/Heed.Benchmarks -- performance`: every figure is of one run. "
            + "How they are taken: `benchmarks/README.md`.\n\n");
        text.Append($"- Machine: {machine}\n- Date: {machine.StartedAt:yyyy-MM-dd HH:mm} UTC\n");
        text.Append($"- Peer: {forward.Peer}, {machine.Threads} threads; the faster of its operators a row\n");
        text.Append($"- {Capital($"{forward.FmaPeak}")}\n- {Capital($"{figures.Bandwidth}")}\n");

        text.Append("\n## What is asked, and what came\n\n").Append(Verdicts(lines));
        PerformanceLine[] shortfalls = [.. lines.Where(line => line.Met == false)];
        if (shortfalls.Length > 0)
        {
            text.Append("\n## What falls short\n\n");
            foreach (PerformanceLine line in shortfalls)
            {
                string cause = causes.TryGetValue(line.Key, out string? known) ? $" {known}" : "";
                text.Append($"- **{line.What}**: {line.Measured} where {line.Asked} is asked.{cause}\n");
            }
        }

        int[] padded = forward.Rows.Single(row => row.Variant == AttentionVariant.Padding).Shape.PaddedLengths;
        Section(
            "Forward",
            "Speed counts the operations that a mask leaves; the difference is that of the two outputs on the same inputs. "
            + $"Padding: {string.Join(" and ", padded)} real keys in the batch rows.",
            PerformanceTables.Forward(forward));
        DecodeRow decode = figures.Decode.Heed;
        Section(
            "Decode", $"{decode.Shape}: one step, over {decode.MegabytesAStep:F0} MB of keys and values that come from memory.",
            PerformanceTables.Decode(figures.Decode));
        Section("Backward", "In turns with the forward pass.", PerformanceTables.Backward(figures.Backward));
        Section(
            "Head sizes and lengths between the round ones", "In turns with their neighbours.",
            PerformanceTables.Neighbours(figures.Neighbours));
        if (figures.NarrowLanes is { } narrow)
            Section(
                "AVX2 alone",
                $"A process with `DOTNET_EnableAVX512=0`, which runs on {narrow.LaneBits}-bit lanes; its peak is {narrow.PeakGflopPerS:F0} GFLOP/s.",
                PerformanceTables.NarrowLanes(narrow));
        Section(
            "First calls",
            $"Medians over {figures.Cold.Rows[0].Processes} fresh processes, no mask, in ms; then the first call with a causal mask, and with "
            + "a window, a soft cap and row statistics, each beyond a later one.",
            PerformanceTables.Cold(figures.Cold));
        Section(
            "Memory of a long call",
            "By how much the resident memory of a process rises during its first call at this length, beyond inputs and output; counted in "
            + "pages that are touched.",
            PerformanceTables.Memory(figures.Memory));
        (int heads, _, int width, _) = ScalingBenchmark.Shape(0);
        Section(
            "Growth with the length",
            $"{heads} heads of size {width}; decode is one query over a filled cache. Milliseconds, and the power of T fitted by least squares "
            + "in logarithms:",
            PerformanceTables.ScalingTime(figures.Scaling));
        text.Append($"\nMegabytes beyond inputs and output, and for decode the cache:\n\n{PerformanceTables.ScalingMemory(figures.Scaling)}");
        text.Append($"\n![Time and memory of a call against the length of the sequence, both axes logarithmic, for every kind]({chart})\n");
        Section(
            "What seeing costs", $"{figures.Observers.Shape}, no mask; an observer that needs finished weights takes a second pass.",
            PerformanceTables.Observers(figures.Observers));
        Section(
            "What consequences cost",
            $"{figures.Lens[0].Model}; a forward pass ends in one metric. Predicted effects: one forward and one backward pass, which say of every attention weight of every head what cutting it would do. "
            + "A measured edge: one weight of the last token in the first layer is cut, and what follows is computed anew.",
            PerformanceTables.Lens(figures.Lens));
        Section(
            "Maps of attention",
            "One head; an exact tile of 256 × 256 weights on the diagonal, and the whole plane in 256 × 256 cells. Making a map is one forward "
            + "pass that keeps queries, keys and log-sum-exp, here the first of its kind in the process.",
            PerformanceTables.Maps(figures.Maps));
        text.Append($"\nMemory of {MapMemoryChild.About}:\n\n{PerformanceTables.MapMemory(figures.Maps)}");
        Section(
            "A Llama of 135 million parameters",
            $"Random weights, one text, beside {figures.Models.LlamaPeer} with as many threads, in turns. Reading a text computes the logits of the next token; "
            + "of decoding, GB/s counts all matrices and the keys and values before the token. Heed keeps these as float32 beside float32 weights, as BF16 "
            + "beside BF16 ones, and as float16 beside Q8_0 ones; llama.cpp always as float16.",
            PerformanceTables.Llama(figures.Models, figures.Bandwidth));
        Section(
            "BERT in its base size", $"{BertBase.Length} tokens a text, beside the same graph and weights in ONNX Runtime.",
            PerformanceTables.Bert(figures.Models, forward.FmaPeak));
        Section(
            "Loading", "A fresh process on the float32 Llama, whose file is in the page cache: loading and the first token behind 16; then 512 tokens are read and some made.",
            PerformanceTables.Load(figures.Models));
        return text.ToString();

        void Section(string title, string about, MarkdownTable table) => text.Append($"\n## {title}\n\n{about}\n\n{table}");
    }

    private static MarkdownTable Verdicts(IEnumerable<PerformanceLine> lines)
    {
        var table = new MarkdownTable("what", "asked", "measured", "");
        foreach (PerformanceLine line in lines)
            table.Add(line.What, line.Asked, line.Measured, line.Met switch { true => "met", false => "**falls short**", _ => "" });
        return table;
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
