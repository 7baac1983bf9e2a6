namespace Heed.Models.Templates.Values;

/// <summary>Something that can be called: a global function, a macro, a method of a value.</summary>
/// <param name="Name">For messages.</param>
/// <param name="Call">Does it.</param>
internal sealed record FunctionValue(string Name, Func<RenderState, Arguments, object?> Call)
{
    /// <summary>A function of named parameters.</summary>
    public static FunctionValue Of(string name, Signature signature, Func<RenderState, object?[], object?> call)
        => new(name, (state, arguments) => call(state, signature.Bind(state, name, arguments)));
}
