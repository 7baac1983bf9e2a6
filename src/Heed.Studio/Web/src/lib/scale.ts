/** Colours of numbers: classes of /tones.css, where their definition is (`ColorScale`, OKLab, both grounds). */
export const levels = 24;

/** The class of a share from 0 up, of the largest: a0 … a24. */
export function tone(value: number, largest: number): string {
  return `a${level(value, largest)}`;
}

/** The class of an effect, up (u0 … u24) or down (d1 … d24). */
export function signedTone(value: number, largest: number): string {
  const size = level(Math.abs(value), largest);
  return value < 0 && size > 0 ? `d${size}` : `u${size}`;
}

function level(size: number, largest: number): number {
  return largest > 0 && Number.isFinite(size) ? Math.round(Math.min(1, size / largest) * levels) : 0;
}

/** The colours of a scale as numbers, for canvases: [level] → [r, g, b], as the theme has them now. */
export function palette(prefix: 'a' | 'u' | 'd'): [number, number, number][] {
  const style = getComputedStyle(document.documentElement);
  return Array.from({ length: levels + 1 }, (_, i) => {
    const hex = style.getPropertyValue(`--${prefix === 'd' && i === 0 ? 'u' : prefix}${i}`).trim();
    return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as [number, number, number];
  });
}
