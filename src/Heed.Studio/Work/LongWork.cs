using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Heed.Studio.Safety;
using Microsoft.AspNetCore.Http;

namespace Heed.Studio.Work;

/// <summary>
/// Work that takes a while, answered as server-sent events: <c>progress</c> (<see cref="WorkProgress"/>) as often as it changes but at most every 100 ms, then one
/// <c>result</c> or one <c>failure</c> (<see cref="Failure"/>). It stops when its client goes away.
/// </summary>
/// <remarks>Server-sent events as in the WHATWG HTML standard, read by the pages from the body of a POST.</remarks>
internal static class LongWork
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs it.</summary>
    /// <param name="work">What is done, on a thread of the pool; tells how far it is.</param>
    /// <param name="json">How the result becomes JSON.</param>
    /// <param name="context">Of the request: its end stops the work.</param>
    public static IResult Run<T>(Func<IProgress<WorkProgress>, CancellationToken, T> work, JsonTypeInfo<T> json, HttpContext context)
        => TypedResults.ServerSentEvents(Events(work, json, context.RequestAborted));

    private static async IAsyncEnumerable<SseItem<string>> Events<T>(
        Func<IProgress<WorkProgress>, CancellationToken, T> work, JsonTypeInfo<T> json, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var latest = Channel.CreateBounded<WorkProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        Task<SseItem<string>> running = Task.Run(() => Finish(work, json, new Reporter(latest.Writer), cancellation), CancellationToken.None);
        _ = running.ContinueWith(_ => latest.Writer.TryComplete(), TaskScheduler.Default);
        await foreach (WorkProgress progress in latest.Reader.ReadAllAsync(CancellationToken.None))
        {
            yield return new SseItem<string>(JsonSerializer.Serialize(progress, LongWorkJson.Default.WorkProgress), "progress");
            await Task.WhenAny(running, Task.Delay(s_pause, CancellationToken.None));
        }
        yield return await running;
    }

    private static SseItem<string> Finish<T>(
        Func<IProgress<WorkProgress>, CancellationToken, T> work, JsonTypeInfo<T> json, IProgress<WorkProgress> progress, CancellationToken cancellation)
    {
        try
        {
            return new SseItem<string>(JsonSerializer.Serialize(work(progress, cancellation), json), "result");
        }
        catch (Exception error)
        {
            Failure failure = Failure.Of(error);
            if (failure.Status == StatusCodes.Status500InternalServerError) Console.Error.WriteLine($"heed: {error}");
            return new SseItem<string>(JsonSerializer.Serialize(failure, LongWorkJson.Default.Failure), "failure");
        }
    }

    private sealed class Reporter(ChannelWriter<WorkProgress> writer) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => writer.TryWrite(value);
    }
}
