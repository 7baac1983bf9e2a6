using Heed.Prompts.Scripts.Expressions;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Statements;

/// <summary>switch (a) { case b: … default: … }.</summary>
/// <param name="value">a.</param>
/// <param name="cases">Each b, null for default, and its statements.</param>
internal sealed class SwitchStatement(Expression value, IReadOnlyList<(Expression? Test, IReadOnlyList<Statement> Body)> cases) : Statement
{
    public override Completion Run(ScriptScope scope)
    {
        object? sought = value.Value(scope);
        var own = new ScriptScope(scope);
        int first = -1;
        for (int i = 0; i < cases.Count && first < 0; i++)
            if (cases[i].Test is { } test && ScriptValue.AreSame(sought, test.Value(own))) first = i;
        if (first < 0) first = cases.Select((part, i) => (part, i)).FirstOrDefault(pair => pair.part.Test is null, (default, cases.Count)).Item2;
        foreach (Statement statement in cases.Skip(first).SelectMany(part => part.Body))
        {
            Completion completion = statement.Run(own);
            if (completion == Completion.Break) return Completion.Normal;
            if (completion != Completion.Normal) return completion;
        }
        return Completion.Normal;
    }
}
