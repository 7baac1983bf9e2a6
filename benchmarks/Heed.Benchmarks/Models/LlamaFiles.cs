using Heed.Numerics;

namespace Heed.Benchmarks;

/// <summary>The files of random weights of one run.</summary>
internal static class LlamaFiles
{
    /// <summary>Writes one, if it is not there yet.</summary>
    public static string Write(string folder, StoredFormat format)
    {
        string file = Path.Combine(folder, $"llama-{format}.gguf");
        if (!File.Exists(file)) RandomLlamaGguf.Write(file, LlamaShape.Of135M, format);
        return file;
    }
}
