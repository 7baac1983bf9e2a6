namespace Heed.Studio.Pages.Prompts.Traces;

/// <summary>Names a trace.</summary>
/// <param name="Id">Its id.</param>
public sealed record TraceRequest(string? Id = null);
