using System.Text.Json;
using Heed.Prompts.Values;

namespace Heed.Prompts.Assertions.Kinds;

/// <summary>A text evaluator of GitHub's .prompt.yml: the trimmed output against a value in which no variables are put.</summary>
/// <param name="name">Its name there.</param>
/// <param name="rule">How letters are compared: equals minds case, the others do not.</param>
/// <param name="holds">The comparison of output and value.</param>
internal sealed class GitHubTextAssertion(string name, StringComparison rule, Func<string, string, StringComparison, bool> holds) : IAssertion
{
    public string Type => "github:" + name;

    public bool Inverts => true;

    public bool KeepsValue => true;

    public AssertionResult Judge(AssertionContext context)
    {
        if (context.Value.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.Object or JsonValueKind.Array)
            throw context.WrongValue("a text");
        string value = JsonText.Show(context.Value);
        return context.Binary(holds(context.Output.Trim(), value, rule), $"Expected output: {context.Not()}{name} \"{value}\"");
    }
}
