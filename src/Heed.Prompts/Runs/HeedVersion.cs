using System.Reflection;
using System.Runtime.Intrinsics;

namespace Heed.Prompts.Runs;

/// <summary>What computes here.</summary>
public static class HeedVersion
{
    /// <summary>The version of Heed, <c>0.1.0</c>.</summary>
    public static string Here { get; } = typeof(HeedVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>The version and the very build of what computes: another build of one version may compute something else.</summary>
    public static string Build { get; } = string.Join(' ', new[] { typeof(HeedVersion), typeof(Lens.Spans.AskedText), typeof(Models.LanguageModel), typeof(HeedException) }
        .Select(type => type.Module.ModuleVersionId.ToString("N")).Prepend(Here));

    /// <summary>The widest lanes: where bits differ between machines, this tells why. Threads do not change bits.</summary>
    public static string Kernel { get; } = $"{(Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 32)}-bit lanes";
}
