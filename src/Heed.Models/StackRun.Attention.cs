using Heed.Autograd;
using Heed.Cache;
using Heed.Masks;
using Heed.Positions;
using Heed.Scores;

namespace Heed.Models;

internal sealed partial class StackRun
{
    private readonly float? _scale = model.Blueprint.ScoreDivisor is { } divisor ? (float)(1 / Math.Sqrt(divisor)) : null;

    /// <summary>Queries a text, up to which the kernel for decoding is the faster one.</summary>
    private const int MostDecoded = 8;

    // The same table for all layers, spread out once.
    private LearnedDistanceBias? _bias;

    private Tensor SelfAttention(int layer, string site, string block, Tensor x)
    {
        AttentionPlan plan = _blueprint.AttentionOf(layer);
        (HeadSlice q, HeadSlice k, HeadSlice v) = Project(block + "attn.", x);
        if (_blueprint.QueryKeyNorm != QueryKeyNorm.None) (q, k) = (Normed(q, block + "attn.q_norm"), Normed(k, block + "attn.k_norm"));
        if (plan.Rotary is { } rotary) (q, k) = (Turned(q, rotary), Turned(k, rotary));
        (q, k, v) = (Hooked(site, "attn.q", q), Hooked(site, "attn.k", k), Hooked(site, "attn.v", v));
        var call = new AttentionCall
        {
            Tape = tape, Q = q, K = k, V = v, Batch = batch.Batch, Layer = layer, Site = site, Name = "attn", Past = _past, Hook = hook,
            Scale = _scale, Cap = _blueprint.ScoreCap, Bias = RelativeBias(), Kept = cache?.Append(layer, k, v), Total = _past + batch.Length, Left = plan.Window - 1 ?? -1,
        };
        var pattern = new AttentionPattern(stack.Direction, _past, batch.Real, plan.Window);
        return Result(ref call, pattern, site + "attn.", block + "attn.out");
    }

    private Tensor CrossAttention(int layer, string site, string block, Tensor x)
    {
        int heads = _blueprint.KeyValueHeads, width = _blueprint.HeadSize;
        string name = block + "cross.";
        HeadSlice q = new(model.Map(tape, x, name + "q"), 0, _blueprint.Heads, width), k, v;
        if (Source is { } source)
        {
            (k, v) = (new(model.Map(tape, source, name + "k"), 0, heads, width), new(model.Map(tape, source, name + "v"), 0, heads, width));
            (k, v) = (Hooked(site, "cross.k", k), Hooked(site, "cross.v", v));
            cache?.SetSource(layer, k.Tensor, v.Tensor);
        }
        else (k, v) = cache!.Source(layer, heads, width);
        var call = new AttentionCall
        {
            Tape = tape, Q = Hooked(site, "cross.q", q), K = k, V = v, Batch = batch.Batch, Layer = layer, Site = site, Name = "cross", Past = _past,
            Hook = hook, Scale = _scale, Cap = _blueprint.ScoreCap,
        };
        KeyRange[]? real = Source is null ? cache!.SourceReal : batch.Source?.Real;
        return Result(ref call, new AttentionPattern(Direction.Bidirectional, 0, real), site + "cross.", name + "out");
    }

    private Tensor Result(ref AttentionCall call, AttentionPattern pattern, string site, string map)
    {
        if (call.DecodesFromCache && pattern.Direction == Direction.Causal)
        {
            var decode = new DecodeCall { Call = call };
            pattern.ApplyToPositions(ref decode);
            call = decode.Call;
        }
        else pattern.Apply(ref call);
        return Hooked(site, "result", model.Map(tape, Hooked(site, "z", call.Output!), map));
    }

    private (HeadSlice Q, HeadSlice K, HeadSlice V) Project(string name, Tensor x)
    {
        (int heads, int keyHeads, int width) = (_blueprint.Heads, _blueprint.KeyValueHeads, _blueprint.HeadSize);
        if (_blueprint.Projections == ProjectionKind.Separate)
        {
            Tensor[] maps = model.Maps(tape, x, name + "q", name + "k", name + "v");
            return (new(maps[0], 0, heads, width), new(maps[1], 0, keyHeads, width), new(maps[2], 0, keyHeads, width));
        }
        Tensor all = model.Map(tape, x, name + "qkv");
        if (_blueprint.Projections == ProjectionKind.Fused)
            return (new(all, 0, heads, width), new(all, heads * width, keyHeads, width),
                new(all, (heads + keyHeads) * width, keyHeads, width));
        return (ByHead(0), ByHead(1), ByHead(2));

        HeadSlice ByHead(int which) => new(all, which * width, heads, width) { Stride = 3 * width };
    }

