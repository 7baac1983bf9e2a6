namespace Heed.Prompts.JsonSchemas;

/// <summary>Something in a JSON value that its schema does not allow.</summary>
/// <param name="InstancePath">Where, as a JSON pointer: empty for the whole.</param>
/// <param name="Keyword">Which keyword of the schema.</param>
/// <param name="Message">What was expected and what came.</param>
public sealed record SchemaError(string InstancePath, string Keyword, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"data{InstancePath} {Message}";
}
