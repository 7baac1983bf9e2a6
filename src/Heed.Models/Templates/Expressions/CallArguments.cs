using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Expressions;

/// <summary>The arguments of a call as written.</summary>
internal sealed class CallArguments(IReadOnlyList<CallArgument> arguments)
{
    /// <summary>None.</summary>
    public static CallArguments None { get; } = new([]);

    /// <summary>Their values.</summary>
    public Arguments Values(Scope scope)
    {
        if (arguments.Count == 0) return Arguments.None;
        var places = new List<object?>();
        var names = new List<(string, object?)>();
        foreach (CallArgument argument in arguments)
        {
            object? value = argument.Value.Value(scope);
            switch (argument.Kind)
            {
                case CallArgumentKind.Place:
                    places.Add(value);
                    break;
                case CallArgumentKind.Name:
                    names.Add((argument.Name, value));
                    break;
                case CallArgumentKind.List:
                    places.AddRange(Kind.Items(scope.State, "*", value));
                    break;
                default:
                    if (value is not MapValue map) throw scope.State.Error($"**: expected a mapping; got {Kind.Of(value)}.");
                    names.AddRange(map.Entries.Select(entry => (Kind.Text(scope.State, "**", entry.Key), entry.Value)));
                    break;
            }
        }
        return new Arguments(places, names);
    }
}
