namespace Heed.Prompts.Outputs.Report;

/// <summary>What the report's script adds: searching, opening all, arrow keys between cells.</summary>
internal static class ReportScript
{
    /// <summary>The code, without anything that could end its element.</summary>
    public const string Code = """
        'use strict';
        (() => {
          const rows = [...document.querySelectorAll('tr.case')], find = document.getElementById('find'), open = document.getElementById('open');
          const shown = document.getElementById('shown'), texts = new Map();
          document.getElementById('more').hidden = false;
          const count = () => { const n = rows.filter(row => row.getClientRects().length > 0).length;
          shown.textContent = n === rows.length ? '' : n + ' of ' + rows.length + ' shown'; };
          find.addEventListener('input', () => {
            const wanted = find.value.toLocaleLowerCase();
            for (const row of rows) {
              if (!texts.has(row)) texts.set(row, row.textContent.toLocaleLowerCase());
              row.hidden = wanted.length > 0 && !texts.get(row).includes(wanted);
            }
            count();
          });
          for (const choice of document.querySelectorAll('input[name=show]')) choice.addEventListener('change', count);
          open.addEventListener('click', () => {
            const all = open.getAttribute('aria-pressed') !== 'true';
            open.setAttribute('aria-pressed', String(all));
            open.textContent = all ? 'Close all' : 'Open all';
            for (const cell of document.querySelectorAll('.matrix td > details')) cell.open = all;
          });
          document.querySelector('.matrix').addEventListener('keydown', event => {
            const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
            if (!step || !event.target.matches('td > details > summary')) return;
            const cell = event.target.closest('td'), visible = rows.filter(row => row.getClientRects().length > 0);
            const row = visible[visible.indexOf(cell.parentElement) + step[0]], next = row && row.cells[cell.cellIndex + step[1]];
            const summary = next && next.querySelector('summary');
            if (summary) { summary.focus(); event.preventDefault(); }
          });
        })();
        """;
}
