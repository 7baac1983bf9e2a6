using System.Net.ServerSentEvents;
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

    /// <summary>Runs it. What is refused before the first report of progress is answered with its own status, not inside a stream.</summary>
    /// <param name="work">What is done, on a thread of the pool; tells how far it is.</param>
    /// <param name="json">How the result becomes JSON.</param>
    /// <param name="context">Of the request: its end stops the work.</param>
    public static IResult Run<T>(Func<IProgress<WorkProgress>, CancellationToken, T> work, JsonTypeInfo<T> json, HttpContext context)
        => new Answer<T>(work, json, context.RequestAborted);

    private sealed class Answer<T>(Func<IProgress<WorkProgress>, CancellationToken, T> work, JsonTypeInfo<T> json, CancellationToken cancellation) : IResult
    {
        private readonly Channel<WorkProgress> _latest =
            Channel.CreateBounded<WorkProgress>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

        public async Task ExecuteAsync(HttpContext context)
        {
            Task<SseItem<string>> running = Task.Run(() => Finish(work, json, new Reporter(_latest.Writer), cancellation), CancellationToken.None);
            _ = running.ContinueWith(_ => _latest.Writer.TryComplete(), TaskScheduler.Default);
            if (!await _latest.Reader.WaitToReadAsync(CancellationToken.None) && await running is { EventType: "failure" } failed)
            {
                Failure failure = JsonSerializer.Deserialize(failed.Data, LongWorkJson.Default.Failure)!;
                await Refusal.Write(context, failure.Status, failure.Title, failure.Detail);
                return;
            }
            await TypedResults.ServerSentEvents(Events(running)).ExecuteAsync(context);
        }

        private async IAsyncEnumerable<SseItem<string>> Events(Task<SseItem<string>> running)
        {
            await foreach (WorkProgress progress in _latest.Reader.ReadAllAsync(CancellationToken.None))
            {
                yield return new SseItem<string>(JsonSerializer.Serialize(progress, LongWorkJson.Default.WorkProgress), "progress");
                await Task.WhenAny(running, Task.Delay(s_pause, CancellationToken.None));
            }
            yield return await running;
        }
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
