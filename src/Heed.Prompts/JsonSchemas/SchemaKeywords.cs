using Heed.Prompts.JsonSchemas.Keywords;

namespace Heed.Prompts.JsonSchemas;

/// <summary>All keywords of draft 7, and <c>nullable</c> as OpenAPI has it.</summary>
internal static class SchemaKeywords
{
    /// <summary>By their names.</summary>
    public static IReadOnlyDictionary<string, SchemaKeyword> All { get; } = new[]
    {
        AnyKeywords.All, NumberKeywords.All, TextKeywords.All, ListKeywords.All, ObjectKeywords.All, LogicKeywords.All, Annotations.All,
    }.SelectMany(family => family).ToDictionary(keyword => keyword.Name, StringComparer.Ordinal);
}
