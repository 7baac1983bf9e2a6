namespace Heed.Linear;
/// <summary>x</summary>
public static class KernelAttention { }
