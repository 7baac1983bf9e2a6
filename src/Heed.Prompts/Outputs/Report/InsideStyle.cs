namespace Heed.Prompts.Outputs.Report;

/// <summary>How the pictures of the model's insides stand: side by side where there is room, below each other where there is none.</summary>
internal static class InsideStyle
{
    /// <summary>The rules.</summary>
    public const string Rules = """
        .insides h3{font-size:14.5px;font-weight:650;margin:30px 0 2px}
        .insides h2+.note{margin-bottom:0}.note{max-width:96ch}
        .variants{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,370px),1fr));gap:0 14px;margin:12px 0 0}
        .variants figure{display:grid;grid-template:subgrid/minmax(0,1fr);grid-row:span 4;align-items:start;margin:0 0 14px;
        border:1px solid var(--line);border-radius:8px;padding:14px 16px 10px;min-width:0;break-inside:avoid}
        .variants svg{margin:12px 0 8px}
        figcaption{overflow-wrap:anywhere;unicode-bidi:isolate;font-size:14px}figcaption .label{font-weight:600}figcaption .provider{color:var(--soft)}
        .variants .facts{font-size:13px;margin:2px 0;overflow-wrap:anywhere}
        .flag{font-size:13px;margin:6px 0;padding:6px 10px;border-left:3px solid var(--error);background:var(--error-ground);border-radius:0 6px 6px 0}
        .numbers{margin-top:6px;font-size:13px}.numbers>summary,.more>summary{color:var(--soft);text-decoration:underline dotted;text-underline-offset:3px}
        .numbers .scroll{margin:6px 0 0}.numbers table{font-size:12.5px}.numbers th,.numbers td{padding-right:12px}
        .copy{user-select:all;-webkit-user-select:all;background:var(--raised);border-radius:4px;padding:0 4px}
        dd .copy{display:inline-block;max-width:100%;max-height:4.6em;overflow:auto;vertical-align:top}
        dd:has(table){max-height:none}
        @media print{.variants{grid-template-columns:repeat(auto-fill,minmax(300px,1fr))}}
        tr.case:target>*{box-shadow:inset 0 2px 0 var(--ink),inset 0 -2px 0 var(--ink)}

        """;
}
