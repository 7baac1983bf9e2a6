using Heed.Lens.Spans;

namespace Heed.Prompts.Insides;

/// <summary>
/// <c>heed:decision-layer</c>: the first layer from which on the expected answer leads to the end, read after each layer through the final norm and the
/// unembedding (logit lens, <see cref="DecisionLayer"/>). Holds up to <c>threshold</c> (the last layer): the answer must lead at the end. −1, and no pass,
/// where it does not. Score: the share of the layers at which it leads for good, (L − layer) / L; 0 for none.
/// </summary>
/// <remarks>
/// Keys: <c>value</c>, the right answer or a list of them, of which the likeliest counts; of several tokens each must lead, given those before it. Layers
/// count from 0. Example: <code>{type: heed:decision-layer, value: trophy, threshold: 2}</code>
/// </remarks>
public sealed class DecisionLayerAssertion : InsideAssertion
{
    /// <inheritdoc/>
    public override string Type => "heed:decision-layer";

    /// <inheritdoc/>
    protected override IReadOnlyList<string> Keys => [];

    private protected override InsideFinding Find(InsideCase one, InsideSettings settings)
    {
        one.RequireExpected(settings);
        int layers = one.Text.Model.Transformer.Blueprint.Layers;
        double threshold = settings.Threshold(layers - 1);
        DecisionLayer decision = DecisionLayer.Of(one.Text, one.Answer.Tokens);
        string answer = one.Answer.Answer;
        string reason = decision.Layer < 0
            ? $"{answer} does not lead after the last layer: {one.Text.Show([decision.Readings[^1].First(reading => reading.Rank > 0).Leader])} does; "
                + $"the limit is layer {InsideDetails.Show(threshold)}"
            : $"{answer} leads from layer {decision.Layer} of 0 … {layers - 1} on; the limit is layer {InsideDetails.Show(threshold)}";
        double score = decision.Layer < 0 ? 0 : (double)(layers - decision.Layer) / layers;
        return new InsideFinding(decision.Layer >= 0 && decision.Layer <= threshold, score, reason, InsideDetails.Of(json =>
        {
            json.WriteAnswer(one);
            json.WriteNumber("layer", decision.Layer);
            json.WriteNumber("threshold", threshold);
            json.WriteStartArray("layers");
            foreach (IReadOnlyList<LayerReading> layer in decision.Readings)
            {
                json.WriteStartArray();
                foreach (LayerReading reading in layer)
                {
                    json.WriteStartObject();
                    json.WriteNumber("logProbability", reading.LogProbability);
                    json.WriteNumber("rank", reading.Rank);
                    json.WriteString("leader", one.Text.Show([reading.Leader]));
                    json.WriteEndObject();
                }
                json.WriteEndArray();
            }
            json.WriteEndArray();
            json.WriteString("studio", StudioLink.To("why", ("model", StudioLink.Model(one.Name)), ("text", one.Text.Read.Text), ("answer", answer)));
        }));
    }
}
