using Heed.Prompts.Scripts.Values;

namespace Heed.Prompts.Scripts.Targets;

/// <summary>A parameter of a function.</summary>
/// <param name="Target">What it sets.</param>
/// <param name="IsRest">Whether it takes all arguments that are left.</param>
internal sealed record Parameter(Target Target, bool IsRest)
{
    /// <summary>Declares it in a call.</summary>
    public void Bind(ScriptScope scope, object?[] arguments, int place)
        => Target.Declare(scope, IsRest ? new ScriptList([.. arguments.Skip(place)]) : Library.Function.At(arguments, place), constant: false);
}
