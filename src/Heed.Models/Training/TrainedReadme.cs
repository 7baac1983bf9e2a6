using System.Globalization;
using System.Text;

namespace Heed.Models.Training;

/// <summary>The README of a trained model: what it is, how it was made, what it can do.</summary>
internal static class TrainedReadme
{
    /// <summary>Writes it.</summary>
    public static string Of(
        TrainingConfig config, LanguageModel model, IReadOnlyDictionary<string, (int Right, int Total)> accuracy, long tokens, TimeSpan time, IReadOnlyList<(int Step, double Loss)> losses)
    {
        Blueprint b = model.Transformer.Blueprint;
        var text = new StringBuilder();
        Line($"# {model.Name}");
        Line($"");
        if (config.About.Length > 0) Line($"{config.About}");
        if (config.About.Length > 0) Line($"");
        Line($"{model.Architecture}: {b.Layers} layers, width {b.Width}, {b.Heads} heads, window {b.MaxPositions} tokens, vocabulary {b.VocabularySize}, {model.Transformer.ParameterCount:N0} parameters stored as {config.Store}.");
        Line($"");
        Line($"Trained by Heed with `heed train {Path.GetFileName(config.File)}`: seed {config.Seed}, {config.Steps:N0} steps, {tokens / 1e6:F1} million tokens, {time.TotalMinutes:F0} minutes on {Environment.ProcessorCount} core{(Environment.ProcessorCount == 1 ? "" : "s")} ({Numerics.Lanes.Bits}-bit registers). The last loss was {(losses.Count > 0 ? losses[^1].Loss : double.NaN):F3}.");
        Line($"");
        Line($"![loss](training/loss.svg)");
        Line($"");
        if (accuracy.Count > 0)
        {
            Line($"Right answers on held-out sentences, measured from the stored weights:");
            Line($"");
            Line($"| family | right | of | share |");
            Line($"|---|---|---|---|");
            foreach ((string family, (int right, int total)) in accuracy) Line($"| {family} | {right} | {total} | {(total == 0 ? 0 : 100.0 * right / total):F1} % |");
            Line($"");
        }
        Line($"The config:");
        Line($"");
        Line($"```yaml");
        Line($"{config.Source.TrimEnd()}");
        Line($"```");
        return text.ToString();

        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
