using System.Text.Json;
using Heed.Prompts.Scripts;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions;

/// <summary>JavaScript that changes an output before it is judged.</summary>
public static class OutputTransform
{
    /// <summary>The output as text, and as the value it has become where that is no text.</summary>
    /// <param name="code">The code; <c>output</c> and <c>context</c> (vars, prompt, metadata) are known to it.</param>
    /// <param name="context">Whose output is changed.</param>
    /// <exception cref="HeedException">The code is malformed, throws, gives nothing, or stands in a file.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static AssertionContext Apply(string code, AssertionContext context)
    {
        if (AssertionValues.IsFile(code))
        {
            throw new HeedException($"transform: {code} is a file of code, which Heed does not run. Write it as a line of JavaScript.")
            {
                IsUnsupported = true,
            };
        }
        JsonElement output = context.OutputValue.ValueKind == JsonValueKind.Undefined ? JsonText.Of(context.Output) : context.OutputValue;
        JsonElement known = JsonText.Build(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("prompt");
            json.WriteString("raw", context.Column.Prompt.Raw);
            json.WriteString("label", context.Column.Prompt.Label);
            json.WriteEndObject();
            json.WritePropertyName("metadata");
            (context.Answer.Metadata.ValueKind == JsonValueKind.Undefined ? JsonText.Parse("{}") : context.Answer.Metadata).WriteTo(json);
            json.WriteEndObject();
        });
        JsonElement changed = Script.Evaluate(code, new ScriptInput(output, context.Vars) { Prompt = context.Prompt, Context = known }, context.Cancellation);
        if (changed.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
            throw new HeedException($"transform: expected a value; the code gives none: {code}");
        bool text = changed.ValueKind == JsonValueKind.String;
        return context with { Output = JsonText.Show(changed), OutputValue = text ? default : changed };
    }
}
