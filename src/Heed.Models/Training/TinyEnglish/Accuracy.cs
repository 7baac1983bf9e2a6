using Heed.Autograd;
using Heed.Models.Generation;
using Heed.Models.Tokenizers;

namespace Heed.Models.Training.TinyEnglish;

/// <summary>How often a model gives the answer of held-out sentences.</summary>
/// <remarks>
/// A decoder is right when greedy decoding from the words before the answer gives all of its tokens; an encoder when its best prediction is right at every
/// masked token of the answer. Of a repeated sequence every word of the second copy counts on its own; an encoder sees
/// the others and has every seventh one masked.
/// </remarks>
public static class Accuracy
{
    private const int EncoderStride = 7;

    /// <summary>Right answers and all answers over <paramref name="sentences"/> held-out sentences of a family.</summary>
    /// <param name="model">A decoder or encoder with a language head.</param>
    /// <param name="family">Family name.</param>
    /// <param name="sentences">How many sentences.</param>
    /// <param name="difficulty">How long the sequences are; full length, up to the model's window in the long families, where left out.</param>
    /// <param name="seed">Seed of the held-out set.</param>
    public static (int Right, int Total) Measure(LanguageModel model, string family, int sentences, Difficulty? difficulty = null, ulong seed = 20_240_501)
    {
        Tokenizer tokenizer = model.RequireTokenizer();
        Transformer transformer = model.Transformer;
        bool decoder = transformer.Blueprint.Direction == Direction.Causal;
        int right = 0, total = 0, number = 0;
        Difficulty length = difficulty ?? new Difficulty(1) { Longest = transformer.Blueprint.MaxPositions };
        foreach (Sentence sentence in new TinyEnglishCorpus(seed).HeldOut(family, sentences, length))
        {
            SentenceTokens tokens = SentenceTokens.Of(sentence, tokenizer);
            if (tokens.Ids.Length > transformer.Blueprint.MaxPositions) continue;
            int[][] answers = decoder || !Families.Named(family).MasksSome
                ? tokens.Answers
                : [.. tokens.Answers.Where((_, i) => (i + number) % EncoderStride == 0)];
            number++;
            if (answers.Length == 0) continue;
            int[] ids = [.. tokens.Ids];
            int[] rows = [.. answers.SelectMany(a => a)];
            if (decoder) rows = [.. rows.Select(place => place - 1)];
            else
                foreach (int place in rows) ids[place] = tokenizer.TokenToId("[MASK]")!.Value;

            using var tape = new Tape(recording: false);
            Tensor logits = transformer.TokenLogits(tape, transformer.Hidden(tape, new TokenBatch(ids)), rows);
            int row = 0;
            foreach (int[] answer in answers)
            {
                bool all = true;
                foreach (int place in answer)
                    all &= Sampler.Likeliest(logits.Span.Slice(row++ * logits.Columns, logits.Columns)) == tokens.Ids[place];
                if (all) right++;
                total++;
            }
        }
        return (right, total);
    }
}
