using Heed.Models;
using Heed.Models.Tokenizers;
using Heed.Models.Training.TinyEnglish;

namespace Heed.Lens.Roles;

/// <summary>Held-out sentences of tiny English as samples of text and of words to be found: plain English that any model can be shown.</summary>
internal sealed class SentenceSamples(LanguageModel model, TokenFrame frame, ulong seed)
{
    private const int Texts = 8, TextLength = 64, Sentences = 24;
    private static readonly string[] s_long = ["keys", "code", "repeat"], s_asking = ["fits", "overhead", "clause", "object_clause", "give", "support", "keys"];
    private readonly Blueprint _blueprint = model.Transformer.Blueprint;
    private readonly Tokenizer _tokenizer = model.RequireTokenizer();
    private readonly TinyEnglishCorpus _corpus = new(seed);

    /// <summary>Long sentences, cut to 64 tokens.</summary>
    public IEnumerable<HeadSample> Text()
    {
        int added = frame.Before.Length + frame.After.Length, room = Math.Min(TextLength, _blueprint.MaxPositions) - added;
        foreach (string family in s_long)
            foreach (int[] ids in _corpus.HeldOut(family, 4 * Texts).Select(sentence => _tokenizer.Encode(sentence.Text, addSpecialTokens: false).Ids)
                .Where(ids => ids.Length >= room).Take(Texts))
                yield return TextOf(_blueprint, frame, ids[..room]);
    }

    /// <summary>A text of these tokens.</summary>
    public static HeadSample TextOf(Blueprint blueprint, TokenFrame frame, int[] tokens)
    {
        int[] ids = frame.Around(tokens);
        return blueprint.HasEncoder
            ? new HeadSample(HeadSampleKind.Text, new TokenBatch([RandomSamples.Start(blueprint), .. tokens[..^1]]) { Source = new TokenBatch(ids) })
            : new HeadSample(HeadSampleKind.Text, new TokenBatch(ids)) { Added = frame.Places(ids.Length) };
    }

    /// <summary>
    /// Sentences with a word to be found: from the pronoun and from where the answer is due, which an encoder finds masked. Models of one stack.
    /// </summary>
    public IEnumerable<HeadSample> Marked()
    {
        if (_blueprint.HasEncoder) yield break;
        foreach (string family in s_asking)
        {
            Sentence[] sentences = [.. _corpus.HeldOut(family, Sentences, new Difficulty(0))];
            string[] words = [.. sentences.Select(sentence => sentence.AnswerText(0).ToString()).Distinct()];
            foreach (Sentence sentence in sentences)
                if (new SentenceMarks(_tokenizer, sentence, words, _blueprint.Direction == Direction.Causal).Sample() is { } sample
                    && sample.Batch.Length <= _blueprint.MaxPositions)
                    yield return sample;
        }
    }

    /// <summary>Keys with the code the model gives for one of them. Decoders.</summary>
    public IEnumerable<HeadSample> Decoded()
    {
        if (_blueprint.Head != ModelHead.Language || _blueprint.Direction != Direction.Causal) yield break;
        foreach (Sentence sentence in _corpus.HeldOut("keys", Sentences, new Difficulty(0)))
        {
            Encoding encoding = _tokenizer.Encode(sentence.Text);
            (string answer, int at) = (sentence.AnswerText(0).ToString(), sentence.Answers[0].Start);
            int[] given = SentenceMarks.Places(encoding, at, answer.Length), needle = SentenceMarks.Mentions(encoding, sentence.Text, answer, at);
            if (given.Length == 0 || needle.Length != given.Length) continue;
            int[] prompt = encoding.Ids[..given[0]];
            if (prompt.Length + given.Length <= _blueprint.MaxPositions)
                yield return DecodedSample.Of(model.Transformer, prompt, new(needle[0], needle[^1] + 1), given.Length);
        }
    }
}
