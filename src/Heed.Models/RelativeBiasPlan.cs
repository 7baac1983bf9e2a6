namespace Heed.Models;

/// <summary>T5's relative position bias: one table a stack, which all of its layers share.</summary>
/// <param name="Buckets">Rows of the table.</param>
/// <param name="MaxDistance">From here on, everything is in the last bucket.</param>
public sealed record RelativeBiasPlan(int Buckets, int MaxDistance);
