namespace Heed.Benchmarks;

/// <summary>llama.cpp, with one model at a time.</summary>
internal sealed class LlamaCppPeer() : NodePeer("llamacpp.mjs", "llama.cpp in node-llama-cpp", "node-llama-cpp")
{
    /// <summary>Loads a model, with a context.</summary>
    public void Load(string path, int threads, int length) => Ask(new { command = "load", path, threads, length });

    /// <summary>Reads the tokens of <see cref="LlamaText"/>; milliseconds.</summary>
    public double Prefill(int count)
        => Ask(new { command = "prefill", tokens = new[] { LlamaText.First, LlamaText.Step, count } }).GetProperty("nanoseconds").GetDouble() / 1e6;

    /// <summary>Makes tokens behind the first <paramref name="length"/> that were read; milliseconds of one.</summary>
    public double Decode(int length, int count)
        => Ask(new { command = "decode", length, count }).GetProperty("nanoseconds").GetDouble() / 1e6 / count;

    /// <summary>Frees the model.</summary>
    public void Unload() => Ask(new { command = "unload" });
}
