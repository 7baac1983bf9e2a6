/** What a view shows, as a file: PNG and SVG of the element, JSON of the numbers. */
import { toSvg } from 'html-to-image';

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

const pixelRatio = 2;

/** The element as an SVG document. */
async function drawn(element: HTMLElement): Promise<string> {
  const address = await withPaint(element, () =>
    toSvg(element, {
      filter: isShown,
      includeStyleProperties: named(),
      backgroundColor: getComputedStyle(document.documentElement).getPropertyValue('--paper').trim(),
      skipFonts: true,
      width: element.scrollWidth,
      height: element.scrollHeight,
    }),
  );
  const svg = decodeURIComponent(address.slice(address.indexOf(',') + 1));
  // A table's measured height holds its caption, and written on the table does not: its rows would grow by it, and the last be cut off. Its rows have their heights.
  return svg.replace(/<table\b[^>]*>/g, (tag) => tag.replace(/([\s;"])height: [\d.]+px;/, '$1'));
}

/** What the style sheets say of a drawing; the copy that is saved has no style sheets, and knows only what stands on each shape itself. */
const painted = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-opacity', 'stroke-dasharray', 'stroke-linecap', 'stroke-linejoin', 'opacity', 'visibility', 'display', 'paint-order', 'vector-effect', 'text-anchor', 'dominant-baseline', 'font-family', 'font-size', 'font-weight', 'font-style'];

/** The work with every shape's paint written on it, which is taken away again. */
async function withPaint<T>(element: HTMLElement, work: () => Promise<T>): Promise<T> {
  const shapes = [...element.querySelectorAll<SVGElement>('svg *')].map((shape) => {
    const style = getComputedStyle(shape);
    return { shape, had: shape.style.cssText, paint: painted.map((name) => `${name}:${style.getPropertyValue(name)}`).join(';') };
  });
  for (const { shape, had, paint } of shapes) shape.style.cssText = `${had};${paint}`;
  // What is chosen is a state, and only attributes are copied.
  for (const input of element.querySelectorAll<HTMLInputElement>('input[type=radio], input[type=checkbox]')) input.toggleAttribute('checked', input.checked);
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
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(await drawn(element))}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.width * pixelRatio;
  canvas.height = image.height * pixelRatio;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done));
  if (blob) save(blob, `${name}.png`);
}

export async function saveSvg(element: HTMLElement, name: string): Promise<void> {
  save(new Blob([await drawn(element)], { type: 'image/svg+xml' }), `${name}.svg`);
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
