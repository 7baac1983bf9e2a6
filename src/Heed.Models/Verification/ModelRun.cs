using Heed.Autograd;
using Heed.Masks;
using Heed.Models.Tokenizers;
using Heed.Models.Weights;

namespace Heed.Models.Verification;

/// <summary>One forward pass of a model: everything that is stored of it.</summary>
/// <remarks>
/// Tensors of a padded run are compared at the positions whose attention_mask is 1, attention maps in those rows of queries; what padding computes is filler.
/// </remarks>
internal static class ModelRun
{
    private const string DecoderInput = "decoder_input_ids";
    private static readonly string[] s_inputs = ["input_ids", "attention_mask", "token_type_ids", "position_ids", DecoderInput];

    /// <summary>Runs the model and compares.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tensors">Inputs and expected outputs.</param>
    /// <param name="run">The run's name: its tensors begin with it and a point.</param>
    /// <param name="listed">What expected.json says of it; may be null.</param>
    public static Outcome Check(LanguageModel model, SafetensorsFile tensors, string run, JsonPart listed)
    {
        string prefix = run + ".";
        int[] shape = tensors.Shape(prefix + "input_ids", 2);
        (int rows, int length) = (shape[0], shape[1]);
        long[]? mask = tensors.Contains(prefix + "attention_mask") ? tensors.ReadInt64(prefix + "attention_mask") : null;
        foreach (string input in s_inputs)
        {
            if (input == DecoderInput) continue;
            if (tensors.Contains(prefix + input) && !tensors.Entry(prefix + input).Shape.SequenceEqual([rows, length]))
                throw new HeedException($"{prefix}{input}: expected [{rows}, {length}]; got [{string.Join(", ", tensors.Entry(prefix + input).Shape)}].");
        }
        var batch = new TokenBatch(tensors.Integers(prefix + "input_ids"), rows)
        {
            TokenTypes = Optional("token_type_ids"),
            Positions = Optional("position_ids"),
            Real = mask is null ? null : TokenBatch.RealFromMask(mask, rows),
        };
        if (tensors.Contains(prefix + DecoderInput)) batch = new TokenBatch(tensors.Integers(prefix + DecoderInput),
            rows) { Source = batch };
        var watcher = new RunWatcher(model.Transformer.Blueprint, rows);
        using (var tape = new Tape(recording: false)) watcher.Run(tape, model.Transformer, batch);

        var comparison = new Comparison();
        foreach ((string output, long[]? listedShape) in Outputs(tensors, prefix, listed))
        {
            if (!watcher.TryGet(output, out long[] actualShape, out double[] actual))
            {
                comparison.Problem($"{output}: {model.Architecture} does not compute it");
                continue;
            }
            if (!tensors.Contains(prefix + output))
            {
                comparison.Problem($"{output}: expected.safetensors has no tensor '{prefix}{output}'");
                continue;
            }
            long[] expectedShape = tensors.Entry(prefix + output).Shape;
            if (listedShape is not null && !listedShape.SequenceEqual(expectedShape))
            {
                comparison.Problem($"{output}: expected.json says [{string.Join(", ", listedShape)}], expected.safetensors has [{string.Join(", ", expectedShape)}]");
                continue;
            }
            comparison.Tensor(output, expectedShape, tensors.ReadDoubles(prefix + output), actualShape, actual, Tolerance.Activations,
                // Behind an encoder the mask is the source's: every position of the decoder counts.
                batch.Source is null || output.StartsWith("encoder_", StringComparison.Ordinal) ? Counting(mask, length, actualShape)
                    : null);
        }
        return comparison.Outcome();

        int[]? Optional(string input) => tensors.Contains(prefix + input) ? tensors.Integers(prefix + input) : null;
    }

    /// <summary>Every output that is listed or stored.</summary>
    private static IEnumerable<(string Name, long[]? Shape)> Outputs(SafetensorsFile tensors, string prefix, JsonPart listed)
    {
        var seen = new HashSet<string>(s_inputs);
        if (!listed.IsNull && listed["outputs"] is { IsNull: false } outputs)
            foreach ((string name, JsonPart shape) in outputs.Members())
                if (seen.Add(name)) yield return (name, Array.ConvertAll(shape.Numbers(), n => (long)n));
        foreach (string name in tensors.Entries.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
            if (seen.Add(name[prefix.Length..])) yield return (name[prefix.Length..], null);
    }

    /// <summary>Elements at real positions of [B, T, …] and of maps [B, H, T, T]; all of [B, …].</summary>
    private static Func<int, bool>? Counting(long[]? mask, int length, long[] shape)
    {
        if (mask is null || shape.Length < 3) return null;
        (int heads, int inner) = shape.Length == 4 ? ((int)shape[1], (int)shape[3]) : (1, (int)shape[2]);
        return i => mask[i / inner / length / heads * length + i / inner % length] != 0;
    }
}
