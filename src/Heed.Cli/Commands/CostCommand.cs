using System.CommandLine;
using Heed.Cli.Rendering;
using Heed.Models;
using Heed.Models.Cost;

namespace Heed.Cli.Commands;

/// <summary><c>heed cost MODEL|CONFIG</c>: what a model costs at chosen context lengths.</summary>
internal static class CostCommand
{
    private static readonly Dictionary<string, CachePrecision> s_precisions = new(StringComparer.Ordinal)
    {
        ["f32"] = CachePrecision.Float32, ["f16"] = CachePrecision.Float16, ["int8"] = CachePrecision.Int8,
    };

    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "A built-in model, a model folder, a GGUF file, ORG/NAME as 'heed pull' fetched it, or a config.json alone." };
        var contexts = new Option<string>("--context") { Description = "Context lengths: 512,8k,1m.", DefaultValueFactory = _ => "8k,32k,128k" };
        var batch = new Option<int>("--batch") { Description = "Texts side by side.", DefaultValueFactory = _ => 1 };
        var precision = new Option<string>("--kv") { Description = "Key-value cache: f32, f16 or int8.", DefaultValueFactory = _ => "f32" };
        var window = new Option<int?>("--window") { Description = "What if every layer saw so many tokens; 0 for all." };
        var heads = new Option<int?>("--kv-heads") { Description = "What if there were so many key-value heads." };
        var check = new Option<bool>("--check") { Description = "Run the model at the contexts that fit its window, and print predicted beside measured times." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var noColor = new Option<bool>("--no-color") { Description = "Print without colours." };
        var command = new Command("cost", "Count what a model costs: operations, memory and time by context length.")
        {
            model, contexts, batch, precision, window, heads, check, json, noColor,
        };
        command.SetAction((result, cancellation) => Task.Run(() =>
        {
            IReadOnlyList<long> lengths = ContextLength.List(result.GetValue(contexts)!);
            if (!s_precisions.TryGetValue(result.GetValue(precision)!, out CachePrecision cache))
                throw new HeedException($"kv: expected {string.Join(", ", s_precisions.Keys)}; got '{result.GetValue(precision)}'.");
            string name = result.GetValue(model)!;
            bool configuration = name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && File.Exists(name);
            var variant = new CostVariant { Cache = cache, Window = result.GetValue(window), KeyValueHeads = result.GetValue(heads) };
            if (result.GetValue(check)) RefuseCheck(configuration, variant);
            CostSubject subject = configuration ? CostSubject.ReadConfig(name) : CostSubject.Read(BuiltInModels.Find(name));
            if (result.GetValue(check)) CostCheck.Refuse(subject.Blueprint, lengths);
            _ = new CostModel(subject.Blueprint, variant).At(lengths[^1], result.GetValue(batch)); // what is refused is refused before the machine is measured
            CostReport report = CostReport.Of(subject, variant, lengths, result.GetValue(batch), Calibrate(cancellation));
            if (result.GetValue(check)) report = Checked(report, name, cancellation);
            if (result.GetValue(json)) CostJson.Write(report);
            else CostView.Write(Terminal.Create(result.GetValue(noColor)), report);
        }, cancellation));
        return command;
    }

    private static void RefuseCheck(bool configuration, CostVariant variant)
    {
        if (configuration) throw new HeedException("check: expected a model with weights, which can be run; got a configuration alone. Leave --check out.");
        if (variant.Window is not null || variant.KeyValueHeads is not null)
            throw new HeedException(
                "check: expected the model as it is; a changed window or other key-value heads cannot be run. Leave --window and --kv-heads out.");
        CostCheck.Refuse(variant.Cache);
    }

    private static Calibration Calibrate(CancellationToken cancellation)
    {
        using var progress = new CountLine("% of the machine measured");
        return Calibration.Here(new Percent(progress), cancellation);
    }

    private static CostReport Checked(CostReport report, string name, CancellationToken cancellation)
    {
        using LanguageModel model = BuiltInModels.Load(name, LoadOptions.Default);
        return report.Checked(model, cancellation);
    }

    private sealed class Percent(CountLine line) : IProgress<double>
    {
        public void Report(double value) => line.Report((int)Math.Round(100 * value));
    }
}
