using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Heed.Benchmarks;

/// <summary>The file that every figure of a run goes to. A name ends in its unit.</summary>
internal sealed class JsonReport : IDisposable
{
    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    private readonly FileStream _file;

    /// <summary>Opens the file before minutes of measuring; what it holds stays until <see cref="Write"/>.</summary>
    /// <exception cref="BenchmarkException">It cannot be written.</exception>
    public JsonReport(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BenchmarkException($"--json: expected a file that can be written; got '{path}' ({error.Message})");
        }
    }

    /// <summary>Replaces what the file holds.</summary>
    public void Write(object report)
    {
        _file.SetLength(0);
        JsonSerializer.Serialize(_file, report, report.GetType(), s_options);
        _file.Write("\n"u8);
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _file.Dispose();
}
