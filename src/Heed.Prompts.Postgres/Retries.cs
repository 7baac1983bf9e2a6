using System.Net.Sockets;
using Npgsql;

namespace Heed.Prompts.Postgres;

/// <summary>How often and when something is tried again that failed by no fault of its own: the server went away, was restarted, or was too busy.</summary>
/// <param name="Pauses">How long is waited before each new try.</param>
public sealed record Retries(IReadOnlyList<TimeSpan> Pauses)
{
    // Conditions of classes 40, 53, 55, 57 that pass by themselves (PostgreSQL, appendix A).
    private static readonly string[] s_passing = ["40001", "40P01", "53300", "55P03", "57P01", "57P02", "57P03", "57P05"];

    /// <summary>Once and no more.</summary>
    public static Retries None { get; } = new([]);

    /// <summary>Six tries more, over about half a minute: long enough for a server to be restarted.</summary>
    public static Retries Usual { get; } = new([.. Enumerable.Range(0, 6).Select(i => TimeSpan.FromSeconds(0.5 * Math.Pow(2, i)))]);

    /// <summary>Runs something until it works. It must do no harm when run twice: a connection may break after the server did its part.</summary>
    /// <param name="work">What is run.</param>
    /// <param name="address">Where, for messages.</param>
    /// <exception cref="HeedException">It did not work however often it was tried, or cannot.</exception>
    public T Run<T>(Func<T> work, string address)
    {
        for (int tried = 0; ; tried++)
        {
            try
            {
                return work();
            }
            catch (Exception error) when (error is NpgsqlException or SocketException or IOException or TimeoutException)
            {
                if (!Passes(error)) throw new HeedException($"{address}: {error.Message}", error);
                if (Pauses.Count == 0) throw new HeedException($"{address}: the database cannot be reached ({error.Message}).", error);
                if (tried == Pauses.Count)
                    throw new HeedException(
                        $"{address}: the database does not answer ({error.Message}); tried {tried + 1} times over "
                            + $"{Pauses.Sum(pause => pause.TotalSeconds):F0} s. "
                        + "What was confirmed is kept; what was not can be kept again, and nothing comes twice.", error);
            }
            // Writers that lost the same server do not all come back at once.
            Thread.Sleep(Pauses[tried] * (0.5 + Random.Shared.NextDouble()));
        }
    }

    private static bool Passes(Exception error) => error is PostgresException known ? s_passing.Contains(known.SqlState)
        : error is not NpgsqlException { InnerException: System.Security.Authentication.AuthenticationException };
}
