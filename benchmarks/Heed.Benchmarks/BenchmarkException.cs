namespace Heed.Benchmarks;

/// <summary>A measurement that cannot be made; the message is one line for the person who asked for it.</summary>
internal sealed class BenchmarkException(string message) : Exception(message);
