namespace Heed.Models.Templates.Values;

/// <summary>The parameters of a filter, test, function or method.</summary>
internal sealed class Signature
{
    private readonly List<(string Name, bool Required, object? Default)> _parameters = [];

    /// <summary>Parameters that must be given.</summary>
    public static Signature Of(params ReadOnlySpan<string> required)
    {
        var signature = new Signature();
        foreach (string name in required) signature._parameters.Add((name, true, null));
        return signature;
    }

    /// <summary>The same with one that may be left out.</summary>
    public Signature With(string name, object? otherwise)
    {
        var signature = new Signature();
        signature._parameters.AddRange(_parameters);
        signature._parameters.Add((name, false, otherwise));
        return signature;
    }

    /// <summary>The value of each parameter.</summary>
    /// <exception cref="HeedException">One is missing, unknown or given twice.</exception>
    public object?[] Bind(RenderState state, string what, Arguments arguments)
    {
        if (arguments.Places.Count > _parameters.Count)
            throw state.Error($"{what}: expected {(_parameters.Count == 0 ? "no arguments" : $"at most {_parameters.Count} ({Listed()})")}; got {arguments.Places.Count}.");
        var values = new object?[_parameters.Count];
        for (int i = 0; i < values.Length; i++)
        {
            (string name, bool required, object? otherwise) = _parameters[i];
            bool named = arguments.TryName(name, out object? value);
            if (i < arguments.Places.Count)
                values[i] = named ? throw state.Error($"{what}: '{name}' is given twice; expected it once.") : arguments.Places[i];
            else
                values[i] = named ? value : required ? throw state.Error($"{what}: expected '{name}'; it is missing.") : otherwise;
        }
        foreach ((string name, _) in arguments.Names)
            if (!_parameters.Exists(p => p.Name == name))
                throw state.Unsupported($"{what}: there is no parameter '{name}'; expected {(values.Length == 0 ? "none" : Listed())}.");
        return values;
    }

    private string Listed() => string.Join(", ", _parameters.Select(p => p.Name));
}
