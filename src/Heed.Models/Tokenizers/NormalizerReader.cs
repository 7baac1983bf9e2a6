namespace Heed.Models.Tokenizers;

/// <summary>Reads the "normalizer" of a tokenizer.json.</summary>
internal static class NormalizerReader
{
    public static INormalizer? Read(JsonPart part)
    {
        if (part.IsNull)
        {
            return null;
        }

        return part.Type() switch
        {
            var type => throw part.NotSupported($"the normalizer '{type}'", "none"),
        };
    }
}
