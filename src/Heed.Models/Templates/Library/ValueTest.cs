using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Library;

/// <summary>A test: <c>value is name(arguments)</c>.</summary>
/// <param name="state">The rendering.</param>
/// <param name="name">What the template calls it, for messages.</param>
/// <param name="value">What is tested.</param>
/// <param name="arguments">What is passed.</param>
internal delegate bool ValueTest(RenderState state, string name, object? value, Arguments arguments);
