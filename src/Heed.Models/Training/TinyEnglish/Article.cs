namespace Heed.Models.Training.TinyEnglish;

/// <summary>A noun with its indefinite article; enough for the words of the lists.</summary>
internal static class Article
{
    public static string With(string noun) => noun[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? $"an {noun}" : $"a {noun}";
}
