using System.Text.Json;

namespace Heed.Models.Tokenizers;

/// <summary>Reads the "truncation" and the "padding" of a tokenizer.json.</summary>
internal static class BatchSettingsReader
{
    public static TruncationSettings? ReadTruncation(JsonPart part)
    {
        if (part.IsNull)
        {
            return null;
        }

        var strategy = part["strategy"];
        return new TruncationSettings(
            part["max_length"].Number(),
            part["stride"].IsNull ? 0 : part["stride"].Number(),
            strategy.IsNull ? TruncationStrategy.LongestFirst : strategy.Text() switch
            {
                "LongestFirst" => TruncationStrategy.LongestFirst,
                "OnlyFirst" => TruncationStrategy.OnlyFirst,
                "OnlySecond" => TruncationStrategy.OnlySecond,
                var other => throw strategy.Error($"expected one of LongestFirst, OnlyFirst, OnlySecond; got '{other}'"),
            },
            IsLeft(part["direction"]));
    }

    public static PaddingSettings? ReadPadding(JsonPart part)
    {
        if (part.IsNull)
        {
            return null;
        }

        var multiple = part["pad_to_multiple_of"];
        return new PaddingSettings(
            ReadLength(part["strategy"]),
            multiple.IsNull ? null : multiple.Number(),
            part["pad_id"].Number(),
            part["pad_type_id"].Number(),
            part["pad_token"].Text(),
            IsLeft(part["direction"]));
    }

    // "BatchLongest", or {"Fixed": 128}.
    private static int? ReadLength(JsonPart strategy)
    {
        if (strategy.Element.ValueKind == JsonValueKind.Object)
        {
            return strategy["Fixed"].Number();
        }

        return strategy.Text() == "BatchLongest"
            ? null
            : throw strategy.Error($"expected BatchLongest or an object with Fixed; got '{strategy.Text()}'");
    }

    private static bool IsLeft(JsonPart direction) => !direction.IsNull && direction.Text() switch
    {
        "Left" => true,
        "Right" => false,
        var other => throw direction.Error($"expected Left or Right; got '{other}'"),
    };
}
