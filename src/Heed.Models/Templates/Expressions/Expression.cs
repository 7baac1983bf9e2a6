namespace Heed.Models.Templates.Expressions;

/// <summary>A piece of a template that has a value.</summary>
/// <param name="line">Its line.</param>
internal abstract class Expression(int line)
{
    /// <summary>Its name with dots between, where it is a name or a member of one; null for others.</summary>
    public virtual string? Path => null;

    /// <summary>Its value in a scope.</summary>
    public object? Value(Scope scope)
    {
        scope.State.Step();
        scope.State.Line = line;
        return Evaluate(scope);
    }

    /// <summary>Works the value out.</summary>
    protected abstract object? Evaluate(Scope scope);

    /// <summary>The rendering, at this expression's line again after its parts were evaluated.</summary>
    protected RenderState At(Scope scope)
    {
        scope.State.Line = line;
        return scope.State;
    }
}
