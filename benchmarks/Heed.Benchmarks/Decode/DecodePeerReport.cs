namespace Heed.Benchmarks;

/// <summary>Every figure of a decode run beside the peer.</summary>
/// <param name="Benchmark">Which.</param>
/// <param name="Machine">Where.</param>
/// <param name="Peer">Beside what.</param>
/// <param name="ReadBandwidth">What the memory gives in the same run.</param>
/// <param name="Row">The step.</param>
internal sealed record DecodePeerReport(string Benchmark, MachineDescription Machine,
    string Peer, ReadBandwidth ReadBandwidth, DecodePeerRow Row);
