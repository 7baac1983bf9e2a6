using Heed.Prompts.Traces.Datasets;

namespace Heed.Prompts.Traces.Formats;

/// <summary>The kinds of files traces are written to.</summary>
public static class TraceFormats
{
    /// <summary>Traces for other programs: all of each, a table, or tests.</summary>
    public static IReadOnlyList<ITraceFormat> Exports { get; } = [new JsonLines(), new TraceTable(), new YamlTests()];

    /// <summary>Traces as tests, which <c>heed eval</c> and promptfoo read.</summary>
    public static IReadOnlyList<ITraceFormat> Datasets { get; } = [new YamlTests(), new CsvTests(), new JsonLinesTests()];

    /// <summary>The format a file's name asks for.</summary>
    /// <exception cref="HeedException">Its ending is none of them.</exception>
    public static ITraceFormat Of(IReadOnlyList<ITraceFormat> formats, string path)
        => formats.FirstOrDefault(format => format.Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
            ?? throw new HeedException($"{path}: expected a name that ends in {string.Join(", ", formats.SelectMany(format => format.Extensions))}; "
                + $"got '{Path.GetExtension(path)}'.");
}
