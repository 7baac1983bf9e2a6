using System.Globalization;
using Heed.Autograd;
using Heed.Masks;
using Heed.Observers;
using Heed.Scores;

namespace Heed.Models.Verification;

/// <summary>Keeps what a forward pass shows, under the names Hugging Face gives it.</summary>
/// <param name="blueprint">The model.</param>
/// <param name="batch">B.</param>
internal sealed unsafe class RunWatcher(Blueprint blueprint, int batch) : IHook
{
    private readonly Dictionary<string, (long[] Shape, double[] Values)> _outputs = [];

    /// <summary>Runs a model with its head, watching.</summary>
    public void Run(Tape tape, Transformer transformer, TokenBatch tokens)
    {
        Tensor hidden = transformer.Hidden(tape, tokens, hook: this);
        if (blueprint.Head is ModelHead.Language or ModelHead.MaskedLanguage) transformer.TokenLogits(tape, hidden, hook: this);
        else if (blueprint.Head == ModelHead.Classification) transformer.ClassLogits(tape, hidden, batch, this);
        else if (blueprint.Pooler) transformer.Pooled(tape, hidden, batch, this);
    }

    /// <summary>An output by its Hugging Face name.</summary>
    public bool TryGet(string name, out long[] shape, out double[] values)
    {
        bool found = _outputs.TryGetValue(name, out (long[] Shape, double[] Values) output);
        (shape, values) = output;
        return found;
    }

    public Tensor Visit(Tape tape, string site, Tensor value)
    {
        // encoder.blocks.0.resid_post is encoder_hidden_states.1; models of one stack have no first word.
        string[] words = site.Split('.');
        string stack = Stack(words);
        int layers = stack == "encoder_" ? blueprint.EncoderLayers : blueprint.Layers;
        switch (words[^1])
        {
            case "embed":
                Keep($"{stack}hidden_states.0", value);
                break;
            case "final_norm": // where there is a final norm, the last hidden state has gone through it
                Keep($"{stack}hidden_states.{layers}", value);
                Keep($"{stack}last_hidden_state", value);
                break;
            case "logits":
                Keep("logits", value, ofPositions: blueprint.Head != ModelHead.Classification);
                break;
            case "pooled":
                Keep("pooler_output", value, ofPositions: false);
                break;
            case "resid_post":
                Keep($"{stack}hidden_states.{int.Parse(words[^2], CultureInfo.InvariantCulture) + 1}", value);
                break;
        }
        return value;
    }

    public Tensor Attend<TMask, TScore, TParameters>(in AttentionStep step, TMask mask, TScore score, TParameters parameters)
        where TMask : struct, IMask where TScore : struct, IScore where TParameters : struct, IScoreParameters
    {
        string name = step.Site.EndsWith(".cross", StringComparison.Ordinal) ? "cross_attentions" : Stack(step.Site.Split('.')) + "attentions";
        _outputs[$"{name}.{step.Layer}"] = Weights(step.Inputs, mask, score);
        return step.Run(mask, score, parameters);
    }

    private static string Stack(string[] words) => words[0] is "encoder" or "decoder" ? words[0] + "_" : "";

    /// <summary>The attention weights of every row, [B, Hq, Tq, Tk].</summary>
    public static (long[] Shape, double[] Values) Weights<TMask, TScore>(in AttentionInputs inputs, TMask mask, TScore score)
        where TMask : struct, IMask where TScore : struct, IScore
    {
        (int batch, int heads, int queries, int keys, int width) = (inputs.Queries.Batch, inputs.Queries.Heads, inputs.Queries.Length, inputs.Keys.Length, inputs.Values.Width);
        var weights = new float[checked(batch * heads * queries * keys)];
        var output = new float[batch * heads * queries * width];
        fixed (float* w = weights, o = output)
        {
            var observer = new RowWeights([.. Enumerable.Range(0, queries)], batch, heads, queries, keys, w);
            Attention.Forward(inputs, HeadView.Contiguous(o, batch, heads, queries, width), null, mask, score, observer);
        }
        return ([batch, heads, queries, keys], ReferenceTensors.Widen(weights));
    }

    private void Keep(string name, Tensor value, bool ofPositions = true)
        => _outputs[name] = (ofPositions ? [batch, value.Rows / batch, value.Columns] : [batch, value.Columns],
            ReferenceTensors.Widen(value.Span));
}
