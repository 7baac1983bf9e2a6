using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Heed.Prompts.Traces;

/// <summary>
/// Keeps personal text out of traces. Variables, input, output and error messages become <c>redacted:DIGITS:LENGTH</c>: the first 16 hexadecimal digits of
/// HMAC-SHA256 under a salt, and the number of characters, so that equal texts can still be told; tokens become their number, log-probabilities nothing.
/// </summary>
/// <param name="salt">
/// A secret: who knows it can try guesses. Without it short texts could be found by trying all of them.
/// </param>
/// <remarks>Names, tags, labels, parameters, metadata and scores are kept, as searches need them: no personal text belongs there.</remarks>
public sealed class Redactor(byte[] salt)
{
    /// <summary>How a redacted text begins.</summary>
    public const string Mark = "redacted:";

    private const int Digits = 16;

    /// <summary>A trace without its texts; one that has none any more is left as it is.</summary>
    public Trace Redact(Trace trace) => trace.Redacted ? trace : trace with
    {
        Vars = trace.Vars.ToDictionary(member => member.Key, member => JsonElement.Parse($"\"{Redact(TraceText.Plain(member.Value))}\"")),
        Input = Redact(trace.Input),
        InputTokens = [],
        InputTokenCount = trace.InputTokenCount,
        Output = Redact(trace.Output),
        OutputTokens = [],
        OutputTokenCount = trace.OutputTokenCount,
        LogProbabilities = [],
        Error = trace.Error is { } error ? Redact(error) : null,
        Redacted = true,
    };

    /// <summary>What stands in a text's place.</summary>
    public string Redact(string text)
        => string.Create(CultureInfo.InvariantCulture,
            $"{Mark}{Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(text)))[..Digits]}:{text.Length}");
}
