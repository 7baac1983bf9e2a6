namespace Heed.Models.Templates;

/// <summary>Which rules truth, printing, arithmetic, members and filters follow.</summary>
public enum TemplateLanguage
{
    /// <summary>Jinja2: those of Python. Chat templates are written in it.</summary>
    Jinja,

    /// <summary>Nunjucks: those of JavaScript. Prompt files are written in it.</summary>
    Nunjucks,
}
