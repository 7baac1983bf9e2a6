namespace Heed.Models.Templates.Statements;

/// <summary>Statements one after the other.</summary>
internal static class Block
{
    /// <summary>Runs them up to a break or continue.</summary>
    public static Flow Run(Statement[] body, Scope scope, TextSink output)
    {
        scope.State.Step();
        foreach (Statement statement in body)
            if (statement.Run(scope, output) is var flow and not Flow.Next) return flow;
        return Flow.Next;
    }

    /// <summary>What they write in a scope of their own.</summary>
    public static string Collect(Statement[] body, Scope around)
    {
        var output = new TextSink(around.State);
        Run(body, new Scope(around), output);
        return output.ToString();
    }
}
