using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;
using Heed.Prompts.Scripts.Patterns;

namespace Heed.Prompts.JsonSchemas.Formats;

/// <summary>Formats of texts, and of numbers as OpenAPI names them; a value of another kind fits any of them.</summary>
internal static partial class SchemaFormats
{
    private const string Label = "[a-zA-Z0-9]([a-zA-Z0-9-]*[a-zA-Z0-9])?", Variable = @"[a-zA-Z0-9_%.]+(:[1-9][0-9]{0,3}|\*)?";

    /// <summary>Whether a value fits, by format.</summary>
    public static IReadOnlyDictionary<string, Func<JsonElement, bool>> All { get; } = new Dictionary<string, Func<JsonElement, bool>>(StringComparer.Ordinal)
    {
        ["date"] = Of(DateFormats.IsDate), ["time"] = Of(text => DateFormats.IsTime(text, zone: true)),
        ["date-time"] = Of(text => DateFormats.IsDateTime(text, zone: true)),
        ["iso-time"] = Of(text => DateFormats.IsTime(text, zone: false)), ["iso-date-time"] = Of(text => DateFormats.IsDateTime(text, zone: false)),
        ["duration"] = Of(Duration().IsMatch),
        ["email"] = Of(Email().IsMatch), ["hostname"] = Of(text => text.Length <= 253 && HostName().IsMatch(text)),
        ["ipv4"] = Of(Ipv4().IsMatch), ["ipv6"] = Of(IsIpv6),
        ["uri"] = Of(text => Scheme().IsMatch(text) && IsReference(text)), ["uri-reference"] = Of(IsReference),
        ["uri-template"] = Of(UriTemplate().IsMatch), ["url"] = Of(Url().IsMatch), ["uuid"] = Of(Uuid().IsMatch),
        ["regex"] = Of(IsPattern), ["json-pointer"] = Of(Pointer().IsMatch), ["relative-json-pointer"] = Of(RelativePointer().IsMatch),
        ["json-pointer-uri-fragment"] = Of(text => text.StartsWith('#') && Pointer().IsMatch(Uri.UnescapeDataString(text[1..]))),
        ["byte"] = Of(text => Base64.IsValid(text)), ["password"] = _ => true, ["binary"] = _ => true,
        ["int32"] = Number(n => n == Math.Floor(n) && n is >= int.MinValue and <= int.MaxValue),
        ["int64"] = Number(n => n == Math.Floor(n)), ["float"] = _ => true, ["double"] = _ => true,
    };

    private static Func<JsonElement, bool> Of(Func<string, bool> fits) => value => value.ValueKind != JsonValueKind.String || fits(value.GetString()!);

    private static Func<JsonElement, bool> Number(Func<double, bool> fits) => value => value.ValueKind != JsonValueKind.Number || fits(value.GetDouble());

    private static bool IsIpv6(string text)
        => text.Contains(':') && !text.AsSpan().ContainsAny('%', '[', '/') && text.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.')
            && IPAddress.TryParse(text, out IPAddress? address) && address.AddressFamily == AddressFamily.InterNetworkV6;

    private static bool IsReference(string text) => UriCharacters().IsMatch(text) && text.Count(c => c == '#') <= 1;

    private static bool IsPattern(string text)
    {
        try
        {
            _ = new JavaScriptPattern(text);
            return true;
        }
        catch (HeedException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\AP(?!\z)(?:(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?|\d+W)\z")]
    private static partial Regex Duration();

    [GeneratedRegex(@"\A[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+)*@" + Label + @"(\." + Label + @")+\z")]
    private static partial Regex Email();

    [GeneratedRegex(@"\A[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*\.?\z")]
    private static partial Regex HostName();

    [GeneratedRegex(@"\A((25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\.(?!\z)|\z)){4}\z")]
    private static partial Regex Ipv4();

    [GeneratedRegex(@"\A[a-zA-Z][a-zA-Z0-9+.-]*:.")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"\A([a-zA-Z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9a-fA-F]{2})*\z")]
    private static partial Regex UriCharacters();

    [GeneratedRegex(@"\A([^\x00-\x20""'<>%\\^`{|}]|%[0-9a-fA-F]{2}|\{[+#./;?&=,!@|]?" + Variable + "(," + Variable + @")*\})*\z")]
    private static partial Regex UriTemplate();

    [GeneratedRegex(@"\A(https?|ftp)://([^\s@/]+@)?([a-z0-9\u00a1-\uffff-]+\.)+[a-z\u00a1-\uffff]{2,}\.?(:\d{2,5})?([/?#]\S*)?\z", RegexOptions.IgnoreCase)]
    private static partial Regex Url();

    [GeneratedRegex(@"\A(urn:uuid:)?[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}\z", RegexOptions.IgnoreCase)]
    private static partial Regex Uuid();

    [GeneratedRegex(@"\A(/([^~/]|~[01])*)*\z")]
    private static partial Regex Pointer();

    [GeneratedRegex(@"\A(0|[1-9][0-9]*)(#|(/([^~/]|~[01])*)*)\z")]
    private static partial Regex RelativePointer();
}
