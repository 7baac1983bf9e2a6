using System.Text;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Expressions;

/// <summary>A text in backquotes: texts, and values between them.</summary>
internal sealed class TemplateExpression(IReadOnlyList<string> texts, IReadOnlyList<Expression> values) : Expression
{
    public override object? Value(ScriptScope scope)
    {
        var text = new StringBuilder(texts[0]);
        for (int i = 0; i < values.Count; i++)
        {
            string value = ScriptValue.Text(scope.State, values[i].Value(scope));
            scope.State.Charge(value.Length);
            text.Append(value).Append(texts[i + 1]);
        }
        return scope.State.Made(text.ToString());
    }
}