    private HeadSlice Normed(HeadSlice x, string name)
        => new(model.Norm(tape, Alone(x), name, _blueprint.QueryKeyNorm == QueryKeyNorm.PerHead ? x.Heads : 1), 0, x.Heads, x.Width);

    private HeadSlice Turned(HeadSlice x, RotaryPlan plan)
    {
        if (!_angles.TryGetValue(plan, out RotaryAngles? angles))
        {
            RotaryTable table = model.Rotary(plan);
            _angles[plan] = angles = batch.Positions is { } positions
                ? table.At(positions, batch.Batch, batch.SequenceLength) : table.At(_past, batch.Length, batch.SequenceLength);
        }
        return new(Operations.Rotary(tape, x, batch.Batch, angles), 0, x.Heads, x.Width);
    }

    /// <summary>Heads at a site, in a tensor of their own where somebody looks.</summary>
    private HeadSlice Hooked(string where, string site, HeadSlice x)
        => hook is null ? x : new(hook.Visit(tape, where + site, Alone(x)), 0, x.Heads, x.Width);

    /// <summary>Heads in a tensor of their own.</summary>
    private Tensor Alone(HeadSlice x)
        => x.Stride == 0 && x.Tensor.Columns == x.Heads * x.Width ? x.Tensor : Operations.SideBySide(tape, x);

    private LearnedDistanceBias? RelativeBias()
    {
        if (_blueprint.RelativeBias is not { } plan) return null;
        if (_bias is { } made) return made;
        var buckets = new RelativeBuckets(stack.Direction == Direction.Bidirectional, plan.Buckets, plan.MaxDistance);
        _bias = new LearnedDistanceBias(model.Parameter(stack.Prefix + "relative_bias.weight"), buckets.Bucket, batch.Length,
            _past + batch.Length, _past);
        return _bias;
    }

    /// <summary>The same attention from a cache, whose masks speak of positions of the sequence.</summary>
    private struct DecodeCall : IMaskedCall
    {
        public AttentionCall Call;

        public void Run<TMask>(TMask mask) where TMask : struct, IMask
            => Call.Output = Call.Cap is { } cap
                ? Operations.Attention(Call.Tape, Call.Q, Call.Kept!, mask, new SoftCap(cap), Call.Left, Call.Scale)
                : Operations.Attention(Call.Tape, Call.Q, Call.Kept!, mask, default(PlainScore), Call.Left, Call.Scale);
    }

    /// <summary>Attention with whatever mask and change to the scores a layer has: the one place where a model attends.</summary>
    private struct AttentionCall : IMaskedCall
    {
        public Tape Tape;
        public HeadSlice Q, K, V;
        public int Batch, Layer, Past;
        public string Site, Name;
        public float? Scale, Cap;
        public LearnedDistanceBias? Bias;

        /// <summary>All keys and values so far, in place of the new ones alone; null for none.</summary>
        public DenseCache? Kept;

        /// <summary>Tokens in <see cref="Kept"/>, and what a window leaves before a token of them; −1 for all.</summary>
        public int Total, Left;

        public IHook? Hook;
        public Tensor? Output;

        /// <summary>Whether there are so few queries that reading the cache is all there is to do. A table of distances is made for whole passes.</summary>
        public readonly bool DecodesFromCache => Kept is not null && Hook is null && Bias is null && Q.Tensor.Rows <= MostDecoded * Batch;

        public void Run<TMask>(TMask mask) where TMask : struct, IMask
        {
            if (Bias is { } bias) Attend(mask, bias.Score, bias);
            else if (Cap is { } cap) Attend(mask, new SoftCap(cap), default(NoParameters));
            else Attend(mask, default(PlainScore), default(NoParameters));
        }

        private void Attend<TMask, TScore, TParameters>(TMask mask, TScore score, TParameters parameters)
            where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
        {
            var step = new AttentionStep
            {
                Site = Hook is null ? "" : Site + Name, Layer = Layer, FirstRow = Past, Batch = Batch, Tape = Tape, Queries = Q, Keys = K, Values = V,
                Scale = Scale, Kept = Kept?.View(Total),
            };
            Output = Hook is null ? step.Run(mask, score, parameters) : Hook.Attend(step, mask, score, parameters);
        }
    }
}
