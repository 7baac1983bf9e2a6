using Heed.Lens.Views;

namespace Heed.Prompts.Outputs.Report;

/// <summary>The report's sheet, behind that of all pages. Pass and fail differ in mark and word as well as in colour.</summary>
internal static class ReportStyle
{
    /// <summary>The whole sheet.</summary>
    public static string Css { get; } = PageStyle.Css + Rules + InsideStyle.Rules + CompareStyle.Rules;

    private const string Rules = """
        :root{--pass:light-dark(#17713f,#6fdc9f);--fail:light-dark(#b3241b,#ff938a);--error:light-dark(#805300,#f2bd5c);
        --pass-ground:light-dark(#eef8f1,#16271d);--fail-ground:light-dark(#fdf1f0,#311b1a);--error-ground:light-dark(#fdf6e6,#2e2510);
        --raised:light-dark(#f7f7f9,#24262d)}
        main{max-width:none;padding:32px clamp(16px,3vw,48px) 64px}
        .facts{max-width:none}
        .pass{--kind:var(--pass);--ground:var(--pass-ground)}.fail{--kind:var(--fail);--ground:var(--fail-ground)}
        .error{--kind:var(--error);--ground:var(--error-ground)}
        .badge{color:var(--kind);font-weight:650;white-space:nowrap}
        .score,.metric{color:var(--soft);font-variant-numeric:tabular-nums;font-size:13px;margin-left:6px;overflow-wrap:anywhere}
        .warnings{border-left:3px solid var(--error);background:var(--error-ground);border-radius:0 6px 6px 0;padding:10px 16px;margin:18px 0 0;max-width:900px}
        .warnings h2{margin:0;font-size:14px}.warnings ul{margin:6px 0 0;padding-left:18px;font-size:14px}
        code{font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;overflow-wrap:anywhere}
        .summary{margin-top:8px}.summary td,.summary th{vertical-align:middle}
        .summary .label{color:var(--ink);font-weight:600;white-space:normal;min-width:14ch;max-width:36ch;overflow-wrap:anywhere}
        .summary thead td,.summary th[scope=row]{border-bottom:1px solid var(--line)}.summary tr:last-child th[scope=row]{border-bottom:0}
        svg.rate{margin:0;display:block;max-width:none}.track{fill:var(--line)}.range{fill:var(--pass);opacity:.32}.tick{fill:var(--pass)}
        .controls{display:flex;flex-wrap:wrap;gap:10px 24px;align-items:center;margin:12px 0;font-size:14px}
        fieldset{border:0;margin:0;padding:0;display:flex;align-items:center;gap:0}legend{float:left;padding:0 10px 0 0;color:var(--soft)}
        fieldset input{position:absolute;opacity:0}
        fieldset label{border:1px solid var(--line);padding:4px 12px;cursor:pointer;margin-left:-1px}
        fieldset label:first-of-type{border-radius:6px 0 0 6px}fieldset label:last-of-type{border-radius:0 6px 6px 0}
        fieldset input:checked+label{background:var(--ink);color:var(--paper);border-color:var(--ink)}
        fieldset input:focus-visible+label,summary:focus-visible,button:focus-visible,#find:focus-visible,
        pre:focus-visible,.matrix-scroll:focus-visible,a:focus-visible
        {outline:2px solid var(--ink);outline-offset:2px}
        #find,button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:6px;padding:4px 10px}
        button{cursor:pointer}#shown{color:var(--soft);margin-left:8px}
        main:has(#show-failed:checked) tr.case:not(.fails),main:has(#show-changed:checked) tr.case:not(.differs),tr[hidden]{display:none}
        .matrix-scroll{overflow:auto;max-height:92vh;border:1px solid var(--line);border-radius:8px}
        .matrix{width:100%;table-layout:auto;font-size:14px}
        .matrix>thead th{position:sticky;top:0;z-index:2;background:var(--raised);padding:10px 14px;white-space:normal;vertical-align:bottom;min-width:200px;
        overflow-wrap:anywhere}
        .matrix>thead .provider{display:block;font-size:12.5px}
        .matrix>thead .label{color:var(--ink);font-weight:600;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:4;overflow:hidden}
        .matrix>tbody>tr>*{border-bottom:1px solid var(--line);padding:0;vertical-align:top;white-space:normal}
        .matrix>tbody>tr>th{padding:10px 14px;min-width:180px;max-width:320px;color:var(--ink);font-weight:400;background:var(--paper);position:sticky;left:0;
        z-index:1}
        .matrix>tbody>tr>td{border-left:1px solid var(--line);min-width:240px;background:var(--ground,var(--paper))}
        .matrix .none{padding:10px 14px;color:var(--soft)}
        .number{color:var(--soft);font-variant-numeric:tabular-nums;margin-right:4px}.about{font-weight:600;overflow-wrap:anywhere}
        dl{display:grid;grid-template-columns:fit-content(40%) 1fr;gap:1px 10px;margin:6px 0 0;font-size:13px}
        dt{color:var(--soft);overflow-wrap:anywhere}
        dd{margin:0;overflow-wrap:anywhere;white-space:pre-wrap;unicode-bidi:plaintext;max-height:12em;overflow:auto}
        summary{cursor:pointer;list-style:none}summary::-webkit-details-marker{display:none}
        td>details>summary{padding:10px 14px;outline-offset:-2px!important}
        summary .text,summary .reason{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:4;overflow:hidden;white-space:pre-wrap;
        overflow-wrap:anywhere;unicode-bidi:plaintext;
        margin:4px 0 0;padding:0;font-size:14px;line-height:1.5;max-width:none}
        summary .reason{color:var(--kind);font-size:13px;-webkit-line-clamp:2}
        details[open]>summary>.text,details[open]>summary>.reason{display:none}
        .inside{padding:0 14px 12px}.inside h3{font-size:12.5px;font-weight:600;color:var(--soft);margin:10px 0 2px}
        pre{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere;unicode-bidi:plaintext;
        background:var(--paper);
        border:1px solid var(--line);border-radius:6px;padding:8px 10px;margin:2px 0;max-height:24em;overflow:auto}
        .assertions{list-style:none;margin:0;padding:0}.assertions .assertions{padding-left:16px}
        .assertions li{padding:5px 0;border-top:1px solid var(--line);font-size:13px}.assertions li:first-child{border-top:0}
        .assertions .reason{display:block;overflow-wrap:anywhere;white-space:pre-wrap;unicode-bidi:plaintext}
        q{overflow-wrap:anywhere;unicode-bidi:isolate;color:var(--ink)}
        .prompt{margin-top:8px}.prompt>summary{color:var(--soft);font-size:13px;text-decoration:underline dotted;text-underline-offset:3px}
        .inside .facts{font-size:12.5px;margin:8px 0 0}a{color:inherit}
        @media(max-width:760px){.matrix>tbody>tr>th{position:static;min-width:140px}.matrix>thead th:first-child{min-width:140px}}
        @media print{.matrix-scroll{max-height:none;overflow:visible}.controls{display:none}.matrix>thead th,.matrix>tbody>tr>th{position:static}}

        """;
}
