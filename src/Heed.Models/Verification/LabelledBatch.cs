using Heed.Autograd;
using Heed.Models.Weights;

namespace Heed.Models.Verification;

/// <summary>The batch gradients are taken on, and its loss.</summary>
/// <param name="Tokens">The input.</param>
/// <param name="Labels">One a logits row, −100 for none.</param>
internal sealed record LabelledBatch(TokenBatch Tokens, int[] Labels)
{
    /// <summary>Reads input_ids [B, T], labels [B, T] ([B] for a classifier), and attention_mask, token_type_ids, position_ids where they are.</summary>
    public static LabelledBatch Read(SafetensorsFile file, Blueprint blueprint)
    {
        int[] shape = file.Shape("input_ids", 2);
        int[] labels = file.Integers("labels");
        int length = file.Contains("decoder_input_ids") ? file.Shape("decoder_input_ids", 2)[1] : shape[1];
        int expected = blueprint.Head == ModelHead.Classification ? shape[0] : shape[0] * length;
        if (labels.Length != expected) throw new HeedException($"{file.Path}: tensor 'labels': expected {expected} labels; got {labels.Length}.");
        // A decoder behind an encoder is given its inputs one place to the right already.
        if (blueprint.Head == ModelHead.Language && !blueprint.HasEncoder) labels = Shifted(labels, shape[1]);
        var tokens = new TokenBatch(file.Integers("input_ids"), shape[0])
        {
            TokenTypes = file.Contains("token_type_ids") ? file.Integers("token_type_ids") : null,
            Positions = file.Contains("position_ids") ? file.Integers("position_ids") : null,
            Real = file.Contains("attention_mask") ? TokenBatch.RealFromMask(file.ReadInt64("attention_mask"), shape[0]) : null,
        };
        if (file.Contains("decoder_input_ids")) tokens = new TokenBatch(file.Integers("decoder_input_ids"), shape[0]) { Source = tokens };
        return new LabelledBatch(tokens, labels);
    }

    /// <summary>The mean cross-entropy.</summary>
    public Tensor Loss(Tape tape, Transformer transformer)
    {
        Tensor hidden = transformer.Hidden(tape, Tokens);
        Tensor logits = transformer.Blueprint.Head == ModelHead.Classification
            ? transformer.ClassLogits(tape, hidden, Tokens.Batch)
            : transformer.TokenLogits(tape, hidden);
        return Operations.CrossEntropy(tape, logits, Labels);
    }

    // A language model's logits at a position are for the token after it.
    private static int[] Shifted(int[] labels, int length)
    {
        var shifted = new int[labels.Length];
        for (int i = 0; i < labels.Length; i++) shifted[i] = i % length == length - 1 ? Operations.IgnoredLabel : labels[i + 1];
        return shifted;
    }
}
