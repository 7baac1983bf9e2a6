namespace Heed.Prompts.Outputs.Report;

/// <summary>What the page of a comparison has beside the report's rules.</summary>
internal static class CompareStyle
{
    /// <summary>The rules.</summary>
    public const string Rules = """
        .gates,.notes{list-style:none;margin:14px 0 0;padding:0;font-size:14px}.notes li{color:var(--soft);padding:2px 0;overflow-wrap:anywhere}
        .gates li{padding:6px 12px;border-left:3px solid var(--kind);background:var(--ground);margin:0 0 6px;max-width:900px;overflow-wrap:anywhere}
        .open{--kind:var(--soft);--ground:var(--raised)}
        .verdict{border-left:3px solid var(--kind);background:var(--ground);border-radius:0 6px 6px 0;padding:8px 14px;margin:14px 0 0;max-width:900px}
        .verdict .badge,td.said .badge{white-space:normal}td.said{min-width:32ch;max-width:44ch;white-space:normal}td.open .badge{font-weight:400}
        .summary svg{margin:0;max-width:none}.verdict .badge{margin-right:8px}
        .passes{margin:22px 0 0}.passes td,.passes th{padding:6px 16px 6px 0}
        .passes tbody td{font-size:15px;font-variant-numeric:tabular-nums;padding-left:10px}
        .passes td.pass,.passes td.fail{color:var(--kind);background:var(--ground);font-weight:650}
        .more{margin:14px 0 0;font-size:14px}
        h3{font-size:14.5px;font-weight:650;margin:30px 0 8px}h4{font-size:12.5px;font-weight:600;color:var(--soft);margin:10px 0 2px}
        .changes>details{border:1px solid var(--line);border-bottom:0}.changes>details:last-child{border-bottom:1px solid var(--line)}
        .changes>details:first-child{border-radius:8px 8px 0 0}.changes>details:last-child{border-radius:0 0 8px 8px}
        .changes>details:only-child{border-radius:8px}
        .changes summary{padding:8px 14px;font-size:14px;overflow-wrap:anywhere}
        .changes .said{display:block;color:var(--soft);font-size:13px;unicode-bidi:plaintext}
        .sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,280px),1fr));gap:0 16px}.sides>div{min-width:0}
        .diff del{color:var(--fail);background:var(--fail-ground);text-decoration:line-through}
        .diff ins{color:var(--pass);background:var(--pass-ground);text-decoration:underline;text-underline-offset:2px}

        """;
}
