using Heed.Models.Templates.Values;

namespace Heed.Models.Templates;

/// <summary>The names visible at a place: those of its own block, then those around it.</summary>
internal sealed class Scope
{
    private readonly Scope? _around;
    private readonly Dictionary<string, object?> _names;

    /// <summary>The outermost scope.</summary>
    public Scope(RenderState state, IReadOnlyDictionary<string, object?> names)
        => (State, _names) = (state, new(names, StringComparer.Ordinal));

    /// <summary>A block inside another: what it sets ends with it.</summary>
    public Scope(Scope around) => (State, _around, _names) = (around.State, around, new(StringComparer.Ordinal));

    /// <summary>The rendering.</summary>
    public RenderState State { get; }

    /// <summary>Whether assignments inside go no further out: the block of a macro, and the variables a template is given.</summary>
    public bool IsClosed { get; init; }

    /// <summary>The nearest block that has a name; this one where none has.</summary>
    public Scope Owner(string name)
    {
        for (Scope? scope = this; scope is { IsClosed: false }; scope = scope._around)
            if (scope._names.ContainsKey(name)) return scope;
        return this;
    }

    /// <summary>Sets a name in this block.</summary>
    public void Set(string name, object? value) => _names[name] = value;

    /// <summary>What a name stands for; undefined where nothing set it.</summary>
    public object? this[string name]
    {
        get
        {
            for (Scope? scope = this; scope is not null; scope = scope._around)
                if (scope._names.TryGetValue(name, out object? value)) return value;
            return new Undefined($"'{name}' is undefined");
        }
    }
}
