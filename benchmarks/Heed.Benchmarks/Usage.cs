namespace Heed.Benchmarks;

/// <summary>What the benchmarks can be asked for.</summary>
internal static class Usage
{
    private const string Text = """
        Usage: dotnet run -c Release --project benchmarks/Heed.Benchmarks -- SUBCOMMAND

          performance [--quick] [--out FILE]               all of it in one run, written with a chart to docs/performance.md
          attention [--peers] [--quick] [--json FILE]      forward pass on five shapes, full and causal
          attention --backward [--quick] [--json FILE]     backward pass on the same shapes, in turns with the forward pass
          attention --observers [--quick] [--json FILE]    what seeing costs: forward passes that are watched
          attention --cold [--quick] [--json FILE]         first calls of fresh processes
          cost [--out FILE]                                predicted times of whole models beside measured ones
          decode [--peers] [--quick] [--json FILE]         single steps over filled caches, as a share of the read bandwidth
          lens [--quick] [--json FILE]                     predicted effects of every edge, and a measured one
          maps [--quick] [--json FILE]                     maps of attention: an exact tile, a whole overview, memory by length
          models --peers [--quick] [--json FILE]           a Llama beside llama.cpp, a BERT beside ONNX Runtime, loading
          studio [--quick] [--out FILE]                    the studio in a real Chromium; --out writes its section of docs/performance.md anew
          steps [--quick]                                  one head number by number on the built-in models, edits of it, demonstrations
          tokenizers [--folder DIR] [--quick] [--json FILE] encoding English, and words of up to 1 MB
          traces [--store files|ADDRESS]… [--out FILE] [--quick] [--json FILE]
                                        100,000 traces in files, or a million on postgres://…: searches, keeping one
          training [--quick] [--json FILE]                 whole training steps as a share of the peak

          --peers      measure ONNX Runtime (and llama.cpp) in the same alternating run (needs node and npm);
                       adds padding masks and biases to attention, and leaves decode one shape
          --quick      the small shapes only; fewer processes for --cold
          --out FILE   the document; the chart is written beside it
          --folder DIR where the tokenizers of the reference data are
          --json FILE  write every figure, with the machine's description
        """;

    /// <summary>Says what is wrong and what would be right; returns the exit code 1.</summary>
    public static int Refuse(string problem)
    {
        Console.Error.WriteLine($"{problem}\n\n{Text}");
        return 1;
    }
}
