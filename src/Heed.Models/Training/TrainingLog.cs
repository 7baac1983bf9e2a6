using System.Globalization;
using System.Text.Json;

namespace Heed.Models.Training;

/// <summary>The loss of every reported step, as JSON lines in a file.</summary>
internal sealed class TrainingLog
{
    private readonly string _path;
    private readonly List<(int Step, double Loss, string Line)> _entries = [];

    /// <summary>Opens a log, keeping the entries up to <paramref name="step"/> of an earlier run.</summary>
    public TrainingLog(string path, int step)
    {
        _path = path;
        if (step > 0 && File.Exists(path))
        {
            foreach (string line in File.ReadLines(path))
            {
                try
                {
                    using JsonDocument document = JsonDocument.Parse(line);
                    int at = document.RootElement.GetProperty("step").GetInt32();
                    if (at <= step) _entries.Add((at, document.RootElement.GetProperty("loss").GetDouble(), line));
                }
                catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
                {
                    break; // a line cut off by a crash is the last one
                }
            }
        }
        SafeFile.Write(path, stream =>
        {
            using var writer = new StreamWriter(stream, leaveOpen: true);
            foreach ((_, _, string line) in _entries) writer.Write(line + "\n");
        });
    }

    /// <summary>Steps and losses so far.</summary>
    public IReadOnlyList<(int Step, double Loss)> Points => [.. _entries.Select(e => (e.Step, e.Loss))];

    /// <summary>Adds an entry.</summary>
    public void Add(TrainingProgress progress)
    {
        string line = string.Create(CultureInfo.InvariantCulture,
            $"{{\"step\":{progress.Step},\"loss\":{progress.SmoothLoss:G6},\"learning_rate\":{progress.LearningRate:G6},\"tokens\":{progress.Tokens},\"tokens_per_second\":{progress.TokensPerSecond:F0}");
        if (progress.Accuracy is { } accuracy)
            line += ",\"accuracy\":{" + string.Join(',', accuracy.Select(a => string.Create(CultureInfo.InvariantCulture, $"\"{a.Key}\":{a.Value:F3}"))) + "}";
        line += "}";
        _entries.Add((progress.Step, progress.SmoothLoss, line));
        File.AppendAllText(_path, line + "\n");
    }
}
