namespace Heed.Models.Templates.Values;

/// <summary>A value with named members of its own.</summary>
internal interface IMembers
{
    /// <summary>A member, or undefined.</summary>
    object? Member(string name);
}
