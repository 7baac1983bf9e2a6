using Heed.Autograd;
using Heed.Models;

namespace Heed.Lens.Planted;

/// <summary>
/// Weights written by hand for an attention-only decoder of two heads a layer. The residual stream is a row of fields of <see cref="Size"/> numbers,
/// each one-hot: the token, its
/// position, and what heads have written.
/// </summary>
/// <remarks>
/// Norms do no harm because ε is far larger than any mean square here: x/√(x̄² + ε)·√ε is x to float32 precision. Scores are q·k, without a scale.
/// </remarks>
internal sealed class PlantedWeights
{
    /// <summary>Tokens of the vocabulary, positions of the window, numbers of a field.</summary>
    public const int Size = 64;

    /// <summary>Heads of a layer: the one or two of the circuit, and idle ones.</summary>
    public const int Heads = 2;

    /// <summary>The score of a match: e^12 outweighs a whole window of keys without one 2,500 times.</summary>
    public const float Match = 12f;

    // Two fields side by side: one for what is matched, one for where it stands.
    private const int HeadSize = 2 * Size;
    private const float Epsilon = 1e8f;
    private readonly Dictionary<string, Tensor> _parameters = [];
    private readonly int _fields;

    public PlantedWeights(int layers, int fields)
    {
        _fields = fields;
        Blueprint = new Blueprint
        {
            VocabularySize = Size, Width = fields * Size, Layers = layers, Heads = Heads, HeadSize = HeadSize, HiddenWidth = 8, MaxPositions = Size,
            Direction = Direction.Causal, Norm = NormKind.RootMeanSquare, NormPlace = NormPlace.Before, NormEpsilon = Epsilon, Activation = Activation.Relu,
            Head = ModelHead.Language, Layout = WeightLayout.InputByOutput, Biases = MapBiases.None, TiedHead = false, ScoreDivisor = 1, StartToken = 0,
        };
        foreach (ParameterSpec spec in ParameterSpecs.Of(Blueprint))
        {
            var tensor = new Tensor(spec.Shape, spec.Name);
            if (spec.Start == ParameterStart.One) tensor.Span.Fill(MathF.Sqrt(Epsilon));
            _parameters.Add(spec.Name, tensor);
        }
        for (int i = 0; i < Size; i++)
        {
            _parameters["embed.weight"].Span[i * Width + At(Field.Token, i)] = 1;
            _parameters["pos_embed.weight"].Span[i * Width + At(Field.Position, i)] = 1;
        }
    }

    /// <summary>The fields of the residual stream.</summary>
    public enum Field
    {
        /// <summary>Which token stands here.</summary>
        Token,

        /// <summary>Where it stands.</summary>
        Position,

        /// <summary>What the head at the end of the circuit has fetched; logits are read from here.</summary>
        Answer,

        /// <summary>The token before.</summary>
        Previous,

        /// <summary>The token that is asked about.</summary>
        Asked,
    }

    public Blueprint Blueprint { get; }

    private int Width => _fields * Size;

    /// <summary>Where a number of a field stands in the residual stream.</summary>
    public static int At(Field field, int i) => (int)field * Size + i;

    /// <summary>Adds to a map of a head: q, k or v, from the residual stream.</summary>
    public void In(string map, int layer, int head, int from, int to, float weight)
        => _parameters[$"blocks.{layer}.attn.{map}.weight"].Span[from * Heads * HeadSize + head * HeadSize + to] += weight;

    /// <summary>Adds to a head's output map.</summary>
    public void Out(int layer, int head, int from, int to, float weight)
        => _parameters[$"blocks.{layer}.attn.out.weight"].Span[(head * HeadSize + from) * Width + to] += weight;

    /// <summary>A head attends where a field of the key equals a field of the query.</summary>
    public void MatchFields(int layer, int head, Field query, Field key)
    {
        for (int i = 0; i < Size; i++)
        {
            In("q", layer, head, At(query, i), i, Match);
            In("k", layer, head, At(key, i), i, 1);
        }
    }

    /// <summary>A head attends one position back.</summary>
    public void MatchPrevious(int layer, int head)
    {
        for (int i = 1; i < Size; i++) In("q", layer, head, At(Field.Position, i), i - 1, Match);
        for (int i = 0; i < Size; i++) In("k", layer, head, At(Field.Position, i), i, 1);
    }

    /// <summary>A head does not attend to its own position: twice a match is taken off.</summary>
    public void NotItself(int layer, int head)
    {
        for (int i = 0; i < Size; i++)
        {
            In("q", layer, head, At(Field.Position, i), Size + i, -2 * Match);
            In("k", layer, head, At(Field.Position, i), Size + i, 1);
        }
    }

    /// <summary>A head copies a field of what it attends to into a field of its own row.</summary>
    public void Copy(int layer, int head, Field from, Field to)
    {
        for (int i = 0; i < Size; i++)
        {
            In("v", layer, head, At(from, i), i, 1);
            Out(layer, head, i, At(to, i), 1);
        }
    }

    /// <summary>Logits are the answer's field times <see cref="Match"/>.</summary>
    public Transformer Finish()
    {
        for (int t = 0; t < Size; t++) _parameters["head.weight"].Span[t * Width + At(Field.Answer, t)] = Match;
        return new Transformer(Blueprint, _parameters);
    }
}
