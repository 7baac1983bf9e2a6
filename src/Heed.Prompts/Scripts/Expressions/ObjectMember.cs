namespace Heed.Prompts.Scripts.Expressions;

/// <summary>A member of an object as it is written.</summary>
/// <param name="Key">Its name; null where another object's members are put in.</param>
/// <param name="Value">Its value.</param>
internal sealed record ObjectMember(Expression? Key, Expression Value);
