using Heed.Autograd;
using Heed.Models.Tokenizers;

namespace Heed.Models.Tests;

/// <summary>Small models with large random weights: their outputs differ clearly from token to token.</summary>
internal static class TinyModels
{
    /// <summary>Tokens of every tiny model's vocabulary; the tokenizers have no more.</summary>
    public const int Vocabulary = 300;

    /// <summary>The longest text of every tiny model.</summary>
    public const int Window = 40;

    private const string Text = "The cat sat on the mat and the dog sat on the log. The bird sang to the cat, and the cat sang to the dog.\n";

    /// <summary>A GPT-2 of 2 layers with a byte-level tokenizer.</summary>
    public static LanguageModel Decoder(ulong seed = 1)
    {
        Tokenizer tokenizer = BytePairTrainer.Train([Text], Vocabulary - 10, ["<|endoftext|>"], "<|endoftext|> $A");
        var blueprint = new Blueprint
        {
            VocabularySize = Vocabulary,
            Width = 24,
            Layers = 2,
            Heads = 3,
            HeadSize = 8,
            HiddenWidth = 40,
            MaxPositions = Window,
            Direction = Direction.Causal,
            NormPlace = NormPlace.Before,
            NormEpsilon = 1e-5f,
            Activation = Activation.GeluTanh,
            Head = ModelHead.Language,
            Layout = WeightLayout.InputByOutput,
            Projections = ProjectionKind.Fused,
            InitialDeviation = 0.4f,
            StartToken = 0,
            EndToken = 0,
            PaddingToken = 0,
        };
        return new LanguageModel("decoder", "GPT2LMHeadModel", Transformer.Create(blueprint, seed), tokenizer);
    }

    /// <summary>A BERT of 2 layers with any of its heads.</summary>
    public static LanguageModel Encoder(string architecture = "BertForMaskedLM", ulong seed = 1)
    {
        Tokenizer tokenizer = BytePairTrainer.Train([Text], Vocabulary - 10, ["[PAD]", "[CLS]", "[SEP]", "[MASK]", "[UNK]"], "[CLS] $A [SEP]");
        ModelHead head = architecture switch
        {
            "BertModel" => ModelHead.None,
            "BertForSequenceClassification" => ModelHead.Classification,
            _ => ModelHead.MaskedLanguage,
        };
        var blueprint = new Blueprint
        {
            VocabularySize = Vocabulary,
            Width = 24,
            Layers = 2,
            Heads = 3,
            HeadSize = 8,
            HiddenWidth = 40,
            MaxPositions = Window,
            Direction = Direction.Bidirectional,
            NormPlace = NormPlace.After,
            NormEpsilon = 1e-12f,
            Activation = Activation.Gelu,
            Head = head,
            TokenTypes = 2,
            EmbeddingNorm = true,
            Pooler = head != ModelHead.MaskedLanguage,
            Labels = head == ModelHead.Classification ? 5 : 2,
            InitialDeviation = 0.4f,
            PaddingToken = 0,
        };
        return new LanguageModel("encoder", architecture, Transformer.Create(blueprint, seed), tokenizer);
    }

    /// <summary>A model of any architecture Heed has but the bare GPT-2.</summary>
    public static LanguageModel Of(string architecture) => architecture == "GPT2LMHeadModel" ? Decoder() : Encoder(architecture);

    /// <summary>All weights of two models are equal, bit for bit.</summary>
    public static void AssertSameWeights(Transformer expected, Transformer actual)
    {
        Assert.Equal(expected.Parameters.Select(p => p.Name), actual.Parameters.Select(p => p.Name));
        foreach (Tensor parameter in expected.Parameters)
        {
            float[] a = expected.Numbers(parameter.Name, expected.Blueprint.Layout), b = actual.Numbers(parameter.Name, expected.Blueprint.Layout);
            Assert.True(Bits(a).SequenceEqual(Bits(b)), $"{parameter.Name} differs");
        }
    }

    /// <summary>A tensor's numbers as bits, so that NaN equals NaN and −0 differs from 0.</summary>
    public static int[] Bits(Tensor tensor) => Bits(tensor.ToArray());

    /// <summary>Equal but for the order of sums: within 4e-6 of the largest, a fifth of what models in float32 may differ by from other libraries.</summary>
    public static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = 0;
        foreach (float number in expected) largest = Math.Max(largest, Math.Abs((double)number));
        for (int i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 4e-6 * largest);
    }

    private static int[] Bits(float[] numbers) => Array.ConvertAll(numbers, BitConverter.SingleToInt32Bits);
}
