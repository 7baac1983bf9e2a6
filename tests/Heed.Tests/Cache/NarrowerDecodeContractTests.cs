namespace Heed.Tests.Cache;

/// <summary>The contract of decoding at 256 bits.</summary>
public sealed class DecodeContractTestsAt256Bits() : DecodeContractTests(256);

/// <summary>The same at 128 bits.</summary>
public sealed class DecodeContractTestsAt128Bits() : DecodeContractTests(128);

/// <summary>The same one number at a time.</summary>
public sealed class DecodeContractTestsAt32Bits() : DecodeContractTests(32);
