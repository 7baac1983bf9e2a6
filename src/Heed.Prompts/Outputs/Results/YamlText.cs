using System.Text.Json;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Heed.Prompts.Outputs.Results;

/// <summary>JSON as YAML that reads back as the same values: a text that YAML could take for something else stands in quotes.</summary>
internal static partial class YamlText
{
    public static void Write(TextWriter text, JsonElement value)
    {
        var emitter = new Emitter(text, new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024));
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart(null, null, isImplicit: true));
        Emit(emitter, value);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
    }

    private static void Emit(Emitter emitter, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                emitter.Emit(new MappingStart());
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    emitter.Emit(Text(member.Name));
                    Emit(emitter, member.Value);
                }
                emitter.Emit(new MappingEnd());
                break;
            case JsonValueKind.Array:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, value.GetArrayLength() == 0 ? SequenceStyle.Flow
                    : SequenceStyle.Block));
                foreach (JsonElement item in value.EnumerateArray()) Emit(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            case JsonValueKind.String:
                emitter.Emit(Text(value.GetString()!));
                break;
            default: // numbers and words as JSON has them are the same in YAML
                emitter.Emit(new Scalar(AnchorName.Empty, TagName.Empty, value.GetRawText(), ScalarStyle.Plain, isPlainImplicit: true,
                    isQuotedImplicit: false));
                break;
        }
    }

    private static Scalar Text(string text)
    {
        bool plain = Plain().IsMatch(text) && !Words().IsMatch(text);
        return new Scalar(AnchorName.Empty, TagName.Empty, text, plain ? ScalarStyle.Plain : ScalarStyle.DoubleQuoted, plain, !plain);
    }

    [GeneratedRegex(@"\A[A-Za-z_][A-Za-z0-9_./()-]*( [A-Za-z0-9_./()-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    // Words of YAML 1.1 too, which many readers still take for values.
    [GeneratedRegex(@"\A(true|false|yes|no|on|off|y|n|null|nan|inf)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Words();
}
