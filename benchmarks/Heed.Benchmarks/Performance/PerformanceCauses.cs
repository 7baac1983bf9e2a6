using System.Text.Json;

namespace Heed.Benchmarks;

/// <summary>Why lines fall short, where that is known: <c>causes.json</c>, from a line's key to a sentence.</summary>
internal static class PerformanceCauses
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="BenchmarkException">It explains a line that does not exist.</exception>
    public static IReadOnlyDictionary<string, string> For(IReadOnlyCollection<PerformanceLine> lines)
    {
        string file = Path.Combine(AppContext.BaseDirectory, "Performance", "causes.json");
        Dictionary<string, string> causes = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!;
        foreach (string key in causes.Keys)
            if (lines.All(line => line.Key != key))
                throw new BenchmarkException($"causes.json: expected one of {string.Join(", ", lines.Select(line => line.Key))}; got '{key}'.");
        return causes;
    }
}
