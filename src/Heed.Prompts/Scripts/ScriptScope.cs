using Heed.Prompts.Scripts.Values;
using Heed.Prompts.Values;

namespace Heed.Prompts.Scripts;

/// <summary>Names and what they stand for, in a block or a function.</summary>
internal sealed class ScriptScope
{
    private static readonly Dictionary<string, string> s_absent = new(StringComparer.Ordinal)
    {
        ["Date"] = "there is no clock, so that results repeat", ["fetch"] = "there is no network", ["require"] = "there are no modules",
        ["process"] = "there is no Node.js", ["setTimeout"] = "there is no clock", ["eval"] = "code makes no code", ["Promise"] = "code runs to its end",
        ["Symbol"] = "it is not needed", ["Function"] = "code makes no code", ["globalThis"] = "there are no globals of a browser",
    };

    private readonly ScriptScope? _parent;
    private Dictionary<string, (object? Value, bool Constant)>? _names; // most blocks declare nothing

    /// <summary>A scope inside another.</summary>
    public ScriptScope(ScriptScope parent) => (_parent, State) = (parent, parent.State);

    /// <summary>The outermost scope.</summary>
    public ScriptScope(ScriptState state) => State = state;

    /// <summary>The run.</summary>
    public ScriptState State { get; }

    /// <summary>Whether it is a function's, where declarations by var go.</summary>
    public bool IsFunction { get; init; }

    /// <summary>What <c>return</c> gave.</summary>
    public object? Returned { get; set; } = Undefined.Value;

    /// <summary>The nearest function's scope.</summary>
    public ScriptScope Function => IsFunction || _parent is null ? this : _parent.Function;

    /// <summary>Declares a name, or declares it anew.</summary>
    public void Declare(string name, object? value, bool constant)
        => (_names ??= new Dictionary<string, (object?, bool)>(StringComparer.Ordinal))[name] = (value, constant);

    /// <summary>What a name stands for.</summary>
    /// <exception cref="ScriptThrow">It is not known.</exception>
    public object? Get(string name) => TryGet(name, out object? value) ? value : throw Unknown(name);

    /// <summary>What a name stands for; false where it is not known.</summary>
    public bool TryGet(string name, out object? value)
    {
        for (ScriptScope? scope = this; scope is not null; scope = scope._parent)
            if (scope._names is { } names && names.TryGetValue(name, out (object? Value, bool) found))
            {
                value = found.Value;
                return true;
            }
        value = Undefined.Value;
        return false;
    }

    /// <summary>Changes what a name stands for.</summary>
    /// <exception cref="ScriptThrow">It is not known, or constant.</exception>
    public void Set(string name, object? value)
    {
        for (ScriptScope? scope = this; scope is not null; scope = scope._parent)
            if (scope._names is { } names && names.TryGetValue(name, out (object?, bool Constant) found))
            {
                if (found.Constant) throw ErrorValues.Type($"{name} is constant and cannot be changed");
                names[name] = (value, false);
                return;
            }
        throw Unknown(name);
    }

    private ScriptThrow Unknown(string name)
    {
        if (s_absent.TryGetValue(name, out string? why)) return ErrorValues.Reference($"{name} is not defined: {why}");
        var known = new List<string>();
        for (ScriptScope? scope = this; scope is not null; scope = scope._parent) known.AddRange(scope._names?.Keys.AsEnumerable() ?? []);
        string hint = NearestName.Of(name, known) is { } nearest && name.Length > 2 ? $"; did you mean {nearest}?" : "";
        return ErrorValues.Reference($"{name} is not defined{hint}");
    }
}
