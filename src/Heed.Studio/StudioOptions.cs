using System.Net;

namespace Heed.Studio;

/// <summary>Where the studio listens and how much it lets one client ask for.</summary>
public sealed record StudioOptions
{
    /// <summary>The port; 0 for any that is free.</summary>
    public int Port { get; init; } = 5317;

    /// <summary>The address; loopback unless told otherwise, and anything else needs a <see cref="Token"/>.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>What every request must know, as a cookie or a bearer token; null for none, on loopback only.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// The store of prompts, runs and traces that is shown: a folder, which need not be there yet, or <c>postgres://user@host/database</c>; null for none.
    /// </summary>
    public string? Store { get; init; }

    /// <summary>The most bytes a request's body may have.</summary>
    public long BodyBytes { get; init; } = 4 << 20;

    /// <summary>The most characters a text may have.</summary>
    public int TextLength { get; init; } = 1_000_000;

    /// <summary>The most tokens of a text of which every weight may be asked for; the map takes more.</summary>
    public int Tokens { get; init; } = 16_384;

    /// <summary>Computations that run at the same time.</summary>
    public int Runs { get; init; } = 4;

    /// <summary>Computations that may wait for one of those.</summary>
    public int Waiting { get; init; } = 12;

    /// <summary>Connections at the same time.</summary>
    public int Connections { get; init; } = 100;

    /// <summary>Whether only this machine can reach the address.</summary>
    public bool IsLoopback => IPAddress.IsLoopback(Address);
}
