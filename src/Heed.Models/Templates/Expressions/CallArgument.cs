namespace Heed.Models.Templates.Expressions;

/// <summary>An argument as written.</summary>
/// <param name="Kind">How it is passed.</param>
/// <param name="Name">Its name where it has one.</param>
/// <param name="Value">The expression.</param>
internal readonly record struct CallArgument(CallArgumentKind Kind, string Name, Expression Value);
