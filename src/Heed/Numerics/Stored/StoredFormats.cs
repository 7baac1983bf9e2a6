namespace Heed.Numerics;

/// <summary>Something to do with a format, whatever its type.</summary>
internal interface IFormatCall
{
    /// <summary>Does it.</summary>
    void Run<TFormat>() where TFormat : struct, INumberFormat;
}

/// <summary>The one place that turns a <see cref="StoredFormat"/> into its type.</summary>
internal static class StoredFormats
{
    /// <summary>Calls with the type.</summary>
    /// <exception cref="ArgumentException">There is no such format.</exception>
    public static void Run<TCall>(StoredFormat format, ref TCall call) where TCall : struct, IFormatCall
    {
        switch (format)
        {
            case StoredFormat.Float32: call.Run<Float32Format>(); break;
            case StoredFormat.Float16: call.Run<Float16Format>(); break;
            case StoredFormat.BFloat16: call.Run<BFloat16Format>(); break;
            case StoredFormat.Q8_0: call.Run<Q8Format>(); break;
            case StoredFormat.Q4_0: call.Run<Q4Format>(); break;
            case StoredFormat.Q4_K: call.Run<Q4KFormat>(); break;
            case StoredFormat.Q6_K: call.Run<Q6KFormat>(); break;
            default: throw new ArgumentException($"format: expected one of {string.Join(", ", Enum.GetNames<StoredFormat>())}; got {format}.", nameof(format));
        }
    }
}
