/** What a view shows, as a file: PNG and SVG of the element, JSON of the numbers. */
import { toBlob, toSvg } from 'html-to-image';

/** Tools and other parts that are no part of the picture carry this attribute. */
const isShown = (node: HTMLElement): boolean => !(node instanceof Element && node.hasAttribute('data-no-export'));

/** The properties that the style sheets name, and the size: what they leave alone, a browser draws in the copy as in the page. All that there are would take ten times as long. */
function named(): string[] {
  const names = new Set(['width', 'height']);
  const read = (rules: CSSRuleList) => {
    for (const rule of rules) {
      if (rule instanceof CSSStyleRule) for (const name of rule.style) if (!name.startsWith('--')) names.add(name);
      if ('cssRules' in rule) read(rule.cssRules as CSSRuleList);
    }
  };
  for (const sheet of document.styleSheets) read(sheet.cssRules);
  return [...names];
}

const settings = (element: HTMLElement) => ({
  filter: isShown,
  includeStyleProperties: named(),
  backgroundColor: getComputedStyle(document.documentElement).getPropertyValue('--paper').trim(),
  pixelRatio: 2,
  skipFonts: true,
  width: element.scrollWidth,
  height: element.scrollHeight,
});

/** What the style sheets say of a drawing; the copy that is saved has no style sheets, and knows only what stands on each shape itself. */
const painted = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'opacity', 'visibility', 'display', 'paint-order', 'text-anchor', 'dominant-baseline', 'font-family', 'font-size', 'font-weight', 'font-style'];

/** The work with every shape's paint written on it, which is taken away again. */
async function withPaint<T>(element: HTMLElement, work: () => Promise<T>): Promise<T> {
  const shapes = [...element.querySelectorAll<SVGElement>('svg *')].map((shape) => {
    const style = getComputedStyle(shape);
    return { shape, had: shape.style.cssText, paint: painted.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';') };
  });
  for (const { shape, had, paint } of shapes) shape.style.cssText = `${had};${paint}`;
  try {
    return await work();
  } finally {
    for (const { shape, had } of shapes) {
      shape.style.cssText = had;
      if (!had) shape.removeAttribute('style');
    }
  }
}

export async function savePng(element: HTMLElement, name: string): Promise<void> {
  const blob = await withPaint(element, () => toBlob(element, settings(element)));
  if (blob) save(blob, `${name}.png`);
}

export async function saveSvg(element: HTMLElement, name: string): Promise<void> {
  const address = await withPaint(element, () => toSvg(element, settings(element)));
  save(new Blob([decodeURIComponent(address.slice(address.indexOf(',') + 1))], { type: 'image/svg+xml' }), `${name}.svg`);
}

export function saveJson(value: unknown, name: string): void {
  save(new Blob([JSON.stringify(value, null, 1)], { type: 'application/json' }), `${name}.json`);
}

function save(blob: Blob, name: string): void {
  const anchor = document.createElement('a');
  anchor.href = URL.createObjectURL(blob);
  anchor.download = name;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10_000);
}
