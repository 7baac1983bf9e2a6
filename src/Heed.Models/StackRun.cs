using Heed.Autograd;
using Heed.Positions;

namespace Heed.Models;

/// <summary>One pass of a batch through one stack of a model.</summary>
internal sealed partial class StackRun(Transformer model, StackPlan stack, Tape tape, TokenBatch batch, KeyValueCache? cache,
    IHook? hook)
{
    private readonly Blueprint _blueprint = model.Blueprint;
    private readonly int _past = cache?.Length ?? 0;
    private readonly Dictionary<RotaryPlan, RotaryAngles> _angles = [];

    /// <summary>What the encoder made of the source, [B·Ts, M]; null where there is none, or where the cache has it.</summary>
    public Tensor? Source { get; init; }

    /// <summary>The block to begin with, and what goes into it; null for the first.</summary>
    public ResumePoint? From { get; init; }

    /// <summary>The last hidden state, after the final norm where there is one, [B·T, M].</summary>
    public Tensor Run()
    {
        Tensor x = From is { } resume ? resume.Residual : Hooked(stack.Prefix, "embed", Embed());
        for (int layer = From?.Layer ?? 0; layer < stack.Layers; layer++)
        {
            int mark = tape.Mark;
            Tensor next = Block(layer, x);
            tape.Release(mark, next);
            x = next;
        }
        if (stack.Crosses && cache is not null && Source is not null) cache.SourceReal = batch.Source?.Real;
        cache?.Advance(batch.Length);
        if (_blueprint.NormPlace != NormPlace.After) x = model.Norm(tape, x, stack.Prefix + "final_norm");
        return Hooked(stack.Prefix, "final_norm", x);
    }

    private Tensor Embed()
    {
        int mark = tape.Mark;
        Tensor x = Operations.Embedding(tape, model.Parameter("embed.weight"), batch.Ids);
        if (_blueprint.ScaledEmbedding) x = Operations.Scale(tape, x, MathF.Sqrt(_blueprint.Width));
        if (_blueprint.Positions == PositionKind.Learned) x = Operations.Add(tape, x,
            Hooked(stack.Prefix, "pos_embed", Operations.Embedding(tape, model.Parameter("pos_embed.weight"), TableRows())));
        if (_blueprint.TokenTypes > 0)
            x = Operations.Add(tape, x, Operations.Embedding(tape, model.Parameter("type_embed.weight"), batch.TokenTypes
                ?? new int[batch.Ids.Length]));
        if (_blueprint.EmbeddingNorm) x = model.Norm(tape, x, "embed_norm");
        if (_blueprint.EmbeddingMap) x = model.Map(tape, x, "embed_map");
        tape.Release(mark, x);
        return x;
    }

    /// <summary>Rows of the position table. Where rows are reserved, padding stands at the padding token's and the others count real tokens
    /// (RoBERTa).</summary>
    private int[] TableRows()
    {
        if (batch.Positions is { } given) return _blueprint.ReservedPositions == 0 ? given
            : [.. given.Select(p => p + _blueprint.ReservedPositions)];
        var rows = new int[batch.Ids.Length];
        for (int i = 0, real = 0; i < rows.Length; i++)
        {
            if (i % batch.Length == 0) real = _past;
            bool padding = _blueprint.ReservedPositions > 0 && batch.Ids[i] == _blueprint.PaddingToken;
            rows[i] = padding ? batch.Ids[i] : _blueprint.ReservedPositions + real++;
        }
        return rows;
    }

    private Tensor Block(int layer, Tensor x)
    {
        string site = $"{stack.Prefix}blocks.{layer}.", block = $"{stack.Prefix}blocks.{_blueprint.WeightLayer(layer)}.";
        x = Hooked(site, "resid_pre", x);
        if (_blueprint.Residual == ResidualOrder.Parallel)
        {
            Tensor attention = SelfAttention(layer, site, block, model.Norm(tape, x, block + "norm1"));
            x = Operations.Add(tape, Operations.Add(tape, FeedForward(site, block, model.Norm(tape, x, block + "norm2")), attention), x);
        }
        else
        {
            x = Part(x, block + "norm1", normed => SelfAttention(layer, site, block, normed));
            if (stack.Crosses) x = Part(x, block + "norm_cross", normed => CrossAttention(layer, site, block, normed));
            x = Hooked(site, "resid_mid", x);
            x = Part(x, block + "norm2", normed => FeedForward(site, block, normed));
        }
        return Hooked(site, "resid_post", x);
    }

    /// <summary>One part of a block with its norms and its residual.</summary>
    private Tensor Part(Tensor x, string norm, Func<Tensor, Tensor> part) => _blueprint.NormPlace switch
    {
        NormPlace.Before => Operations.Add(tape, x, part(model.Norm(tape, x, norm))),
        NormPlace.After => model.Norm(tape, Operations.Add(tape, x, part(x)), norm),
        NormPlace.Inside => Operations.Add(tape, x, model.Norm(tape, part(x), norm)),
        NormPlace.Around => Operations.Add(tape, x, model.Norm(tape, part(model.Norm(tape, x, norm)), norm + "_post")),
        _ => throw new InvalidOperationException($"norm place: {_blueprint.NormPlace} is none."),
    };

    private Tensor FeedForward(string site, string block, Tensor x)
    {
        string name = block + "mlp.";
        Tensor post = _blueprint.FeedForward switch
        {
            FeedForwardKind.Plain => Activated(model.Map(tape, x, name + "in")),
            FeedForwardKind.Gated => Gated(model.Maps(tape, x, name + "gate", name + "in")),
            _ => Halves(model.Map(tape, x, name + "gate_in")),
        };
        return Hooked(site, "mlp.out", model.Map(tape, Hooked(site, "mlp.post", post), name + "out"));

        Tensor Gated(Tensor[] both) => Operations.Gate(tape, both[0], both[1], _blueprint.Activation);

        Tensor Activated(Tensor values) => Operations.Activate(tape, values, _blueprint.Activation);

        Tensor Halves(Tensor both)
        {
            int width = _blueprint.HiddenWidth;
            Tensor gate = Operations.SideBySide(tape, new HeadSlice(both, 0, 1, width)),
                input = Operations.SideBySide(tape, new HeadSlice(both, width, 1, width));
            return Operations.Multiply(tape, Activated(gate), input);
        }
    }

    /// <summary>What the run goes on with at a site.</summary>
    private Tensor Hooked(string where, string site, Tensor value) => hook is null ? value : hook.Visit(tape, where + site, value);
}
