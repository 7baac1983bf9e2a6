namespace Heed.Tests.Attention;

/// <summary>The contract of the tiled kernels at 256 bits.</summary>
public sealed class ContractTestsAt256Bits() : ContractTests(256);

/// <summary>The same at 128 bits.</summary>
public sealed class ContractTestsAt128Bits() : ContractTests(128);

/// <summary>The same one number at a time.</summary>
public sealed class ContractTestsAt32Bits() : ContractTests(32);
