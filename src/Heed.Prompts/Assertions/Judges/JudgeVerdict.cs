using Heed.Prompts.Values;
using System.Text.Json;

namespace Heed.Prompts.Assertions.Judges;

/// <summary>What a local judge thinks: no words to parse, two probabilities.</summary>
/// <param name="Judge">The model.</param>
/// <param name="Yes">ln p of the verdict yes after the judge's prompt.</param>
/// <param name="No">ln p of the verdict no.</param>
internal sealed record JudgeVerdict(string Judge, double Yes, double No)
{
    /// <summary>p(yes) / (p(yes) + p(no)).</summary>
    public double Score => 1 / (1 + Math.Exp(No - Yes));

    /// <summary>Both numbers, for reports.</summary>
    public JsonElement Details => JsonText.Build(json =>
    {
        json.WriteStartObject();
        json.WriteString("judge", Judge);
        json.WriteNumber("logProbabilityYes", Yes);
        json.WriteNumber("logProbabilityNo", No);
        json.WriteNumber("yes", Score);
        json.WriteEndObject();
    });
}
