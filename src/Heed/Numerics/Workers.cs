using System.Runtime.CompilerServices;

namespace Heed.Numerics;

/// <summary>
/// The threads that kernels run on: one a core, started at the first use, spinning for a moment between jobs before they sleep, so
/// that a job of a few microseconds is worth sharing.
/// </summary>
/// <remarks>
/// Items are handed out one at a time. An item's result must not depend on who runs it: no size is ever derived from the number
/// of threads. A job started while another runs (or from inside one) runs on its caller alone, with the same result.
/// </remarks>
public static unsafe class Workers
{
    private const int SpinRounds = 4000;
    private static readonly Lock s_owner = new();
    private static readonly SemaphoreSlim s_wake = new(0);
    private static Thread[]? s_threads;
    private static int s_count = Environment.ProcessorCount;

    private static delegate*<void*, int, int, void> s_invoke;
    private static void* s_job;
    private static int s_items;
    private static int s_next;
    private static int s_generation;
    private static int s_sleeping;
    private static int s_entered;
    private static int s_left;
    private static int s_active;
    private static Exception? s_error;

    /// <summary>Threads that take part in a job, the caller included. 1 runs everything on the caller.</summary>
    public static int Count
    {
        get => s_count;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, Math.Max(1, Environment.ProcessorCount));
            s_count = value;
        }
    }

    /// <summary>The largest worker number plus one: how many scratch areas a job needs.</summary>
    internal static int Slots => Environment.ProcessorCount;

    /// <summary>Runs items 0 … <paramref name="items"/>−1 and returns when all are done. The first exception of an
    /// item is thrown here.</summary>
    /// <param name="items">How many.</param>
    /// <param name="job">Must be a local of a caller: other threads reach it by its address.</param>
    internal static void Run<TJob>(int items, ref TJob job) where TJob : struct, IJob
    {
        if (items <= 1 || s_count == 1 || !s_owner.TryEnter())
        {
            for (int i = 0; i < items; i++) job.Run(i, 0);
            return;
        }
        try
        {
            if (s_active != 0) // reached from inside an item on this very thread
            {
                for (int i = 0; i < items; i++) job.Run(i, 0);
                return;
            }
            RunShared(items, Unsafe.AsPointer(ref job), &Invoke<TJob>);
        }
        finally
        {
            s_owner.Exit();
        }
    }

    private static void Invoke<TJob>(void* job, int item, int worker)
        where TJob : struct, IJob => Unsafe.AsRef<TJob>(job).Run(item, worker);

    private static void RunShared(int items, void* job, delegate*<void*, int, int, void> invoke)
    {
        int helpers = s_count - 1;
        EnsureThreads();
        s_job = job;
        s_invoke = invoke;
        s_items = items;
        s_next = 0;
        s_error = null;
        Volatile.Write(ref s_active, helpers);
        Interlocked.Increment(ref s_generation);
        int sleeping = Volatile.Read(ref s_sleeping);
        if (sleeping > 0) s_wake.Release(sleeping);

        Take(0);
        // Close the door, then wait for those inside. A helper that comes late finds no seat and goes back to sleep.
        Volatile.Write(ref s_active, 0);
        Interlocked.MemoryBarrier();
        for (int rounds = 0; ; rounds++)
        {
            int left = Volatile.Read(ref s_left); // before s_entered: who is counted in both is out
            if (left == Volatile.Read(ref s_entered)) break;
            // Giving up the core at once would cost a whole time slice on a busy machine; the last item is nearly done.
            if (rounds < SpinRounds) Thread.SpinWait(8);
            else Thread.Yield();
        }
        if (s_error is { } error) throw new InvalidOperationException("A kernel's work item failed.", error);
    }

    private static void Take(int worker)
    {
        try
        {
            int item;
            while ((item = Interlocked.Increment(ref s_next) - 1) < s_items) s_invoke(s_job, item, worker);
        }
        catch (Exception error)
        {
            Interlocked.CompareExchange(ref s_error, error, null);
            Interlocked.Exchange(ref s_next, int.MaxValue / 2);
        }
    }

    private static void Work(int worker)
    {
        int seen = 0;
        while (true)
        {
            int spins = 0;
            while (Volatile.Read(ref s_generation) == seen)
            {
                if (++spins < SpinRounds)
                {
                    Thread.SpinWait(8);
                    continue;
                }
                Interlocked.Increment(ref s_sleeping);
                if (Volatile.Read(ref s_generation) == seen) s_wake.Wait();
                Interlocked.Decrement(ref s_sleeping);
                spins = 0;
            }
            seen = Volatile.Read(ref s_generation);
            // Announce first, look second: the owner either sees this helper inside or this helper sees the door closed.
            Interlocked.Increment(ref s_entered);
            if (worker <= Volatile.Read(ref s_active)) Take(worker);
            Interlocked.Increment(ref s_left);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EnsureThreads()
    {
        if (s_threads is not null) return;
        s_threads = new Thread[Environment.ProcessorCount - 1];
        for (int i = 0; i < s_threads.Length; i++)
        {
            int worker = i + 1;
            s_threads[i] = new Thread(() => Work(worker)) { IsBackground = true, Name = $"heed-{worker}" };
            s_threads[i].Start();
        }
    }
}
