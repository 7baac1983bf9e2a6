/** Dark, light, or as the system has it. The choice is kept in this browser alone. */
export type Theme = 'system' | 'light' | 'dark';

const key = 'heed-theme';
const state = $state<{ theme: Theme; changes: number }>({ theme: 'system', changes: 0 });

export const theme = {
  get chosen(): Theme {
    return state.theme;
  },
  /** Counts changes, so that what is drawn on a canvas can be drawn again. */
  get changes(): number {
    return state.changes;
  },
};

export function openTheme(): void {
  const kept = read();
  choose(kept === 'light' || kept === 'dark' ? kept : 'system');
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => state.changes++);
}

export function choose(chosen: Theme): void {
  state.theme = chosen;
  if (chosen === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = chosen;
  state.changes++;
  try {
    localStorage.setItem(key, chosen);
  } catch {
    // A browser that keeps nothing still shows what was chosen.
  }
}

function read(): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
