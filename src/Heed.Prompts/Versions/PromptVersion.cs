using System.Security.Cryptography;
using System.Text.Json;

namespace Heed.Prompts.Versions;

/// <summary>A version of a prompt: what it says, how it is asked, and whom. The same content is the same version, always.</summary>
/// <param name="Text">The template.</param>
/// <param name="Parameters">max_tokens, temperature …; an object, or undefined for none.</param>
/// <param name="Model">The model's name; empty for any.</param>
public sealed record PromptVersion(string Text, JsonElement Parameters, string Model)
{
    /// <summary>How many digits of a hash people see.</summary>
    public const int ShortDigits = 12;

    /// <summary>
    /// sha256, in hexadecimal, of <c>{"model":…,"parameters":…,"text":…}</c> as <see cref="CanonicalJson"/> writes it: no parameters and an empty object of
    /// them are the same, and so are 0.5 and 0.50. Computed when it is asked for.
    /// </summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Bytes(json =>
    {
        json.WriteStartObject();
        json.WriteString("model", Model);
        json.WritePropertyName("parameters");
        CanonicalJson.Write(json, Parameters);
        json.WriteString("text", Text);
        json.WriteEndObject();
    })));

    /// <summary>The first <see cref="ShortDigits"/> digits of the hash, for people.</summary>
    public string ShortId => Short(Hash);

    /// <summary>What people see of a hash.</summary>
    public static string Short(string hash) => hash.Length <= ShortDigits ? hash : hash[..ShortDigits];
}
