/** What a view shows, as a file: PNG and SVG of the element, JSON of the numbers. */
import { toBlob, toSvg } from 'html-to-image';

/** Tools and other parts that are no part of the picture carry this attribute. */
const isShown = (node: HTMLElement): boolean => !(node instanceof Element && node.hasAttribute('data-no-export'));

const settings = (element: HTMLElement) => ({
  filter: isShown,
  backgroundColor: getComputedStyle(document.documentElement).getPropertyValue('--paper').trim(),
  pixelRatio: 2,
  skipFonts: true,
  width: element.scrollWidth,
  height: element.scrollHeight,
});

export async function savePng(element: HTMLElement, name: string): Promise<void> {
  const blob = await toBlob(element, settings(element));
  if (blob) save(blob, `${name}.png`);
}

export async function saveSvg(element: HTMLElement, name: string): Promise<void> {
  const address = await toSvg(element, settings(element));
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
