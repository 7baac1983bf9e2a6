namespace Heed.Tests.Linear;

/// <summary>The contract of linear attention at 256 bits.</summary>
public sealed class LinearContractTestsAt256Bits() : LinearContractTests(256);

/// <summary>The same at 128 bits.</summary>
public sealed class LinearContractTestsAt128Bits() : LinearContractTests(128);

/// <summary>The same one number at a time.</summary>
public sealed class LinearContractTestsAt32Bits() : LinearContractTests(32);
