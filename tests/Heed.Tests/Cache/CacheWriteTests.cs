using Heed.Cache;

namespace Heed.Tests.Cache;

/// <summary>In-place writes against plain indexing.</summary>
public unsafe class CacheWriteTests
{
    private const int Batch = 2, Heads = 3, Length = 5, Width = 4;

    [Theory]
    [InlineData(false, 0, 3)]
    [InlineData(true, 3, 9)]
    public void Write_PutsEveryRowInItsPlace(bool circular, int first, int second)
    {
        const int Added = 2;
        float[] cache = Numbers(Batch * Heads * Length * Width, 0f), update = Numbers(Batch * Heads * Added * Width, 1000f), expected = [.. cache];
        int[] indices = [first, second];
        for (int b = 0; b < Batch; b++)
            for (int h = 0; h < Heads; h++)
                for (int i = 0; i < Added; i++)
                    update.AsSpan(((b * Heads + h) * Added + i) * Width, Width).CopyTo(expected.AsSpan(((b * Heads + h) * Length + (indices[b] + i) % Length) * Width));
        Write(cache, update, Added, indices, circular);
        Assert.Equal(expected, cache);
    }

    [Theory]
    [InlineData(4, 2, "indices: expected 0 … 3; got 4")]
    [InlineData(-1, 2, "indices: expected 0 … 3; got -1")]
    [InlineData(0, 6, "update: expected [2, 3, at most 5, 4]; got [2, 3, 6, 4]")]
    public void Write_WhatDoesNotFit_IsRefusedBeforeAnythingIsWritten(int index, int added, string message)
    {
        float[] cache = Numbers(Batch * Heads * Length * Width, 0f), before = [.. cache];
        var error = Assert.Throws<ArgumentException>(() => Write(cache, Numbers(Batch * Heads * added * Width, 9f), added, [0, index], circular: false));
        Assert.Contains(message, error.Message);
        Assert.Equal(before, cache);
    }

    private static void Write(float[] cache, float[] update, int added, int[] indices, bool circular)
    {
        fixed (float* c = cache, u = update)
        {
            HeadView target = HeadView.Contiguous(c, Batch, Heads, Length, Width), source = HeadView.Contiguous(u, Batch, Heads, added, Width);
            if (circular) CacheWrite.Circular(target, source, indices);
            else CacheWrite.Linear(target, source, indices);
        }
    }

    private static float[] Numbers(int count, float from) => [.. Enumerable.Range(0, count).Select(i => from + i)];
}
