namespace Heed.Models.Tokenizers;

/// <summary>One text being decoded, token by token. The pieces it returns, joined, are the decoded text.</summary>
internal interface IDecoding
{
    /// <summary>Takes the next token and returns the text that is certain now; it may be empty.</summary>
    string Append(string token);

    /// <summary>Returns what was held back.</summary>
    string Finish();
}
