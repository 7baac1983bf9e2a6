namespace Heed.Benchmarks;

/// <summary>Whole models, beside their peers.</summary>
/// <param name="LlamaPeer">llama.cpp, with its version.</param>
/// <param name="Llama">Reading and making text.</param>
/// <param name="Bert">Encoding.</param>
/// <param name="Load">First token and memory of a fresh process.</param>
internal sealed record ModelsReport(string LlamaPeer, IReadOnlyList<LlamaRow> Llama, IReadOnlyList<BertRow> Bert, LoadChild.Reply Load)
{
    /// <summary>Measures everything.</summary>
    /// <param name="quick">Smaller texts and fewer rounds.</param>
    /// <param name="peer">ONNX Runtime.</param>
    /// <param name="peak">Measured on the way.</param>
    /// <param name="bandwidth">Measured on the way.</param>
    /// <exception cref="BenchmarkException">There is no peer to be had, or it computes something else.</exception>
    public static ModelsReport Measure(bool quick, OnnxRuntimePeer peer, FmaPeak peak, ReadBandwidth bandwidth)
    {
        string folder = Directory.CreateTempSubdirectory("heed-models-").FullName;
        try
        {
            (List<LlamaRow> llama, string name) = LlamaBenchmark.Measure(quick, folder, bandwidth);
            LoadChild.Reply load = LoadChild.Start(LlamaFiles.Write(folder, Numerics.StoredFormat.Float32));
            return new ModelsReport(name, llama, BertBenchmark.Measure(quick, folder, peer, peak), load);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
