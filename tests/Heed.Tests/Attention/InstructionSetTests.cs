using System.Diagnostics;
using Heed.Numerics;

namespace Heed.Tests.Attention;

/// <summary>The contract in processes of their own, with instruction sets switched off: what other machines would run.</summary>
public class InstructionSetTests
{
    private const string Expected = "HEED_TEST_LANES";

    private static readonly string[] s_classes =
    [
        "*ContractTests*", "*InstructionSetTests", "*LinearFormsTests", "*DecodeKernelTests", "*AttentionKernelTests", "*VariationTests", "*ObserverTests",
        "*WeightRegionTests", "*MaskTests",
    ];

    /// <summary>Whether this process was started with something switched off.</summary>
    internal static bool IsChild => Environment.GetEnvironmentVariable(Expected) is not null;

    [Theory]
    [InlineData("DOTNET_EnableAVX512", 256)]
    [InlineData("DOTNET_EnableAVX2", 32)] // 256-bit registers need it, and fused products come with it
    [InlineData("DOTNET_EnableHWIntrinsic", 32)]
    public async Task Contract_WithoutTheInstructionSet_Holds(string switchedOff, int atMostBits)
    {
        if (IsChild) Assert.Skip("this is such a process");
        if (Lanes.Bits <= atMostBits) Assert.Skip($"this machine has nothing above {atMostBits} bits to switch off");
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in s_classes)
        {
            start.ArgumentList.Add("--filter-class");
            start.ArgumentList.Add(name);
        }
        start.ArgumentList.Add("--no-progress");
        start.Environment[switchedOff] = "0";
        start.Environment[Expected] = $"{atMostBits}";
        using Process child = Process.Start(start)!;
        Task<string> output = child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), errors = child.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(child.ExitCode == 0, $"{switchedOff}=0: exit code {child.ExitCode}\n{await output}\n{await errors}");
    }

    /// <summary>In the child: the switch did switch something.</summary>
    [Fact]
    public void Lanes_AreNoWiderThanAsked() => Assert.InRange(Lanes.Bits, 32, int.Parse(Environment.GetEnvironmentVariable(Expected) ?? "512"));
}
