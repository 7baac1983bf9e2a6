using System.Text.Json;

namespace Heed.Benchmarks;

/// <summary>Why lines fall short, where that is known: <c>causes.json</c>, from a line's key to a sentence.</summary>
internal static class PerformanceCauses
{
    /// <summary>Reads the file; a key that names no line is said on standard error: measuring is done by then.</summary>
    public static IReadOnlyDictionary<string, string> For(IReadOnlyCollection<PerformanceLine> lines)
    {
        string file = Path.Combine(AppContext.BaseDirectory, "Performance", "causes.json");
        Dictionary<string, string> causes = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(file))!;
        foreach (string key in causes.Keys)
            if (lines.All(line => line.Key != key))
                Console.Error.WriteLine($"causes.json: expected one of {string.Join(", ", lines.Select(line => line.Key))}; got '{key}'.");
        return causes;
    }
}
