namespace Heed.Models.Templates.Values;

/// <summary>What <c>namespace(…)</c> makes: the one value whose members a template can set, so that loops can hand something out.</summary>
internal sealed class NamespaceValue : IMembers
{
    private readonly Dictionary<string, object?> _members = new(StringComparer.Ordinal);

    /// <summary>Sets a member.</summary>
    public void Set(string name, object? value) => _members[name] = value;

    public object? Member(string name)
        => _members.TryGetValue(name, out object? value) ? value : new Undefined($"the namespace has no '{name}'");
}
