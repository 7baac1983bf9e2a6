using Heed.Models.Templates.Values;

namespace Heed.Models.Templates.Library;

/// <summary>A filter: <c>value|name(arguments)</c>.</summary>
/// <param name="state">The rendering.</param>
/// <param name="name">What the template calls it, for messages.</param>
/// <param name="value">What it is put on.</param>
/// <param name="arguments">What is passed.</param>
internal delegate object? Filter(RenderState state, string name, object? value, Arguments arguments);
