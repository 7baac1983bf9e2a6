using Heed.Prompts.Scripts.Syntax;
using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Statements;

/// <summary>Code of a configuration, read.</summary>
/// <param name="body">What it does.</param>
internal sealed class ScriptProgram(Statement body)
{
    /// <summary>Reads an expression; a semicolon may stand behind it.</summary>
    /// <exception cref="HeedException">It is none.</exception>
    public static ScriptProgram Expression(string code) => new(new ReturnStatement(new StatementParser(Lexer.Read(code)).WholeExpression()));

    /// <summary>Reads the body of a function.</summary>
    /// <exception cref="HeedException">It is malformed.</exception>
    public static ScriptProgram Body(string code) => new(new StatementParser(Lexer.Read(code)).WholeBody());

    /// <summary>Runs it.</summary>
    public object? Run(ScriptState state, ScriptScope scope)
    {
        state.Step();
        return body.Run(scope) == Completion.Return ? scope.Returned : Undefined.Value;
    }
}
