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
        int expected = blueprint.Head == ModelHead.Classification ? shape[0] : shape[0] * shape[1];
        if (labels.Length != expected) throw new HeedException($"{file.Path}: tensor 'labels': expected {expected} labels; got {labels.Length}.");
        if (blueprint.Head == ModelHead.Language) labels = Shifted(labels, shape[1]);
        return new LabelledBatch(
            new TokenBatch(file.Integers("input_ids"), shape[0])
            {
                TokenTypes = file.Contains("token_type_ids") ? file.Integers("token_type_ids") : null,
                Positions = file.Contains("position_ids") ? file.Integers("position_ids") : null,
                Real = file.Contains("attention_mask") ? TokenBatch.RealFromMask(file.ReadInt64("attention_mask"), shape[0]) : null,
            },
            labels);
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
