using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Heed.Autograd;
using Heed.Models.Families;
using Heed.Models.Tokenizers;
using Heed.Models.Training.TinyEnglish;

namespace Heed.Models.Training;

/// <summary>What a config stands for: the tokenizer, the blueprint and the examples.</summary>
internal sealed partial class TrainingSetup
{
    /// <summary>Special tokens of a decoder's tokenizer: one that starts, ends and fills up.</summary>
    private static readonly string[] s_decoderTokens = ["<|endoftext|>"];

    /// <summary>Special tokens of an encoder's tokenizer.</summary>
    private static readonly string[] s_encoderTokens = ["[PAD]", "[CLS]", "[SEP]", "[MASK]", "[UNK]"];

    private const int TokenizerSentences = 20_000;
    private const int MostKnownWords = 50_000;
    private readonly TrainingConfig _config;

    /// <summary>Trains the tokenizer and lays out the model.</summary>
    public TrainingSetup(TrainingConfig config)
    {
        _config = config;
        Corpus = Hash(config.Files);
        Tokenizer = MakeTokenizer();
        (Blueprint, Architecture) = MakeBlueprint();
    }

    /// <summary>A byte-level BPE trained on the corpus.</summary>
    public Tokenizer Tokenizer { get; }

    /// <summary>The model.</summary>
    public Blueprint Blueprint { get; }

    /// <summary>What Hugging Face calls it.</summary>
    public string Architecture { get; }

    /// <summary>A number that stands for the text that is learned from, taken once before it is read; null where the generator makes it.</summary>
    public string? Corpus { get; }

    /// <summary>The examples of every step.</summary>
    public BatchPlan Plan() => new(Source(), _config.BatchTokens, Blueprint.PaddingToken!.Value, Blueprint.Direction, _config.Seed, _config.LevelAt);

    /// <summary>The words of the text the tokenizer was made from, which stands for all of it.</summary>
    public HashSet<string>? KnownWords()
    {
        var words = new HashSet<string>();
        foreach (string text in TokenizerTexts())
            foreach (ValueMatch match in WordPattern().EnumerateMatches(text)) words.Add(text.Substring(match.Index, match.Length));
        return words.Count <= MostKnownWords ? words : null;
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+(['’]\p{L}+)*")]
    private static partial Regex WordPattern();

    private Tokenizer MakeTokenizer()
    {
        bool decoder = _config.IsDecoder;
        return decoder
            ? BytePairTrainer.Train(TokenizerTexts(), _config.Vocabulary, s_decoderTokens, "<|endoftext|> $A")
            : BytePairTrainer.Train(TokenizerTexts(), _config.Vocabulary, s_encoderTokens, "[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1");
    }

    private IEnumerable<string> TokenizerTexts()
    {
        var corpus = new TinyEnglishCorpus(_config.Seed);
        return _config.Files.Count > 0
            ? _config.Files.SelectMany(File.ReadLines).Select(line => line + "\n")
            : Enumerable.Range(0, TokenizerSentences).Select(i => corpus.Sentence(i, Split.Training, Difficulty.Full, MakeMixture()).Text);
    }

    private (Blueprint, string) MakeBlueprint()
    {
        bool decoder = _config.IsDecoder;
        int padding = Tokenizer.TokenToId(decoder ? s_decoderTokens[0] : s_encoderTokens[0])!.Value;
        Blueprint blueprint = _config.Family == "llama" ? Llama(padding) : new Blueprint
        {
            VocabularySize = Tokenizer.VocabularySize,
            Width = _config.Width,
            Layers = _config.Layers,
            Heads = _config.Heads,
            HeadSize = _config.Width / _config.Heads,
            HiddenWidth = _config.Hidden > 0 ? _config.Hidden : 4 * _config.Width,
            MaxPositions = _config.Window,
            Direction = decoder ? Direction.Causal : Direction.Bidirectional,
            NormPlace = decoder ? NormPlace.Before : NormPlace.After,
            NormEpsilon = decoder ? 1e-5f : 1e-12f,
            Activation = decoder ? Activation.GeluTanh : Activation.Gelu,
            Head = decoder ? ModelHead.Language : ModelHead.MaskedLanguage,
            Layout = decoder ? WeightLayout.InputByOutput : WeightLayout.OutputByInput,
            Projections = decoder ? ProjectionKind.Fused : ProjectionKind.Separate,
            TokenTypes = decoder ? 0 : 2,
            EmbeddingNorm = !decoder,
            InitialDeviation = _config.Deviation,
            PositionStart = _config.Positions,
            LookBack = _config.LookBack,
            StartToken = decoder ? padding : null,
            EndToken = decoder ? padding : null,
            PaddingToken = padding,
        };
        return (blueprint, ModelFamilies.OfType(_config.Family)!.Architectures.First(a => a.Value == blueprint.Head).Key);
    }

    private IExampleSource Source()
    {
        bool decoder = Blueprint.Direction == Direction.Causal;
        if (_config.Files.Count > 0)
        {
            int[] ids = [.. _config.Files.SelectMany(file => Tokenizer.Encode(File.ReadAllText(file), addSpecialTokens: false).Ids)];
            if (ids.Length < 2) throw new HeedException($"corpus: expected text to learn from; {string.Join(", ", _config.Files)} hold {ids.Length} tokens.");
            return new TextWindows(ids, Tokenizer, _config.Window, decoder ? null : Tokenizer.TokenToId("[MASK]"), _config.MaskRate, _config.Seed);
        }
        var corpus = new TinyEnglishCorpus(_config.Seed);
        return decoder
            ? new DecoderSentences(corpus, MakeMixture(), Tokenizer, _config.OtherWeight, _config.Window)
            : new EncoderSentences(corpus, MakeMixture(), Tokenizer, _config.OtherWeight, _config.Window, _config.MaskRate, _config.Seed);
    }

    private Mixture MakeMixture() => _config.Mixture.Count > 0 ? new Mixture(_config.Mixture) : Mixture.Default;

    private static string? Hash(IReadOnlyList<string> files)
    {
        if (files.Count == 0) return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string file in files)
        {
            using FileStream stream = File.OpenRead(file);
            hash.AppendData(SHA256.HashData(stream));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
