namespace Heed.Models.Templates.Expressions;

/// <summary>How an argument is passed.</summary>
internal enum CallArgumentKind
{
    /// <summary>By its place.</summary>
    Place,

    /// <summary><c>name=value</c></summary>
    Name,

    /// <summary><c>*list</c></summary>
    List,

    /// <summary><c>**mapping</c></summary>
    Mapping,
}
