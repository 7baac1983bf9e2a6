/** A number of a matrix, short enough for a cell. */
export function cell(value: number | null | undefined): string {
  if (value === null || value === undefined) return '';
  const size = Math.abs(value);
  return (size >= 99.95 ? value.toFixed(0) : size >= 9.995 ? value.toFixed(1) : value.toFixed(2)).replace('-', '−');
}

/** The size of the largest number, for colours. */
export function largestOf(values: readonly (readonly (number | null)[])[]): number {
  let largest = 0;
  for (const row of values) for (const value of row) if (value !== null && Math.abs(value) > largest) largest = Math.abs(value);
  return largest;
}
